import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { InterruptMessage } from '../evaluator/interrupts/interrupt-channel.ts';
import { stopLoop } from '../evaluator/interrupts/stop-loop.ts';
import type { ThreadChildren } from './thread-children.ts';
import type { ThreadParts } from './thread-parts.ts';
import { connectToWorker } from './worker-debugger.ts';

const answerMs = 50; // a thread that is not in a loop answers at once
const busyMs = 25; // of processor time: a thread that has not had it waits for its turn on a busy machine
const longestAnswerMs = 500;
const lookMs = 5;
const childEndMs = 1000; // for a child process that the thread waits for, after each signal

interface Interruptible {
  worker: Worker;
  urgent: MessagePort;
  parts: Pick<ThreadParts, 'requested' | 'answered' | 'running'>;
  children: ThreadChildren;
  hasEnded: () => boolean;
}

/** Interrupts the cells of a thread, as `interrupts/interrupt-worker.ts` does those of a process. */
export function interruptsOf({ worker, urgent, parts, children, hasEnded }: Interruptible): (request: number) => void {
  const { requested, answered, running } = parts;
  let interrupts = 0;
  let lastStop: Promise<void> = Promise.resolve(); // one at a time: the second must see what the first did

  async function interrupt(message: InterruptMessage): Promise<void> {
    const isAnswered = () => hasEnded() || Atomics.load(answered, 0) >= message.number;
    if (await isAnsweredSoon(isAnswered)) return;
    void endAwaitedChild(isAnswered);
    const current = Atomics.load(running, 0);
    if (current !== 0 && message.request !== 0 && current !== message.request) return; // another cell runs by now
    await stopLoop(() => connectToWorker(worker), { isAnswered, tellAgain: () => urgent.postMessage(message) });
  }

  async function endAwaitedChild(isAnswered: () => boolean): Promise<void> {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      await sleep(childEndMs, undefined, { ref: false });
      if (isAnswered()) return;
      children.signalAwaited(signal);
    }
  }

  return (request) => {
    const message: InterruptMessage = { number: ++interrupts, request };
    Atomics.store(requested, 0, request);
    urgent.postMessage(message);
    lastStop = lastStop.then(() => interrupt(message)).catch(() => undefined); // the thread has ended meanwhile
  };
}

/** False when the thread must be stopped. What is stopped is lost, so one that only has not come to it yet is waited for. */
async function isAnsweredSoon(isAnswered: () => boolean): Promise<boolean> {
  const start = performance.now();
  const used = process.cpuUsage();
  while (!isAnswered()) {
    const waitedMs = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    if (waitedMs >= ((user + system) / 1000 >= busyMs ? answerMs : longestAnswerMs)) return false;
    await sleep(lookMs);
  }
  return true;
}
