import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { watchChildProcesses } from '../child-processes.ts';
import { sendEvent } from '../events.ts';
import { listenForAnswers } from '../input.ts';
import { addCellListener } from '../running-cell.ts';
import { interruptCurrentCell, noteInterrupts } from '../session.ts';
import { sendText } from '../streams.ts';
import { interruptChildren } from './interrupt-children.ts';

/** What the main thread and the interrupt thread share: numbers that both may read at any time. */
export interface InterruptChannel {
  requested: Int32Array<SharedArrayBuffer>; // [0]: the request that was last to be interrupted
  answered: Int32Array<SharedArrayBuffer>; // [0]: the number of the last interrupt that the main thread has dealt with
  signalled: Int32Array<SharedArrayBuffer>; // [0]: the number of the last interrupt that child processes were told of
  running: Int32Array<SharedArrayBuffer>; // [0]: the request whose cell runs, 0 for none
  replies: MessagePort; // takes the answers to a cell's questions
  arrivals: Int32Array<SharedArrayBuffer>; // [0]: how many answers have been put there
}

export interface InterruptMessage {
  number: number; // 1, 2, 3 …
  request: number; // the cell that is meant; 0 for whichever runs
}

/** Starts the thread that hears the front's interrupts and answers, also while the main thread is in a loop. */
export function listenForInterrupts(): void {
  const [requested, answered, signalled] = [sharedNumber(), sharedNumber(), sharedNumber()];
  const [running, arrivals] = [sharedNumber(), sharedNumber()];
  const { port1: replies, port2 } = new MessageChannel();
  const channel: InterruptChannel = { requested, answered, signalled, running, replies, arrivals };
  const file = import.meta.url.endsWith('.ts') ? './interrupt-worker.ts' : './interrupt-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: channel,
    transferList: [replies],
    execArgv: [],
  });
  worker.on('message', ({ number, request }: InterruptMessage) => {
    Atomics.store(answered, 0, number);
    Atomics.notify(answered, 0);
    interruptCurrentCell(request);
    interruptChildren(signalled, number); // before another cell begins: its children are not meant
  });
  // Not an error of the cell that runs: one has closed fd 5, upon which the front ends the kernel.
  worker.on('error', (error) =>
    sendText('stderr', undefined, `octavo kernel: the interrupt thread failed: ${error}\n`),
  );
  worker.unref();
  watchChildProcesses((news) => {
    worker.postMessage(news);
    const { pid, isDetached, isRunning } = news;
    if (isDetached) sendEvent({ type: 'detached-child', pid, isRunning });
  });
  noteInterrupts(requested);
  addCellListener((cell) => Atomics.store(running, 0, cell?.request ?? 0));
  listenForAnswers(port2, arrivals);
}

function sharedNumber(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}
