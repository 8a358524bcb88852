// Generated from notebooks/30_library/02_source/01_parse.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a30003 30a30005 30a30008

// %% notebooks/30_library/02_source/01_parse.ipynb#30a30003 8762f307
import { type OxcError, type Program, parseSync, visitorKeys } from 'oxc-parser';
import { tooDeepAt } from '../../notebook/nesting.ts';

// %% notebooks/30_library/02_source/01_parse.ipynb#30a30005 40d79403
/** Something wrong at one place of a source. */
export interface SourceProblem {
  message: string; // one line
  offset: number; // UTF-16 units from the start of the source
  hint?: string | undefined;
}

/** Parses TypeScript as a module. `problems` is empty when all of it could be parsed. */
export function parseSource(source: string): { program: Program; problems: SourceProblem[] } {
  const deep = tooDeepAt(source, _mostLevels);
  if (deep !== undefined) {
    const message = `more than ${_mostLevels} brackets are open at once`;
    return { program: parseSource('').program, problems: [{ message, offset: deep }] };
  }
  const parsed = parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module', showSemanticErrors: true });
  const errors = parsed.errors.filter(_isSyntaxProblem);
  const problems = errors.map((error): SourceProblem => {
    const message = (error.message.split('\n')[0] as string).replace(/\.$/, '');
    const offset = error.labels.at(-1)?.start ?? 0;
    return _foreignLine(source, offset) ?? { message, offset, hint: error.helpMessage?.split('\n')[0] };
  });
  const shell = parsed.program.body.find(({ type, start }) => type === 'ExpressionStatement' && source[start] === '!');
  const foreign = shell && problems.length === 0 ? _foreignLine(source, shell.start) : undefined;
  if (foreign) problems.push(foreign); // `!ls` is an expression in TypeScript, but not one that anybody means
  return { program: parsed.program, problems };
}

/** What belongs to Python's notebooks, where a problem is found in such a line. */
function _foreignLine(source: string, offset: number): SourceProblem | undefined {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const line = source.slice(start).split('\n', 1)[0] as string;
  if (/^[ \t]*#[ \t]*\|/.test(line)) {
    return { message: '"#|" marks directives in Python', offset: start, hint: 'write: //| …' };
  }
  if (!/^(?:!(?!function\b)[\w.]|%{1,2}\w)/.test(line)) return undefined;
  const hint =
    'take the line out of the exported cell; a cell that is not exported may run programs with node:child_process';
  return { message: `"${line.split(' ', 1)[0]}" is a command of IPython's, not TypeScript`, offset: start, hint };
}

const _mostLevels = 1000; // walking a tree takes more of the stack than parsing it

function _isSyntaxProblem(error: OxcError): boolean {
  return error.severity === 'Error' && !error.message.includes('has already been declared');
}

// %% notebooks/30_library/02_source/01_parse.ipynb#30a30008 c4b6c23f
/** A node of the tree, seen from code that does not ask for its type first. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

/** Calls `enter` for a node and for all below it, parents first, in the order of the text. */
export function walkSyntax(
  node: SyntaxNode | Program,
  enter: (node: SyntaxNode, parent: SyntaxNode | undefined) => 'skip' | undefined,
  parent?: SyntaxNode,
): void {
  const current = node as SyntaxNode;
  if (enter(current, parent) === 'skip') return;
  for (const key of visitorKeys[current.type] ?? []) {
    const below = current[key] as SyntaxNode | (SyntaxNode | null)[] | null | undefined;
    if (!below) continue;
    if (!Array.isArray(below)) walkSyntax(below, enter, current);
    else for (const child of below) if (child) walkSyntax(child, enter, current);
  }
}
