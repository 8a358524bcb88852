import type { CellShape, Declared } from './cell-declarations.ts';
import type { Diagnostic } from './cell-problems.ts';
import { type Documents, uriOf } from './documents.ts';
import { placeAt } from './places.ts';
import { hoverDeclaration, literalDeclaration } from './written-types.ts';

interface Asked {
  documents: Documents;
  request: <Answer>(method: string, params: unknown) => Promise<Answer>;
  current: string; // path of the document that holds the cell on its second line and exports its names
  scratch: string; // path of a document to ask in, in the same folder
}

const mostAsked = 24; // names of one cell; a cell with more becomes a module

/** The declarations of a cell that can be written down without asking the server. */
export function literalNames(shape: CellShape, code: string): Map<string, string> {
  return new Map(
    [...shape.declared.values()].flatMap((one): [string, string][] => {
      const text = isDocumented(one, code) ? undefined : literalDeclaration(one, code);
      return text === undefined ? [] : [[one.name, text]];
    }),
  );
}

/**
 * The same with what the server says of the others. A declaration is taken only if it stands for itself, or if the
 * server finds its type identical to the one in the cell; names that have none are left out.
 */
export async function writtenNames(shape: CellShape, code: string, asked: Asked): Promise<Map<string, string>> {
  const written = literalNames(shape, code);
  const wanted = [...shape.declared.values()].filter(
    (one) => !written.has(one.name) && mayBeWritten.has(one.kind) && !isDocumented(one, code) && !isExtended(one, code),
  );
  if (wanted.length > mostAsked) return written;
  const uri = uriOf(asked.current);
  const answers = await Promise.all(
    wanted.map((one) =>
      asked.request<{ contents?: { value?: string } } | null>('textDocument/hover', {
        textDocument: { uri },
        position: placeAt(code, one.start),
      }),
    ),
  );
  const doubtful: { declared: Declared; text: string }[] = [];
  for (const [index, declared] of wanted.entries()) {
    const hover = /^```\w*\n([\s\S]*?)\n```/.exec(answers[index]?.contents?.value ?? '')?.[1];
    const one = hover === undefined ? undefined : hoverDeclaration(declared, hover);
    if (one?.isCertain) written.set(declared.name, one.text);
    else if (one) doubtful.push({ declared, text: one.text });
  }
  if (doubtful.length === 0) return written;
  const confirmed = await confirm(doubtful, asked);
  for (const { declared, text } of confirmed) written.set(declared.name, text);
  return written;
}

const mayBeWritten = new Set<Declared['kind']>(['const', 'let', 'var', 'using', 'function']);

/** Those whose type is the same in a module that knows nothing of the cells. */
async function confirm<One extends { declared: Declared; text: string }>(
  doubtful: One[],
  { documents, request, current, scratch }: Asked,
): Promise<One[]> {
  // Two types are identical if conditional types that differ in nothing else are.
  const head = `import type * as cell from ${JSON.stringify(current)}; type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;`;
  const lines = doubtful.map(({ declared: { name }, text }, index) => {
    const inside = text.replace(/^declare /, '');
    return `declare namespace n${index} { ${inside} } const r${index}: Same<typeof n${index}.${name}, typeof cell.${name}> = true;`;
  });
  documents.set(scratch, [head, ...lines].join('\n'));
  const { items } = await request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument: { uri: uriOf(scratch) },
  });
  const wrong = new Set(items.filter(({ severity }) => severity === 1).map(({ range }) => range.start.line));
  return wrong.has(0) ? [] : doubtful.filter((_, index) => !wrong.has(index + 1));
}

/** What a person documents stays in its module, where inspection finds the documentation. */
function isDocumented({ start }: Declared, code: string): boolean {
  return /\*\/\s*(?:(?:export|async|await)\s+)*(?:const|let|var|using|function\s*\*?)\s+$/.test(
    code.slice(Math.max(0, start - 80), start),
  );
}

/** A function that is given properties (`count.step = 2`): its type has them only where they are assigned. */
function isExtended({ name, kind, init }: Declared, code: string): boolean {
  if (kind !== 'function' && !/^(Arrow)?FunctionExpression$/.test(init?.type ?? '')) return false;
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(`(?<![\\w$.])${escaped}\\s*(?:\\.\\s*[\\w$]+|\\[[^\\]]*\\])\\s*=(?!=)`).test(code);
}
