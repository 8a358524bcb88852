import { commDoor } from '../comms.ts';
import { type DisplayDoor, kernelDoor } from '../display.ts';
import { inputDoor } from '../input.ts';
import { completenessOf } from '../transform/index.ts';
import { whenCellEnds } from './cell-end.ts';
import { handleCommMessage } from './comm-work.ts';
import { commsOfKernel } from './comms.ts';
import { tellStacksInCells } from './errors/stack-frames.ts';
import { catchUncaughtErrors } from './errors/uncaught.ts';
import { sendEvent, sendEventsTo } from './events.ts';
import { tellFunctionsAsWritten } from './function-text.ts';
import { takeInheritedOutput } from './inherited-output.ts';
import { inputOfKernel } from './input.ts';
import { leftRunning, mayGoOn, noteOwnResources, watchLeftRunning } from './left-running.ts';
import type { EvaluatorLink } from './link.ts';
import { registerModuleHooks } from './modules/module-hooks.ts';
import { inNextTurn } from './next-turn.ts';
import { own } from './own-globals.ts';
import { tellExit } from './process-exit.ts';
import type { EvaluatorCommand } from './protocol.ts';
import { callingCell } from './running-cell.ts';
import { seedMathRandom } from './seeded-random.ts';
import { execute, listMembers, offerCellSignal } from './session.ts';
import { replaceStandardStreams } from './streams.ts';
import { takeOnSurroundings } from './surroundings.ts';

const settlingMs = 10;

/** Makes this process, or this thread, an evaluator: from here on it runs the cells that the front sends. */
export function serve(link: EvaluatorLink): void {
  sendEventsTo(link.send);
  replaceStandardStreams();
  tellStacksInCells();
  tellFunctionsAsWritten();
  catchUncaughtErrors();
  tellExit();
  registerModuleHooks();
  watchLeftRunning();
  seedMathRandom();
  Object.defineProperty(globalThis, kernelDoor, { value: door });
  Object.defineProperty(globalThis, commDoor, { value: commsOfKernel });
  Object.defineProperty(globalThis, inputDoor, { value: inputOfKernel });
  offerCellSignal();
  link.listen(obey);
  link.hearInterrupts();
  takeInheritedOutput();
  noteOwnResources();
  sendEvent({ type: 'ready' });
}

const door: DisplayDoor = {
  display: (data, metadata, identity) =>
    sendEvent({ type: 'display', request: callingCell()?.request, data, metadata, ...identity }),
  clearOutput: (wait) => sendEvent({ type: 'clear-output', request: callingCell()?.request, wait }),
  cell: callingCell,
  whenCellEnds: (listener) => whenCellEnds(callingCell(), listener),
};

function obey(command: EvaluatorCommand): void {
  if (command.type === 'execute') execute(command);
  if (command.type === 'is-complete') {
    sendEvent({ type: 'completeness', request: command.request, ...completenessOf(command.code) });
  }
  if (command.type === 'comm') handleCommMessage(command);
  if (command.type === 'members') {
    sendEvent({ type: 'members', request: command.request, members: listMembers(command.chain) });
  }
  if (command.type === 'count-left-running') {
    whenSettled(() => sendEvent({ type: 'left-running', request: command.request, items: leftRunning() }));
  }
  if (command.type === 'surroundings') takeOnSurroundings(command);
  if (command.type === 'shutdown') process.exit(0);
}

/**
 * A moment later, when what a cell has put off to the next turn is done, and its errors are told. In short steps, each of
 * which gives it a turn: a machine that is busy elsewhere would take all of one long step away.
 */
function whenSettled(work: () => void, leftMs = settlingMs): void {
  if (leftMs === 0 || !mayGoOn()) inNextTurn(work);
  else own.setTimeout(() => whenSettled(work, leftMs - 1), 1).unref();
}
