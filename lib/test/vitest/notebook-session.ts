import { AsyncLocalStorage } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';
import { inspect, types } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { createSessionScope } from '../../kernel/evaluator/variables/session-scope.ts';
import { declareBuiltIns } from './built-ins.ts';
import { writeCellReport } from './cell-reports.ts';
import { tellFunctionsAsWritten } from './function-text.ts';
import { loadAsKernel } from './load-module.ts';
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

export type ImportModule = (specifier: string, options?: ImportCallOptions) => Promise<Record<string, unknown>>;

/** A notebook while its cells run in this process. */
export interface NotebookSession {
  begin: () => void;
  run: (cell: TestedCell, run: CellFunction) => Promise<void>; // throws what the cell throws, always an Error
  ended: () => string | undefined; // why no more cells run
  about: () => { importAt?: number; output?: string }; // of the cell that failed: which import, what it printed
  finish: () => Promise<void>; // throws what a cell threw after it had ended
}

const waitMs = 10; // for what timers of the last cell still throw, as the kernel waits
const longestTimerMs = 2 ** 31 - 1;
const running = new AsyncLocalStorage<TestedCell>();
const { setImmediate, setTimeout, clearTimeout } = globalThis;

export function createNotebookSession(notebook: TestedNotebook, importModule: ImportModule): NotebookSession {
  const scope = createSessionScope();
  let ended: string | undefined;
  let current: { cell: TestedCell; fail: (error: unknown) => void } | undefined;
  let late: { error: unknown } | undefined;
  let kept: KeptState | undefined;
  let output = takeOutput(false);
  let importAt: number | undefined;

  const onUncaught = (error: unknown) => {
    const cell = running.getStore();
    if (current && (!cell || cell === current.cell)) current.fail(error);
    else late ??= { error };
  };
  const surroundings = {
    importModule: loadAsKernel(importModule, notebook.folder),
    meta: metaOf(notebook),
    onImport: (at: number | undefined) => {
      importAt = at;
    },
  };
  return {
    ended: () => ended,
    about: () => ({ ...(importAt !== undefined && { importAt }), output: output.lastLines() }),
    begin: () => {
      if (!isMainThread) throw new Error(noThreads);
      kept = keepProcessState(notebook.quiet);
      process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught);
      process.exit = (code) => {
        const exit = namedError('exited', `process.exit(${code ?? ''}) ended the notebook`);
        onUncaught(exit);
        throw exit;
      };
      output = takeOutput(notebook.quiet);
      process.chdir(notebook.folder);
      declareBuiltIns(scope, notebook);
      tellFunctionsAsWritten();
    },
    run: async (cell, run) => {
      writeCellReport(notebook.file, cell.id);
      output.begin();
      const { promise, reject } = Promise.withResolvers<never>();
      promise.catch(() => {});
      current = { cell, fail: reject };
      const { cellTimeoutMs } = notebook;
      const timer = setTimeout(() => reject(timeoutError(cellTimeoutMs)), Math.min(cellTimeoutMs, longestTimerMs));
      try {
        const work = running.run(cell, () => runCellFunction(cell, run, scope, surroundings));
        await Promise.race([work, promise]);
        await Promise.race([nextTurn().then(nextTurn), promise]); // a rejection that nothing awaits is known only then
      } catch (error) {
        if (cell.mayThrow && !isFinal(error)) return;
        ended = `cell ${cell.id} [${cell.index}] failed`;
        throw asError(error);
      } finally {
        clearTimeout(timer);
        current = undefined;
      }
      if (late) ended = 'a cell above failed after it had ended';
    },
    finish: async () => {
      try {
        if (kept?.hasTimers()) await new Promise((done) => setTimeout(done, waitMs));
      } finally {
        process.off('uncaughtException', onUncaught).off('unhandledRejection', onUncaught);
        output.giveBack();
        writeCellReport(notebook.file);
        kept?.restore();
      }
      if (late) throw asError(late.error);
    },
  };
}

const noThreads =
  "A notebook runs in its own folder, which threads do not have. In the configuration of vitest write pool: 'forks'";

/** `import.meta` of cells: as if the notebook were the module. */
function metaOf({ file, folder }: TestedNotebook): object {
  const { href } = pathToFileURL(file);
  const resolve = (specifier: string) => import.meta.resolve(specifier, href);
  return Object.assign(Object.create(null), { dirname: folder, filename: file, main: false, resolve, url: href });
}

function nextTurn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function timeoutError(cellTimeoutMs: number): Error {
  return namedError('CellTimeoutError', `the cell took longer than ${cellTimeoutMs / 1000} s`, false);
}

function namedError(name: string, message: string, hasStack = true): Error {
  const error = new Error(message);
  error.name = name;
  if (!hasStack) error.stack = `${name}: ${message}`;
  return error;
}

/** What is thrown may be anything; vitest wants an error. */
function asError(thrown: unknown): unknown {
  if (types.isNativeError(thrown) || thrown instanceof Error) return thrown;
  return namedError('Uncaught', typeof thrown === 'string' ? thrown : inspect(thrown), false);
}

/** No tag allows a cell to end its process, or to take for ever. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && ['exited', 'CellTimeoutError'].includes(error.name);
}
