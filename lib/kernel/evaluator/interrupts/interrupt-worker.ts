import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type ChildNews, sendSignal } from '../child-processes.ts';
import { readLines } from '../lines.ts';
import type { UrgentCommand } from '../protocol.ts';
import type { InterruptChannel, InterruptMessage } from './interrupt-channel.ts';
import { interruptChildren } from './interrupt-children.ts';
import { stopLoop, type ThreadDebugger } from './stop-loop.ts';

const childEndMs = 1000; // for a child process that the main thread waits for, after each signal
const answerMs = 50; // a main thread that is not in a loop answers at once
const busyMs = 25; // of processor time: one that has not had it waits for its turn on a busy machine, or in native code
const longestAnswerMs = 500;
const lookMs = 5;
const { requested, answered, signalled, running, replies, arrivals } = workerData as InterruptChannel;
const children = new Map<number, ChildNews>(); // those that the main thread does not wait for
let interrupts = 0;
let lastStop: Promise<void> = Promise.resolve(); // one at a time: the second must see what the first did

readLines(5, (line) => obey(JSON.parse(line) as UrgentCommand), killAll);
parentPort?.on('message', (news: ChildNews) => {
  if (news.isRunning) children.set(news.pid, news);
  else children.delete(news.pid);
});

function obey(command: UrgentCommand): void {
  if (command.type === 'interrupt') interrupt(command.request);
  if (command.type === 'input-reply') {
    replies.postMessage({ question: command.question, value: command.value });
    Atomics.add(arrivals, 0, 1);
    Atomics.notify(arrivals, 0);
  }
}

function interrupt(request: number): void {
  const message: InterruptMessage = { number: ++interrupts, request };
  Atomics.store(requested, 0, request);
  parentPort?.postMessage(message);
  if (isAnsweredSoon(message)) return;
  // Later than the message: the cell is to end as interrupted, not by what became of its child processes.
  interruptChildren(signalled, message.number);
  void endAwaitedChild(message);
  const tellAgain = () => parentPort?.postMessage(message);
  lastStop = lastStop.then(() =>
    isMeant(request) ? stopLoop(connect, { isAnswered: () => isAnswered(message), tellAgain }) : undefined,
  );
}

/** False when the main thread must be stopped. What is stopped is lost, so one that only has not come to it yet is waited for. */
function isAnsweredSoon(message: InterruptMessage): boolean {
  const start = performance.now();
  const used = process.cpuUsage();
  while (!isAnswered(message)) {
    const waitedMs = performance.now() - start;
    const isBusy = processorMs(process.cpuUsage(used)) >= busyMs;
    if (waitedMs >= (isBusy ? answerMs : longestAnswerMs)) return false;
    Atomics.wait(answered, 0, Atomics.load(answered, 0), lookMs);
  }
  return true;
}

function processorMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Another cell than the one that was to be stopped may run by now; with none, it is a timer that blocks the main thread. */
function isMeant(request: number): boolean {
  const current = Atomics.load(running, 0);
  return current === 0 || request === 0 || current === request;
}

async function connect(): Promise<ThreadDebugger> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connectToMainThread();
  return { post: (method, parameters) => session.post(method, parameters), close: () => session.disconnect() };
}

/** A child process of `spawnSync` may be in another group, or take SIGINT for nothing. */
async function endAwaitedChild(message: InterruptMessage): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    await sleep(childEndMs);
    if (isAnswered(message)) return;
    const { descendantsOf } = await import('../../../host/processes.ts'); // not at the start, of which every cell waits
    for (const pid of descendantsOf(process.pid, new Set(children.keys()))) sendSignal(pid, signal);
  }
}

function isAnswered({ number }: InterruptMessage): boolean {
  return Atomics.load(answered, 0) >= number;
}

/** The front is gone: nobody can stop this process or its children any more. */
function killAll(): void {
  for (const { pid, isDetached } of children.values()) if (isDetached) sendSignal(-pid, 'SIGKILL');
  if (!sendSignal(-process.pid, 'SIGKILL')) sendSignal(process.pid, 'SIGKILL'); // not the leader of a group
}
