// Generated from notebooks/50_test/03_results.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 50a30004 50a30005 50a30008

// %% notebooks/50_test/03_results.ipynb#50a30004 3caa6380
/** How one cell did. */
export interface CellTest {
  id: string;
  index: number; // the n of [n]: among the cells that run, from 1; 0 for one that was left out from the start
  name: string; // nearest heading and id
  status: 'passed' | 'failed' | 'skipped';
  durationMs: number;
  reason?: string | undefined; // why it was skipped
}

/** How a notebook did as a test. */
export interface NotebookTest {
  notebook: string; // relative to the project's root
  status: 'passed' | 'failed' | 'skipped' | 'empty'; // skipped as a whole; empty: it has no code to run
  durationMs: number;
  cells: CellTest[];
  warnings: string[]; // what its author should look at, with the place in front
  reason?: string | undefined; // why the whole notebook was skipped
  failure?: TestFailure | undefined;
}

/** What failed, and where. */
export interface TestFailure {
  message: string; // with the place in front
  ename: string; // name of the error class, or the code of an OctavoError
  traceback: string[]; // lines; [] when no cell threw
  hint?: string | undefined;
  where: FailurePlace;
}

/** Where it failed. */
export interface FailurePlace {
  notebook: string;
  cell?: string | undefined;
  index?: number | undefined;
  line?: number | undefined; // in the cell
  fileLine?: number | undefined; // in the .ipynb file
}

/** What a run of tests came to. */
export interface TestSummary {
  passed: number; // notebooks
  failed: number;
  skipped: number;
  empty: number;
  cells: { passed: number; failed: number; skipped: number };
  durationMs: number;
  tests: NotebookTest[]; // in the order of their paths; without those that a stop kept from starting
}

// %% notebooks/50_test/03_results.ipynb#50a30005 46cdd418
/** Counts. The order of the tests does not matter. */
export function summarize(tests: readonly NotebookTest[], durationMs: number): TestSummary {
  const sorted = tests.toSorted((a, b) => (a.notebook < b.notebook ? -1 : 1));
  const cells = sorted.flatMap((test) => test.cells);
  const count = (status: NotebookTest['status']) => sorted.filter((test) => test.status === status).length;
  const countCells = (status: CellTest['status']) => cells.filter((cell) => cell.status === status).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    empty: count('empty'),
    cells: { passed: countCells('passed'), failed: countCells('failed'), skipped: countCells('skipped') },
    durationMs,
    tests: sorted,
  };
}

// %% notebooks/50_test/03_results.ipynb#50a30008 bab9fb92
/** `notebooks/train.ipynb:41 cell b2c4d6e8 [3] line 2`, or as much of it as is known. */
export function formatFailurePlace({ notebook, cell, index, line, fileLine }: FailurePlace): string {
  const parts = [fileLine === undefined ? notebook : `${notebook}:${fileLine}`];
  if (cell !== undefined) parts.push(`cell ${cell}`);
  if (cell !== undefined && index) parts.push(`[${index}]`);
  if (line !== undefined) parts.push(`line ${line}`);
  return parts.join(' ');
}
