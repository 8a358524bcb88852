import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OctavoError } from '../../errors/index.ts';
import type { ProcessEnd } from '../../host/index.ts';
import type { JsonObject } from '../../notebook/json/json.ts';
import type { LeftRunning } from '../evaluator/protocol.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { createMessage, type Message } from '../wire/message.ts';
import { answerQuestion, type OnInput } from './answer-question.ts';
import type { ChannelOptions, Channels } from './channels.ts';
import { createDoubts } from './doubts.ts';
import { type ExecuteReply, Execution, type KernelMessage, kernelMessage } from './execution.ts';
import type { Handshake, KernelInfo } from './handshake.ts';
import { describeEnd, type KernelProcess } from './kernel-process.ts';

/** A cell, as Octavo's kernel is told of it. */
export interface CellName {
  notebook?: string | undefined; // its path, from the kernel's folder
  id: string;
  index?: number | undefined; // the label in [n]
  typesKey?: string | undefined; // of a cell whose types are known without its text: equal for equal types
}

export interface ExecuteOptions {
  cell?: CellName | undefined;
  onMessage?: ((message: KernelMessage) => void) | undefined; // also called for what comes after the cell has ended
  silent?: boolean | undefined;
  storeHistory?: boolean | undefined;
  stopOnError?: boolean | undefined;
  userExpressions?: Record<string, string> | undefined; // evaluated behind the cell; results in content.user_expressions
  onInput?: OnInput | undefined; // without it a cell that asks fails at once
}

export interface SendOptions {
  metadata?: JsonObject | undefined;
  buffers?: Uint8Array[] | undefined;
  onMessage?: ((message: KernelMessage) => void) | undefined; // called for what the kernel publishes because of it
}

/** A kernel that runs, and the connection to it. */
export interface Session {
  readonly spec: KernelSpec;
  readonly info: KernelInfo;
  readonly pid: number; // of the kernel's process; of this one for a kernel in a thread
  readonly died: Promise<ProcessEnd>; // resolves when the kernel's process ends, for whatever reason
  /** Runs code; resolves when both the reply and `idle` have come. Rejects with `kernel-died` when the process ends. */
  execute(code: string, options?: ExecuteOptions): Promise<ExecuteReply>;
  /** Sends a message on shell that has no reply: comm_open, comm_msg, comm_close. */
  send(type: string, content: JsonObject, options?: SendOptions): void;
  /** Asks the kernel to stop what it runs for this session, in the way its spec names; does nothing when that is nothing. */
  interrupt(): Promise<void>;
  /** What cells began that still holds the kernel's process: timers, servers, children. Kernels other than Octavo's tell nothing. */
  leftRunning(): Promise<LeftRunning[]>;
  /** Ends the kernel and all in its process group, politely first; may be called again. */
  stop(): Promise<void>;
  /** Ends them at once, also while nothing else is possible. */
  kill(): void;
}

const foreignIdleTimeoutMs = 4000;
const receiveLimit = 256; // messages; Octavo's kernel waits for a slower reader, others would drop
const outOfMemory = /\bout of memory\b/i; // V8's words, and those of Octavo's kernel
const politeMs = 2000; // for each step of stop()

/** Wires the channels of a kernel that has been launched; `open` makes the session once the handshake is done. */
export async function connectSession(
  spec: KernelSpec,
  launched: KernelProcess,
  openChannels: (options: ChannelOptions) => Channels | Promise<Channels>,
  handshake?: Handshake, // none where nothing can be lost
  warn?: ((message: string) => void) | undefined,
) {
  const isOctavo = spec.metadata?.octavo === true;
  const executions = new Map<string, Execution>();
  const unsettled = new Set<Execution>();
  const followers = new Map<string, (message: KernelMessage) => void>(); // of messages without a reply
  const acknowledged = new Map<string, (content: JsonObject) => void>(); // control requests that wait for their reply
  let lastArrival = 0;
  const doubts = createDoubts({
    current: () => (isOctavo ? undefined : [...unsettled][0]),
    probe: () => channels.send('shell', createMessage('kernel_info_request', {}, { session: randomUUID() })),
    warn: (what) => warn?.(`kernel "${spec.name}" ${what}; it is waited for`),
    giveUp: (what) => {
      for (const execution of unsettled) execution.fail(wrongAnswer(what));
    },
  });
  const channels = await openChannels({
    receiveLimit: isOctavo ? receiveLimit : 0,
    onMessage: (channel, message) => {
      handshake?.take(channel, message);
      const parentId = message.parent?.msg_id ?? '';
      const execution = executions.get(parentId);
      if (channel === 'shell') doubts.heard();
      if (channel === 'iopub') {
        execution?.takePublished(message);
        if (execution?.lacksReply) doubts.suspect('says that it is done with the cell, and has not replied');
        followers.get(parentId)?.(kernelMessage(message));
      } else if (channel === 'stdin') void answer(message, execution);
      else if (message.header.msg_type === 'execute_reply') {
        if (execution) execution.takeReply(message);
        else doubts.suspect(`has replied to a request that was not made (id ${parentId.slice(0, 80)})`);
      }
      if (channel === 'control') acknowledged.get(parentId)?.(message.content);
      lastArrival = performance.now(); // behind the listener, which may be slow
    },
    onRefused: (channel, why) => {
      if (channel !== 'shell') return;
      doubts.heard();
      doubts.suspect(`has sent a message that is ${why}`);
    },
  });
  const open = (info: KernelInfo): Session => openSession(info, channels);
  return { channels, open };

  async function answer(message: Message, execution: Execution | undefined): Promise<void> {
    if (message.header.msg_type !== 'input_request') return;
    channels.send('stdin', await answerQuestion(message, execution?.onInput, message.header.session));
  }

  function openSession(info: KernelInfo, channels: Channels): Session {
    const session = randomUUID();
    let stopped: Promise<void> | undefined;
    const died = launched.ended;
    const buried = died.then(async (end) => {
      await quiet(); // what the kernel sent before it ended may still be on its way through zeromq
      for (const execution of unsettled) execution.fail(deathError(end));
      unsettled.clear();
      channels.close();
      await launched.discard();
    });

    async function execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteReply> {
      if (launched.hasEnded()) throw deathError(await died);
      const message = createMessage('execute_request', executeContent(code, options), {
        session,
        metadata: cellMetadata(options),
      });
      const execution = new Execution({
        onMessage: options.onMessage,
        onInput: options.onInput,
        idleTimeoutMs: isOctavo ? undefined : foreignIdleTimeoutMs,
      });
      executions.set(message.header.msg_id, execution);
      unsettled.add(execution);
      channels.send('shell', message);
      return await execution.settled.finally(() => unsettled.delete(execution));
    }

    function send(type: string, content: JsonObject, { metadata, buffers, onMessage }: SendOptions = {}): void {
      const message = createMessage(type, content, { session, metadata, buffers });
      if (onMessage) followers.set(message.header.msg_id, onMessage);
      channels.send('shell', message);
    }

    /** Asks on control; resolves with the reply when `idle` has come too, or with undefined when that takes too long. */
    async function request(type: string, content: JsonObject, timeoutMs: number): Promise<JsonObject | undefined> {
      const message = createMessage(type, content, { session });
      const { msg_id: id } = message.header;
      let answer: JsonObject | undefined;
      const reply = new Promise<void>((resolve) => {
        acknowledged.set(id, (given) => {
          answer = given;
          resolve();
        });
      });
      const idle = new Promise<void>((resolve) => {
        followers.set(id, ({ content: state }) => state.execution_state === 'idle' && resolve());
      });
      channels.send('control', message);
      await within(Promise.race([isOctavo ? Promise.all([reply, idle]) : reply, died]), timeoutMs);
      acknowledged.delete(id);
      followers.delete(id);
      return answer;
    }

    /** Everything published before the answer has arrived when this resolves: also the errors of cells that had ended. */
    async function leftRunning(): Promise<LeftRunning[]> {
      if (!isOctavo || launched.hasEnded()) return [];
      const answer = await request('octavo_left_running_request', {}, politeMs);
      return (answer?.items ?? []) as unknown as LeftRunning[];
    }

    async function interrupt(): Promise<void> {
      const [first] = unsettled; // the one that runs, or is about to
      if (!first) return; // a signal sent now could arrive when the next cell has begun
      await within(Promise.race([first.begun, died]), politeMs);
      if (launched.hasEnded()) return;
      if (spec.interruptMode === 'message') await request('interrupt_request', {}, politeMs);
      else launched.signal('SIGINT');
    }

    async function stopKernel(): Promise<void> {
      if (!launched.hasEnded()) {
        await request('shutdown_request', { restart: false }, politeMs / 2);
        await within(died, politeMs);
      }
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        if (launched.hasEnded()) break;
        launched.signal(signal);
        await within(died, politeMs);
      }
      await buried;
    }

    return {
      spec,
      info,
      pid: launched.pid ?? process.pid, // a thread's is this process's
      died,
      execute,
      send,
      interrupt,
      leftRunning,
      stop: () => {
        stopped ??= stopKernel();
        return stopped;
      },
      kill: () => launched.signal('SIGKILL'),
    };
  }

  /** Waits until nothing more arrives for the cells that are not settled; at most five seconds. */
  async function quiet(): Promise<void> {
    const start = performance.now();
    lastArrival = start;
    while (unsettled.size > 0 && performance.now() - lastArrival < 100 && performance.now() - start < 5000) {
      await sleep(10);
    }
  }

  function wrongAnswer(what: string): OctavoError {
    const message = `Kernel "${spec.name}" ${what}: the reply to the cell will not come`;
    return new OctavoError('kernel-wrong-answer', message, { hint: `run by hand: ${spec.argv.join(' ')}` });
  }

  function deathError(end: ProcessEnd): OctavoError {
    const printed = launched.output.last(20);
    const how = outOfMemory.test(printed) ? 'it ran out of memory' : describeEnd(end);
    const message = `Kernel "${spec.name}" died: ${how}${printed && `\n${printed}`}`;
    return new OctavoError('kernel-died', message, { cause: end });
  }
}

function executeContent(code: string, options: ExecuteOptions): JsonObject {
  return {
    code,
    silent: options.silent ?? false,
    store_history: options.storeHistory ?? !options.silent,
    user_expressions: options.userExpressions ?? {},
    allow_stdin: options.onInput !== undefined,
    stop_on_error: options.stopOnError ?? true,
  };
}

/** Octavo's kernel names the cell in tracebacks by this; other kernels see a key that they do not know. */
function cellMetadata({ cell }: ExecuteOptions): JsonObject {
  if (!cell) return {};
  const { notebook, id: cellId, index, typesKey } = cell;
  return { octavo: { notebook, cellId, index, ...(typesKey === undefined ? {} : { typesKey }) }, cellId };
}

async function within(promise: Promise<unknown>, timeoutMs: number): Promise<void> {
  const over = new AbortController();
  await Promise.race([promise, sleep(timeoutMs, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
