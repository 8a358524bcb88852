import { basename } from 'node:path';
import { Script } from 'node:vm';
import { createNotebookSession, type ImportModule, type TestedNotebook } from './notebook-session.ts';
import type { CellFunction, TestedCell } from './run-cell-function.ts';

/** The parts of vitest that a test module hands over: those of the vitest that runs it. */
export interface VitestParts {
  test: (name: string, options: { timeout: number }, run: (context: TestContext) => Promise<void>) => void;
  beforeAll: (work: () => void) => void;
  afterAll: (work: () => Promise<void>) => void;
  vi: { resetModules: () => unknown };
}

interface TestContext {
  skip: (note: string) => never;
  task: { meta: object };
}

/** What the one test of a whole notebook tells of its cells. */
export interface CellsMeta {
  octavo: {
    cells: { status: 'passed' | 'failed' | 'skipped'; durationMs: number; reason?: string | undefined }[]; // that were to run
    importAt?: number; // which import of the failed cell failed
    output?: string; // what the failed cell printed
  };
}

interface Turn {
  cell: TestedCell;
  run: CellFunction;
  done: boolean;
}

/** Opens a notebook for its test module, which then hands over the cells. */
export function openNotebook(notebook: TestedNotebook, importModule: ImportModule, vitest: VitestParts) {
  const session = createNotebookSession(notebook, importModule);
  const turns: Turn[] = [];
  const finish = async () => {
    try {
      await session.finish();
    } finally {
      vitest.vi.resetModules(); // the next notebook gets the project's modules as they were before any cell
    }
  };
  if (!notebook.quiet) {
    vitest.beforeAll(session.begin);
    vitest.afterAll(finish);
  }
  /** A test runs the cells above it that have not run: whoever asks for one gets it as in the whole notebook. */
  const addTest = (turn: Turn) => {
    vitest.test(turn.cell.name, { timeout: 0 }, async ({ skip }) => {
      if (turn.cell.skip !== undefined) skip(turn.cell.skip);
      for (const one of turns.slice(0, turns.indexOf(turn) + 1)) {
        const ended = session.ended();
        if (ended !== undefined) skip(ended);
        if (one.done) continue;
        one.done = true;
        await session.run(one.cell, one.run);
      }
    });
  };
  const runAll = async (meta: CellsMeta['octavo']) => {
    session.begin();
    try {
      for (const { cell, run } of turns) {
        const reason = session.ended();
        const startedMs = performance.now();
        try {
          if (reason === undefined) await session.run(cell, run);
          meta.cells.push({
            status: reason === undefined ? 'passed' : 'skipped',
            durationMs: since(startedMs),
            reason,
          });
        } catch (error) {
          meta.cells.push({ status: 'failed', durationMs: since(startedMs) });
          throw error;
        }
      }
    } catch (error) {
      Object.assign(meta, session.about());
      await finish().catch(() => {});
      throw error;
    }
    await finish();
  };
  return {
    /** `runs` are the functions of the cells that run, or a text that gives them. */
    open: (cells: readonly TestedCell[], runs: readonly CellFunction[] | string): void => {
      const all = (typeof runs === 'string' ? compile(runs, notebook.file) : runs).values();
      for (const cell of cells) {
        const run = cell.skip === undefined ? all.next().value : undefined;
        const turn: Turn = { cell, run: run ?? (async () => {}), done: false };
        if (run) turns.push(turn);
        if (!notebook.quiet) addTest(turn);
      }
      if (!notebook.quiet) return;
      // Vitest takes longer for a test than most cells take: where nobody sees its tests, one is enough.
      vitest.test(basename(notebook.file), { timeout: 0 }, async ({ task }) => {
        const octavo: CellsMeta['octavo'] = { cells: [] };
        Object.assign(task.meta, { octavo } satisfies CellsMeta);
        await runAll(octavo);
      });
    },
  };
}

/** The name that stacks have for the text of a notebook's cells. */
export function cellsFile(file: string): string {
  return `${file}.cells`;
}

function compile(text: string, file: string): CellFunction[] {
  return new Script(text, { filename: cellsFile(file) }).runInThisContext() as CellFunction[];
}

function since(startedMs: number): number {
  return performance.now() - startedMs;
}
