import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ProcessEnd } from '../../host/processes.ts';
import { keptAhead } from '../ahead/kept.ts';
import type { EvaluatorCommand } from '../evaluator/protocol.ts';
import type { EvaluatorProcess, EvaluatorSurroundings } from '../front/evaluator-process.ts';
import { ThreadChildren } from './thread-children.ts';
import { interruptsOf } from './thread-interrupts.ts';
import type { ThreadEnvironment, ThreadParts } from './thread-parts.ts';

/** A thread that may not have been told yet where it works. */
export interface EvaluatorThread {
  worker: Worker;
  begin: (surroundings: EvaluatorSurroundings) => EvaluatorProcess;
}

/** Those that were started ahead; each is told where it works when it is taken. */
export const keptThreads = keptAhead<EvaluatorThread>('thread');

const stuckMs = 3000; // after which a thread that was killed counts as ended: it is in a native call

/** Starts an evaluator in a thread of this process. It works in the folder of the process, wherever `cwd` is. */
export function startEvaluatorThread(surroundings: EvaluatorSurroundings): EvaluatorProcess {
  const thread = keptThreads.take('any') ?? startThread();
  thread.worker.ref();
  return thread.begin(surroundings);
}

/** Starts a thread that loads what an evaluator needs, and then waits to be told where it works. */
export function startThread(): EvaluatorThread {
  const [events, commands, urgent, answers] = [1, 2, 3, 4].map(() => new MessageChannel()) as Channels;
  const parts: ThreadParts = {
    ...{ events: events.port2, commands: commands.port2, urgent: urgent.port2, answers: answers.port2 },
    ...{ pending: sharedNumber(), requested: sharedNumber(), answered: sharedNumber() },
    ...{ running: sharedNumber(), arrivals: sharedNumber() },
  };
  const file = import.meta.url.endsWith('.ts') ? './thread-main.ts' : './thread-main.js';
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: parts,
    transferList: [parts.events, parts.commands, parts.urgent, parts.answers],
    // Options of each thread; see `evaluatorNodeFlags`, of which one is of the whole process.
    execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--no-force-async-hooks-checks'],
    name: 'octavo cells',
    // The thread's own streams are replaced there: nothing is written to these, and nothing may be read from them.
    ...{ stdin: true, stdout: true, stderr: true },
  });
  return {
    worker,
    begin: (surroundings) => evaluatorOf(worker, parts, [events, commands, urgent, answers], surroundings),
  };
}

type Channels = [MessageChannel, MessageChannel, MessageChannel, MessageChannel];

function evaluatorOf(
  worker: Worker,
  parts: ThreadParts,
  [events, commands, urgent, answers]: Channels,
  { env }: EvaluatorSurroundings,
): EvaluatorProcess {
  const children = new ThreadChildren();
  const killChildren = () => children.kill();
  process.once('exit', killChildren); // a program that ends without stopping its sessions takes their children along
  const waiting: string[] = []; // lines that the reader has not come to; the cell waits when they are too many
  let isWanted = false;
  const lines = new Readable({ read: pull });
  const lastWords = new Readable({ read: () => undefined });
  const { promise: ended, resolve: end } = Promise.withResolvers<ProcessEnd>();
  let hasEnded = false;
  const interrupt = interruptsOf({ worker, urgent: urgent.port1, parts, children, hasEnded: () => hasEnded });

  const take = (line: string) => {
    waiting.push(line);
    if (isWanted) pull();
  };
  events.port1.on('message', take);
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    lastWords.push(isMemory ? 'FATAL ERROR: JavaScript heap out of memory\n' : `octavo kernel: ${error.stack}\n`);
  });
  worker.once('exit', (code) => finish({ code, signal: undefined }));
  worker.postMessage({ ...env } satisfies ThreadEnvironment);

  function pull(): void {
    isWanted = waiting.length === 0;
    if (isWanted) return;
    const text = waiting.join('\n');
    Atomics.sub(parts.pending, 0, text.length - (waiting.length - 1));
    Atomics.notify(parts.pending, 0);
    waiting.length = 0;
    lines.push(`${text}\n`);
  }

  function send(command: EvaluatorCommand): void {
    commands.port1.postMessage(command);
  }

  function finish(how: ProcessEnd): void {
    if (hasEnded) return;
    hasEnded = true;
    for (;;) {
      const received = receiveMessageOnPort(events.port1) as { message: string } | undefined;
      if (!received) break;
      take(received.message);
    }
    for (const channel of [events, commands, urgent, answers]) channel.port1.close();
    pull();
    lines.push(null);
    lastWords.push(null);
    process.off('exit', killChildren);
    children.kill();
    end(how);
  }

  function kill(): void {
    if (hasEnded) return;
    children.kill();
    children.signalAwaited('SIGKILL');
    void worker.terminate();
    setTimeout(() => finish({ code: 1, signal: undefined }), stuckMs).unref();
  }

  return {
    pid: undefined,
    events: lines,
    rawOutput: { stdout: Readable.from([]), stderr: lastWords },
    ended,
    closedDescriptor: () => undefined,
    send,
    interrupt,
    noteDetached: (child, isRunning) => children.note(child, isRunning),
    answer: (question, value) => {
      answers.port1.postMessage({ question, value });
      Atomics.add(parts.arrivals, 0, 1);
      Atomics.notify(parts.arrivals, 0);
    },
    kill,
    end: async (graceMs) => {
      send({ type: 'shutdown' });
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      kill();
      await ended;
    },
  };
}

function sharedNumber(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4));
}
