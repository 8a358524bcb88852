import { kindOf, type LspCompletionItem, signatureOf } from './completion-item.ts';
import type { CellDocument } from './language.ts';
import type { Match } from './matches.ts';

/** The names of a session with the words that declared them: const, function, class, interface, … */
export type NamesByKind = ReadonlyMap<string, string>;

const onlyTypes = new Set(['interface', 'type']);
const alsoTypes = new Set(['class', 'enum', 'namespace', 'import', ...onlyTypes]);
export const near = '11'; // the server's sortText for what a cell declares itself

/**
 * What the language server cannot offer, because the cell does not mention it yet: names of the cells before. They fit
 * where the server offers values, or types, in general, and not behind a dot or among the keys of an object.
 */
export function nameMatches(names: NamesByKind, offered: readonly LspCompletionItem[]): Match[] {
  const anything = offered.find(({ label }) => label === 'undefined'); // a value among values, a keyword among types
  if (!anything) return [];
  const isType = kindOf(anything) === 'keyword';
  const known = new Set(offered.map(({ label }) => label));
  return [...names]
    .filter(([name, word]) => !known.has(name) && (isType ? alsoTypes.has(word) : !onlyTypes.has(word)))
    .map(([name, word]) => matchOfName(name, word));
}

export function matchOfName(name: string, word: string): Match {
  return { text: name, type: typeOfWord(word), sortText: near, filterTexts: [name] };
}

/** Adds signatures and documentation to names of the session: a cell that mentions them all is asked about. */
export async function describeNames(
  matches: readonly Match[],
  open: (code: string) => Promise<CellDocument>,
): Promise<void> {
  if (matches.length === 0) return;
  const document = await open(matches.map(({ text }) => `${text};`).join('\n'));
  let offset = 0;
  const asked = matches.map(async (match) => {
    const place = offset;
    offset += match.text.length + 2;
    const hover = await document.ask<{ contents?: { value?: string } } | null>('textDocument/hover', place);
    const [, detail, documentation] = /^```\w*\n([\s\S]*?)\n```\s*([\s\S]*)$/.exec(hover?.contents?.value ?? '') ?? [];
    const item = { label: match.text, detail: detail ?? '' };
    const signature = signatureOf(item);
    const type = kindOf(item); // of an import, what it stands for
    if (type !== 'text') match.type = type;
    if (signature) match.signature = signature;
    if (documentation) match.documentation = documentation;
  });
  await Promise.all(asked);
}

/** In the words of the server's own answers. */
function typeOfWord(word: string): string {
  if (/^(const|let|var|using|await using|import)$/.test(word)) return 'variable';
  return word === 'namespace' ? 'module' : word;
}
