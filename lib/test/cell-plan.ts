// Generated from notebooks/50_test/04_cell_plan.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a40003 50a40005 50a40006 50a40007 50a4000c

// %% notebooks/50_test/04_cell_plan.ipynb#50a40003 94873cb6
import { formatWhere } from '../errors/index.ts';
import {
  type Cell,
  cellHeading,
  directiveProblems,
  directiveValue,
  frontMatterFlag,
  hasTag,
  type Notebook,
  parseDirectives,
  sourceWithoutDirectives,
} from '../notebook/index.ts';

// %% notebooks/50_test/04_cell_plan.ipynb#50a40005 9191fc42
/** A code cell as a test. */
export interface PlannedCell {
  id: string;
  position: number; // in the notebook, from 0
  index: number; // the n of [n] when it runs, from 1; else 0
  name: string; // nearest heading and id
  skip?: string | undefined; // why it does not run
  mayThrow: boolean; // tag raises-exception, as nbclient has it
}

/** What of a notebook is to run. */
export interface TestPlan {
  skip?: string | undefined; // why nothing of it runs
  cells: PlannedCell[]; // those with code
  warnings: string[]; // `cell b2c4d6e8 line 1: …`
}

/** What may be chosen. */
export interface PlanOptions {
  flagNames?: readonly string[]; // directives that keep a cell from running: `slow`, …
  flags?: readonly string[]; // those of them whose cells do run
  pattern?: RegExp | undefined; // of names: nothing runs behind the last cell whose name has it
}

// %% notebooks/50_test/04_cell_plan.ipynb#50a40006 f4ff509d
/** Says for each code cell whether it runs, and if not, why. Throws `directive-unknown-value`. */
export function planTests(notebook: Notebook, options: PlanOptions = {}): TestPlan {
  const plan: TestPlan = { cells: [], warnings: [] };
  if (frontMatterFlag(notebook, 'skip_exec')) plan.skip = 'skip_exec in the front matter';
  const runsUnasked = frontMatterFlag(notebook, 'eval', true);
  let index = 0;
  for (const [position, cell] of notebook.cells.entries()) {
    if (cell.kind !== 'code' || cell.source.trim() === '') continue;
    const skip = plan.skip ?? reasonToSkip(cell, options, runsUnasked);
    if (skip === undefined) index++;
    if (sourceWithoutDirectives(cell).trim() === '') continue;
    const heading = cellHeading(notebook.cells, position);
    const name = heading === '' ? cell.id : `${heading} (${cell.id})`;
    const mayThrow = hasTag(cell, 'raises-exception');
    plan.cells.push({ id: cell.id, position, index: skip === undefined ? index : 0, name, skip, mayThrow });
    plan.warnings.push(...unknownIn(cell, options.flagNames ?? []));
  }
  return options.pattern ? narrow(plan, options.pattern) : plan;
}

// %% notebooks/50_test/04_cell_plan.ipynb#50a40007 899843c8
/** Why a cell does not run; undefined when it does. @internal */
export function reasonToSkip(
  cell: Cell,
  { flagNames = [], flags = [] }: PlanOptions,
  runsUnasked: boolean,
): string | undefined {
  const asked = directiveValue(cell, 'eval');
  if (asked === 'false') return 'eval: false';
  if (asked === undefined && !runsUnasked) return 'eval: false in the front matter';
  if (['', 'true'].includes(directiveValue(cell, 'skip_exec') ?? 'no')) return 'skip_exec';
  if (hasTag(cell, 'skip-execution')) return 'tag skip-execution';
  const names = parseDirectives(cell).map(({ name }) => name);
  const flag = names.find((name) => flagNames.includes(name) && !flags.includes(name));
  return flag && `flag ${flag}`;
}

/** Directives that there are not, with what was probably meant. @internal */
export function unknownIn(cell: Cell, flagNames: readonly string[]): string[] {
  const { misspelt, unknown } = directiveProblems({ cells: [cell] }, { flags: flagNames });
  return [...misspelt, ...unknown].map(({ message, hint, where }) => `${formatWhere(where)}: ${message}; ${hint}`);
}

// %% notebooks/50_test/04_cell_plan.ipynb#50a4000c 37f47a2a
/** Leaves out what stands behind the last cell whose name has the pattern; all of it when none has. @internal */
export function narrow(plan: TestPlan, pattern: RegExp): TestPlan {
  const last = plan.cells.findLastIndex(({ name }) => pattern.test(name));
  const skip = last < 0 ? `no cell matches ${pattern.source}` : undefined;
  const cells = plan.cells.map((cell, at) =>
    at <= last ? cell : { ...cell, index: 0, skip: cell.skip ?? 'below what was asked for' },
  );
  return { ...plan, cells, skip: plan.skip ?? skip };
}
