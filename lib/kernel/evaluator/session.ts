import { dirname, resolve } from 'node:path';
import { cellSignalDoor } from '../cell-signal.ts';
import { display, newDisplay } from '../display.ts';
import { alert, confirm, input, prompt } from '../input.ts';
import { bundleOf } from '../mime.ts';
import { tellCellEnd } from './cell-end.ts';
import { interruptCommWork } from './comm-work.ts';
import { cellName } from './errors/cell-scripts.ts';
import { describeFailure } from './errors/traceback.ts';
import { sendEvent } from './events.ts';
import { abandonQuestions } from './input.ts';
import { Interruption } from './interrupts/interruption.ts';
import { cellRequire } from './modules/cell-require.ts';
import { inNextTurn } from './next-turn.ts';
import { withOwnBuiltins } from './own-builtins.ts';
import { own } from './own-globals.ts';
import type { EvaluatorCommand, ExpressionValue } from './protocol.ts';
import { runCell } from './run-cell.ts';
import { callingCell, currentCell, type RunningCell, runAsCell, setCurrentCell } from './running-cell.ts';
import { missingNames } from './variables/cell-names.ts';
import { type Member, membersOf } from './variables/members.ts';
import { createSessionScope, setLiveSlot, setSlot } from './variables/session-scope.ts';

type Execute = EvaluatorCommand & { type: 'execute' };

const scope = createSessionScope();
const waiting: Execute[] = [];
const windUpMs = 3000;
let file = resolve('cell.ts'); // of the cell that began last: its notebook
let folder = dirname(file);
let lastBegun = 0; // the newest request whose cell has begun
let interruptRequested: Int32Array = new Int32Array(1); // [0]: the request that was last to be interrupted, as the interrupt thread has it
let interruptedEarly = 0; // a request whose interrupt overtook it: the two come on different pipes

for (const [name, value] of Object.entries({ display, newDisplay, input, prompt, confirm, alert })) {
  scope.declared.set(name, 'var');
  setSlot(scope, name, value);
}
// What Node's types promise to every file: those of a CommonJS module.
const ofModule = { require: () => cellRequire(folder), __dirname: () => folder, __filename: () => file };
for (const [name, get] of Object.entries(ofModule)) {
  scope.declared.set(name, 'var');
  setLiveSlot(scope, name, get);
}

/** Runs cells one after the other, in the order of their requests. */
export function execute(command: Execute): void {
  withOwnBuiltins(() => waiting.push(command));
  inNextTurn(startNext); // not from here: an interrupt of the cell would stop the caller too, which reads commands
}

// Nothing here may wait in a promise for the cell before: an interrupt drops the microtasks that were queued.
function startNext(): void {
  if (currentCell()) return;
  const command = withOwnBuiltins(() => waiting.shift());
  if (!command) return;
  const { request, executionCount, silent, place } = command;
  file = resolve(place.notebook ?? 'cell.ts');
  folder = dirname(file);
  const cell: RunningCell = {
    request,
    executionCount,
    silent,
    place,
    folder,
    ended: false,
    interrupted: false,
    stopping: undefined,
    fail: (error) => fail(cell, error),
  };
  setCurrentCell(cell);
  lastBegun = request;
  if (request === interruptedEarly) {
    cell.interrupted = true;
    fail(cell, new Interruption());
    return;
  }
  // Awaited, not by `then`: a cell may have replaced that.
  runAsCell(cell, async () => {
    try {
      const { value } = await runCell(command.code, cell, scope);
      const data = value === undefined || silent ? undefined : await bundleOf(value);
      const expressions = command.expressions && (await evaluate(command.expressions, cell));
      // A turn of the event loop first: a rejection that the cell left behind is known only then, and is the cell's.
      inNextTurn(() => inNextTurn(() => succeed(cell, data, expressions))); // the second: behind what setImmediate has
    } catch (error) {
      fail(cell, error);
    }
  });
}

/** Says where the interrupt thread writes down what it is told. */
export function noteInterrupts(requested: Int32Array): void {
  interruptRequested = requested;
}

/** Its interrupt is on its way: whatever the cell ends with, it is because of that. */
function isInterruptComing(cell: RunningCell): boolean {
  return !cell.interrupted && Atomics.load(interruptRequested, 0) === cell.request;
}

async function evaluate(expressions: Record<string, string>, cell: RunningCell) {
  const { evaluateExpressions } = await import('./user-expressions.ts');
  return evaluateExpressions(expressions, cell, scope);
}

function succeed(
  cell: RunningCell,
  data?: Record<string, unknown>,
  expressions?: Record<string, ExpressionValue>,
): void {
  if (cell.ended) return;
  if (isInterruptComing(cell)) {
    fail(cell, new Interruption());
    return;
  }
  tellCellEnd(cell, false);
  if (data) sendEvent({ type: 'result', request: cell.request, data, metadata: {} });
  end(cell, () => sendEvent({ type: 'done', request: cell.request, ...(expressions && { expressions }) }));
}

function fail(cell: RunningCell, thrown: unknown): void {
  if (cell.ended) return;
  const error = isInterruptComing(cell) ? new Interruption() : thrown;
  if (error instanceof Interruption) cell.interrupted = true;
  const failure = withOwnBuiltins(() => describeFailure(error, cellName(cell.place, cell.executionCount)));
  const interrupted = error instanceof Interruption ? { interrupted: true } : {};
  const missing = missingNames(cell);
  tellCellEnd(cell, true);
  end(cell, () => sendEvent({ type: 'failed', request: cell.request, ...failure, ...interrupted, missing }));
}

function end(cell: RunningCell, report: () => void): void {
  cell.ended = true;
  setCurrentCell(undefined);
  abandonQuestions(cell);
  report();
  inNextTurn(startNext);
}

/**
 * Ends a cell as interrupted if it is the one that runs (0 is any). What it awaits is left to itself, unless it asked for
 * its signal: then that work is told, and the cell ends with it.
 */
export function interruptCurrentCell(request: number): void {
  if (request > lastBegun) interruptedEarly = request;
  interruptCommWork();
  const cell = currentCell();
  if (!cell || (request !== 0 && cell.request !== request)) return;
  const isFirst = !cell.interrupted;
  cell.interrupted = true;
  if (isFirst && cell.stopping) {
    own.setTimeout(() => cell.fail(new Interruption()), windUpMs).unref();
    cell.stopping.abort('interrupted');
  } else {
    cell.fail(new Interruption());
  }
}

/** Lets the cells' code reach the signal of its own cell. */
export function offerCellSignal(): void {
  Object.defineProperty(globalThis, cellSignalDoor, {
    value: () => {
      const cell = callingCell();
      if (!cell) return undefined;
      cell.stopping ??= new AbortController();
      return cell.stopping.signal;
    },
  });
}

/** What the value that a chain of names leads to has, as the cells left it. */
export function listMembers(chain: readonly string[]): Member[] {
  return membersOf(scope, chain);
}
