import { AsyncLocalStorage } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';
import { inspect, types } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { createSessionScope } from '../../kernel/evaluator/variables/session-scope.ts';
import { declareBuiltIns } from './built-ins.ts';
import { openCellReports } from './cell-reports.ts';
import { type CellFunction, runCellFunction, type TestedCell } from './run-cell-function.ts';
import { takeOutput } from './worker-output.ts';
import { type KeptState, keepProcessState } from './worker-state.ts';

/** What a test module says of its notebook. */
export interface TestedNotebook {
  file: string; // absolute path of the notebook
  folder: string; // where its cells run
  cellTimeoutMs: number;
  quiet: boolean; // what cells print is kept, and shown with a failure only
}

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

type Import = (specifier: string, options?: ImportCallOptions) => Promise<Record<string, unknown>>;

/** What is told of each cell beside what vitest tells. */
export interface CellMeta {
  octavo: { cell: string; line?: number; output?: string }; // line: of the import that failed
}

interface Turn {
  cell: TestedCell;
  run: CellFunction;
  done: boolean;
}

const waitMs = 10; // for what timers of the last cell still throw, as the kernel waits
const running = new AsyncLocalStorage<Turn>();
const { setImmediate, setTimeout, clearTimeout } = globalThis;

/** Makes tests of the cells of a notebook. They run in order, in one scope; a test runs the cells above it that have not run. */
export function openNotebook(notebook: TestedNotebook, importModule: Import, vitest: VitestParts) {
  const scope = createSessionScope();
  const turns: Turn[] = [];
  let ended: string | undefined; // why no more cells run
  let current: { turn: Turn; fail: (error: unknown) => void } | undefined;
  let late: { error: unknown } | undefined;
  let kept: KeptState | undefined;
  let output = takeOutput(false);
  let reports: ReturnType<typeof openCellReports> | undefined;
  let importLine: number | undefined;
  const onImport = (line: number | undefined) => {
    importLine = line;
  };

  const onUncaught = (error: unknown) => {
    const turn = running.getStore();
    if (current && (!turn || turn === current.turn)) current.fail(error);
    else late ??= { error };
  };
  const begin = () => {
    if (!isMainThread) {
      throw new Error(
        "A notebook runs in its own folder, which threads do not have. In the configuration of vitest write pool: 'forks'",
      );
    }
    kept = keepProcessState();
    reports = openCellReports();
    process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught);
    process.exit = (code) => {
      const exit = new Error(`process.exit(${code ?? ''}) ended the notebook`);
      exit.name = 'exited';
      onUncaught(exit);
      throw exit;
    };
    output = takeOutput(notebook.quiet);
    process.chdir(notebook.folder);
    declareBuiltIns(scope, notebook);
  };
  const runTurn = async (turn: Turn) => {
    turn.done = true;
    reports?.write(notebook.file, turn.cell.id);
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    current = { turn, fail: reject };
    const timer = setTimeout(() => reject(timeoutError(notebook.cellTimeoutMs)), notebook.cellTimeoutMs);
    try {
      const work = running.run(turn, () =>
        runCellFunction(turn.cell, turn.run, scope, { importModule, meta, onImport }),
      );
      await Promise.race([work, promise]);
      await Promise.race([nextTurn().then(nextTurn), promise]); // a rejection that nothing awaits is known only then
    } catch (error) {
      if (turn.cell.mayThrow && !isFinal(error)) return;
      ended = `cell ${turn.cell.id} [${turn.cell.index}] failed`;
      throw asError(error);
    } finally {
      clearTimeout(timer);
      current = undefined;
    }
    if (late) ended = 'a cell above failed after it had ended';
  };
  const meta = {
    dirname: notebook.folder,
    filename: notebook.file,
    main: false,
    resolve: (specifier: string) => new URL(specifier, pathToFileURL(notebook.file)).href,
    url: pathToFileURL(notebook.file).href,
  };

  vitest.beforeAll(begin);
  vitest.afterAll(async () => {
    try {
      if (kept?.hasTimers()) await new Promise((done) => setTimeout(done, waitMs));
    } finally {
      process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught);
      output.giveBack();
      reports?.write(notebook.file);
      reports?.close();
      kept?.restore();
      vitest.vi.resetModules(); // the next notebook gets the project's modules as they were before any cell
    }
    if (late) throw asError(late.error);
  });
  return (cell: TestedCell, run: CellFunction) => {
    const turn: Turn = { cell, run, done: false };
    if (cell.skip === undefined) turns.push(turn);
    vitest.test(cell.name, { timeout: 0 }, async ({ skip, task }) => {
      const told: CellMeta['octavo'] = { cell: cell.id };
      Object.assign(task.meta, { octavo: told } satisfies CellMeta);
      if (cell.skip !== undefined) skip(cell.skip);
      output.begin();
      try {
        for (const one of turns.slice(0, turns.indexOf(turn) + 1)) {
          if (ended !== undefined) skip(ended);
          if (!one.done) await runTurn(one);
        }
      } catch (error) {
        told.output = output.lastLines();
        if (importLine !== undefined) told.line = importLine;
        throw error;
      }
    });
  };
}

function nextTurn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function timeoutError(cellTimeoutMs: number): Error {
  const error = new Error(`the cell took longer than ${cellTimeoutMs / 1000} s`);
  error.name = 'CellTimeoutError';
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

/** What is thrown may be anything; vitest wants an error. */
function asError(thrown: unknown): unknown {
  if (types.isNativeError(thrown) || thrown instanceof Error) return thrown;
  const error = new Error(typeof thrown === 'string' ? thrown : inspect(thrown));
  error.name = 'Uncaught';
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

/** No tag allows a cell to end its process, or to take for ever. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && ['exited', 'CellTimeoutError'].includes(error.name);
}
