import { parentPort, workerData } from 'node:worker_threads';
import type { InterruptChannel } from './interrupt-channel.ts';
import { readLines } from './lines.ts';

const answerMs = 50; // a main thread that is not in a loop answers at once
const { answered } = workerData as InterruptChannel;
let interrupts = 0;

readLines(5, interrupt, killGroup);

function interrupt(): void {
  const number = ++interrupts;
  parentPort?.postMessage(number);
  if (Atomics.wait(answered, 0, number - 1, answerMs) === 'timed-out') void stopLoop();
}

/** Stops what the main thread executes, wherever it is. It then finds the message and ends the cell. */
async function stopLoop(): Promise<void> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connectToMainThread();
  await session.post('Runtime.terminateExecution');
  session.disconnect();
}

/** The front is gone: nobody can stop this process or its children any more. */
function killGroup(): void {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL'); // not the leader of a group
  }
}
