import type { OctavoError } from '../../errors/index.ts';
import type { JsonObject } from '../../notebook/json/json.ts';
import type { Message } from '../wire/message.ts';
import type { OnInput } from './answer-question.ts';

/** A message that a kernel published while, or after, it ran a cell. */
export interface KernelMessage {
  type: string; // stream, display_data, update_display_data, execute_result, error, clear_output, execute_input, status, …
  content: JsonObject;
  metadata: JsonObject;
  buffers: Uint8Array[]; // of comm messages
  parentId: string; // id of the execute request that caused it
  date: string; // ISO 8601, the kernel's clock
}

export function kernelMessage({ header, content, metadata, buffers, parent }: Message): KernelMessage {
  return { type: header.msg_type, content, metadata, buffers, parentId: parent?.msg_id ?? '', date: header.date };
}

export interface ExecuteReply {
  status: 'ok' | 'error' | 'aborted';
  executionCount: number | null;
  ename?: string | undefined;
  evalue?: string | undefined;
  traceback?: string[] | undefined;
  content: JsonObject; // the whole of execute_reply's content
  timing: ExecutionTiming;
  possiblyIncomplete?: boolean; // a foreign kernel never said that it was idle: output may be missing
}

/** ISO dates from the kernel's message headers. */
export interface ExecutionTiming {
  busy?: string;
  executeInput?: string;
  idle?: string;
  reply?: string;
}

export interface ExecutionOptions {
  onMessage: ((message: KernelMessage) => void) | undefined;
  onInput?: OnInput | undefined;
  idleTimeoutMs: number | undefined; // how long a reply waits for `idle` while nothing arrives; undefined: for ever
}

/** One execute request: it is settled by its reply and by `idle`, and takes messages for as long as they come. */
export class Execution {
  readonly settled: Promise<ExecuteReply>;
  readonly begun: Promise<void>; // the kernel has the request: from here on an interrupt finds it
  #resolve!: (reply: ExecuteReply) => void;
  #reject!: (error: OctavoError) => void;
  #noteBegin!: () => void;
  readonly #options: ExecutionOptions;
  readonly #timing: ExecutionTiming = {};
  #reply: ExecuteReply | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: ExecutionOptions) {
    this.#options = options;
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.begun = new Promise((resolve) => {
      this.#noteBegin = resolve;
    });
  }

  /** Whether the kernel says that it is done, and has not replied. */
  get lacksReply(): boolean {
    return this.#timing.idle !== undefined && !this.#reply;
  }

  get onInput(): OnInput | undefined {
    return this.#options.onInput;
  }

  takeReply(message: Message): void {
    this.#noteBegin();
    if (this.#reply) return; // the first counts: what a second says is not known to be about this request
    this.#timing.reply = message.header.date;
    this.#reply = readReply(message.content, this.#timing);
    this.#settleOrWait();
  }

  takePublished(message: Message): void {
    const { msg_type: type, date } = message.header;
    const state = type === 'status' ? message.content.execution_state : undefined;
    if (state === 'busy') {
      this.#timing.busy ??= date;
      this.#noteBegin();
    }
    if (type === 'execute_input') this.#timing.executeInput ??= date;
    if (state === 'idle') this.#timing.idle ??= date;
    this.#options.onMessage?.(kernelMessage(message));
    if (this.#reply) this.#settleOrWait();
  }

  fail(error: OctavoError): void {
    clearTimeout(this.#idleTimer);
    this.#reject(error);
  }

  #settleOrWait(): void {
    const reply = this.#reply;
    clearTimeout(this.#idleTimer);
    if (!reply) return;
    if (this.#timing.idle !== undefined) this.#resolve(reply);
    else if (this.#options.idleTimeoutMs !== undefined) {
      const giveUp = () => this.#resolve({ ...reply, possiblyIncomplete: true });
      this.#idleTimer = setTimeout(giveUp, this.#options.idleTimeoutMs);
    }
  }
}

function readReply(content: JsonObject, timing: ExecutionTiming): ExecuteReply {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const status = content.status === 'ok' || content.status === 'error' ? content.status : 'aborted'; // tslab says `abort`
  return {
    status,
    executionCount: typeof content.execution_count === 'number' ? content.execution_count : null,
    ename: text(content.ename),
    evalue: text(content.evalue),
    traceback: Array.isArray(content.traceback) ? content.traceback.map(String) : undefined,
    content,
    timing,
  };
}
