/** The process that runs cells. The front starts it; `protocol.ts` says how the two talk. */
import { type DisplayDoor, kernelDoor } from '../display.ts';
import { completenessOf } from '../transform/index.ts';
import { sendEvent } from './events.ts';
import { listenForInterrupts } from './interrupt-channel.ts';
import { readLines } from './lines.ts';
import { tellExit } from './process-exit.ts';
import type { EvaluatorCommand } from './protocol.ts';
import { registerCellResolution } from './resolve.ts';
import { callingCell } from './running-cell.ts';
import { execute } from './session.ts';
import { tellStacksInCells } from './stack-frames.ts';
import { replaceStandardStreams } from './streams.ts';
import { catchUncaughtErrors } from './uncaught.ts';

replaceStandardStreams();
tellStacksInCells();
catchUncaughtErrors();
tellExit();
registerCellResolution();
process.on('SIGINT', () => {}); // meant for the cell's children; the front tells this process by another way

const door: DisplayDoor = {
  display: (data, metadata, identity) =>
    sendEvent({ type: 'display', request: callingCell()?.request, data, metadata, ...identity }),
  clearOutput: (wait) => sendEvent({ type: 'clear-output', request: callingCell()?.request, wait }),
};
Object.defineProperty(globalThis, kernelDoor, { value: door });

function obey(command: EvaluatorCommand): void {
  if (command.type === 'execute') execute(command);
  if (command.type === 'is-complete') {
    sendEvent({ type: 'completeness', request: command.request, ...completenessOf(command.code) });
  }
  if (command.type === 'shutdown') process.exit(0);
}

readLines(
  4,
  (line) => obey(JSON.parse(line) as EvaluatorCommand),
  () => process.exit(0),
);
listenForInterrupts();
sendEvent({ type: 'ready' });
