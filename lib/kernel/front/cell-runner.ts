import type { JsonObject, JsonValue } from '../../notebook/json/json.ts';
import type { CellPlace, EvaluatorEvent } from '../evaluator/protocol.ts';
import type { Message } from '../wire/message.ts';
import type { Comms } from './comms.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import type { History } from './history.ts';
import type { IopubPublisher } from './publisher.ts';
import type { Questions } from './questions.ts';
import { isTooLongForTypes, nestingFailure } from './source-limits.ts';
import type { TypeGate } from './type-gate.ts';

type EventOf<Type> = Extract<EvaluatorEvent, { type: Type }>;

interface RunningCell {
  request: number;
  executionCount: number;
  message: Message;
  code: string;
  place: CellPlace;
  isSent: boolean; // false while the evaluator is still starting, and while types are checked
  isTold?: boolean; // that it could not be stopped
  finish: (content: JsonObject) => void;
}

const interruption = {
  ename: 'KeyboardInterrupt', // as the evaluator's own
  evalue: 'the cell was interrupted',
  traceback: ['KeyboardInterrupt: the cell was interrupted before it began'],
};

const stuckMs = 5000;
const stuck =
  'octavo kernel: the interrupt has not stopped this cell. It is inside a native call (of node:crypto or BigInt, for ' +
  'example) that only ends by itself, or in a loop of process.nextTick. A restart ends it now, with all variables.\n';

/** Turns execute requests into commands to the evaluator, and its events into messages on iopub. */
export class CellRunner {
  readonly #evaluator: EvaluatorProcess;
  readonly #publisher: IopubPublisher;
  readonly #history: History;
  readonly #questions: Questions;
  readonly #comms: Comms;
  readonly #types: TypeGate;
  readonly #leftRunning = new Map<number, (content: JsonObject) => void>();
  #running: RunningCell | undefined;
  #requests = 0;
  #executionCount = 0;
  readonly ready: Promise<void>; // the evaluator has started
  #noteReady!: () => void;
  exitCode: number | undefined; // set when a cell called process.exit

  constructor(
    evaluator: EvaluatorProcess,
    publisher: IopubPublisher,
    history: History,
    questions: Questions,
    comms: Comms,
    types: TypeGate,
  ) {
    this.#evaluator = evaluator;
    this.#publisher = publisher;
    this.#history = history;
    this.#questions = questions;
    this.#comms = comms;
    this.#types = types;
    this.ready = new Promise((resolve) => {
      this.#noteReady = resolve;
    });
  }

  get runningMessage(): Message | undefined {
    return this.#running?.message;
  }

  /** A number that what belongs together in the evaluator's events is known by. */
  newRequest(): number {
    return ++this.#requests;
  }

  /** Runs a cell; resolves with the content of execute_reply. */
  execute(message: Message): Promise<JsonObject> {
    const { code, silent = false, store_history = !silent } = message.content;
    const source = typeof code === 'string' ? code : '';
    if (store_history && !silent) this.#history.add(++this.#executionCount, source);
    const executionCount = this.#executionCount;
    const request = this.newRequest();
    this.#publisher.openCell(request, message.header, silent === true);
    this.#publisher.output(request, 'execute_input', { code: source, execution_count: executionCount });
    const place = readPlace(message.metadata, executionCount);
    return new Promise((finish) => {
      const cell: RunningCell = { request, executionCount, message, code: source, place, isSent: false, finish };
      this.#running = cell;
      void this.#begin(cell, silent === true);
    });
  }

  /** Sends a cell to the evaluator when its types are checked and the evaluator has started, if it is not interrupted before. */
  async #begin(cell: RunningCell, silent: boolean): Promise<void> {
    const { request, executionCount, code, place } = cell;
    const say = (text: string) => this.#publisher.stream({ request, name: 'stderr', text });
    const isLong = isTooLongForTypes(code);
    const failure =
      nestingFailure(code) ?? (isLong ? undefined : await this.#types.pass({ code, place, executionCount, say }));
    if (this.#running !== cell) return;
    if (failure) return this.#fail(request, failure);
    await this.ready;
    if (this.#running !== cell) return;
    cell.isSent = true;
    const expressions = readExpressions(cell.message.content.user_expressions);
    this.#evaluator.send({ type: 'execute', request, code, executionCount, silent, place, ...expressions });
  }

  /** What cells began and left running: the content of the reply to Octavo's own client. */
  leftRunning(): Promise<JsonObject> {
    const request = this.newRequest();
    return new Promise((resolve) => {
      this.#leftRunning.set(request, resolve);
      this.#evaluator.send({ type: 'count-left-running', request });
    });
  }

  /** Stops the cell that runs; between cells the comm message whose listeners are at work. */
  interrupt(): void {
    const running = this.#running;
    const [commRequest] = this.#comms.atWork;
    if (running?.isSent) {
      this.#evaluator.interrupt(running.request);
      setTimeout(() => this.#tellStuck(running), stuckMs).unref();
    } else if (running) this.#fail(running.request, interruption);
    else if (commRequest !== undefined) this.#evaluator.interrupt(commRequest);
  }

  #tellStuck(cell: RunningCell): void {
    if (this.#running !== cell || cell.isTold) return;
    cell.isTold = true;
    this.#publisher.stream({ request: cell.request, name: 'stderr', text: stuck });
  }

  take(event: EvaluatorEvent): void {
    switch (event.type) {
      case 'ready':
        this.#noteReady();
        break;
      case 'stream':
        this.#publisher.stream(event);
        break;
      case 'display':
        this.#display(event);
        break;
      case 'clear-output':
        this.#publisher.output(event.request, 'clear_output', { wait: event.wait });
        break;
      case 'result':
        this.#result(event);
        break;
      case 'question':
        this.#questions.ask(event, this.#running?.request === event.request ? this.#running?.message : undefined);
        break;
      case 'comm':
      case 'comm-handled':
        this.#comms.take(event);
        break;
      case 'done':
        this.#accept(event.request, []);
        this.#finish(event.request, {
          status: 'ok',
          user_expressions: (event.expressions ?? {}) as JsonObject,
          payload: [],
        });
        break;
      case 'failed':
        this.#accept(event.request, event.missing ?? []);
        this.#fail(event.request, event);
        break;
      case 'detached-child':
        this.#evaluator.noteDetached(event.pid, event.isRunning);
        break;
      case 'late-failure': {
        const { ename, evalue, traceback } = event;
        this.#publisher.output(event.request, 'error', { ename, evalue, traceback });
        break;
      }
      case 'left-running':
        this.#leftRunning.get(event.request)?.({ status: 'ok', items: event.items as unknown as JsonObject[] });
        this.#leftRunning.delete(event.request);
        break;
      case 'exit':
        this.#exit(event.request, event.code);
        break;
    }
  }

  /** A cell that ran has declared what it came to, also when it failed in the end. */
  #accept(request: number, missing: readonly string[]): void {
    const running = this.#running;
    if (running?.request === request) this.#types.accept(running, missing);
  }

  #display({ request, data, metadata, displayId, update }: EventOf<'display'>): void {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    const content = { data, metadata, transient } as JsonObject;
    this.#publisher.output(request, update ? 'update_display_data' : 'display_data', content);
  }

  #result({ request, data, metadata }: EventOf<'result'>): void {
    const execution_count = this.#running?.executionCount ?? null;
    const text = data['text/plain'];
    if (execution_count !== null && typeof text === 'string') this.#history.addOutput(execution_count, text);
    this.#publisher.output(request, 'execute_result', { execution_count, data, metadata } as JsonObject);
  }

  /** The cell in progress ends with the process, whichever cell's timer it was that called for the end. */
  #exit(request: number | undefined, code: number): void {
    this.exitCode = code;
    const error = { ename: 'SystemExit', evalue: String(code), traceback: [`process.exit(${code})`] };
    this.#fail(this.#running?.request ?? request, error, { octavo: { exit: code } });
  }

  #fail(request: number | undefined, error: { ename: string; evalue: string; traceback: string[] }, more = {}): void {
    const { ename, evalue, traceback } = error;
    this.#publisher.output(request, 'error', { ename, evalue, traceback });
    const content = { status: 'error', ename, evalue, traceback, user_expressions: {}, payload: [], ...more };
    if (request !== undefined) this.#finish(request, content);
  }

  #finish(request: number, content: JsonObject): void {
    const running = this.#running;
    if (running?.request !== request) return;
    this.#running = undefined;
    this.#questions.clear();
    running.finish({ ...content, execution_count: running.executionCount });
  }
}

/** Where the cell stands, as Octavo's client says it; JupyterLab tells at least the cell's id, of whose UUID the beginning is shown. */
export function readPlace(metadata: JsonObject, executionCount: number | undefined): CellPlace {
  const told = (metadata.octavo ?? {}) as Record<'notebook' | 'cellId' | 'index' | 'typesKey', unknown>;
  const id =
    told.cellId ?? String(metadata.cellId ?? '').replace(/^([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '$1');
  return {
    notebook: typeof told.notebook === 'string' ? told.notebook : undefined,
    id: typeof id === 'string' && id !== '' ? id : undefined,
    index: typeof told.index === 'number' ? told.index : executionCount,
    ...(typeof told.typesKey === 'string' ? { typesKey: told.typesKey } : {}),
  };
}

function readExpressions(asked: JsonValue | undefined): { expressions?: Record<string, string> } {
  const entries = Object.entries(asked ?? {}).filter(([, source]) => typeof source === 'string');
  return entries.length > 0 ? { expressions: Object.fromEntries(entries) } : {};
}
