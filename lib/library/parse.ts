// Generated from notebooks/30_library/03_parse.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a30003 30a30005 30a30008

// %% notebooks/30_library/03_parse.ipynb#30a30003 799b6057
import { type OxcError, type Program, parseSync, visitorKeys } from 'oxc-parser';

// %% notebooks/30_library/03_parse.ipynb#30a30005 d8b8dc0e
/** Something wrong at one place of a source. @internal */
export interface SourceProblem {
  message: string; // one line
  offset: number; // UTF-16 units from the start of the source
  hint?: string | undefined;
}

/** Parses TypeScript as a module. `problems` is empty when all of it could be parsed. @internal */
export function parseSource(source: string): { program: Program; problems: SourceProblem[] } {
  const parsed = parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module', showSemanticErrors: true });
  const errors = parsed.errors.filter(_isSyntaxProblem);
  const problems = errors.map((error) => ({
    message: (error.message.split('\n')[0] as string).replace(/\.$/, ''),
    offset: error.labels.at(-1)?.start ?? 0,
    hint: error.helpMessage?.split('\n')[0],
  }));
  return { program: parsed.program, problems };
}

function _isSyntaxProblem(error: OxcError): boolean {
  return error.severity === 'Error' && !error.message.includes('has already been declared');
}

// %% notebooks/30_library/03_parse.ipynb#30a30008 519f504e
/** A node of the tree, seen from code that does not ask for its type first. @internal */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

/** Calls `enter` for a node and for all below it, parents first, in the order of the text. @internal */
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
