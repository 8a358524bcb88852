import type { JsonObject } from '../../notebook/json.ts';
import type { CellPlace, EvaluatorEvent } from '../evaluator/protocol.ts';
import type { Message } from '../wire/message.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import type { History } from './history.ts';
import type { IopubPublisher } from './publisher.ts';

interface RunningCell {
  request: number;
  executionCount: number;
  finish: (content: JsonObject) => void;
}

/** Turns execute requests into commands to the evaluator, and its events into messages on iopub. */
export class CellRunner {
  readonly #evaluator: EvaluatorProcess;
  readonly #publisher: IopubPublisher;
  readonly #history: History;
  readonly #completeness = new Map<number, (content: JsonObject) => void>();
  #running: RunningCell | undefined;
  #requests = 0;
  #executionCount = 0;
  exitCode: number | undefined; // set when a cell called process.exit

  constructor(evaluator: EvaluatorProcess, publisher: IopubPublisher, history: History) {
    this.#evaluator = evaluator;
    this.#publisher = publisher;
    this.#history = history;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Runs a cell; resolves with the content of execute_reply. */
  execute(message: Message): Promise<JsonObject> {
    const { code, silent = false, store_history = !silent } = message.content;
    const source = typeof code === 'string' ? code : '';
    if (store_history && !silent) this.#history.add(++this.#executionCount, source);
    const executionCount = this.#executionCount;
    const request = ++this.#requests;
    this.#publisher.openCell(request, message.header, silent === true);
    this.#publisher.output(request, 'execute_input', { code: source, execution_count: executionCount });
    return new Promise((finish) => {
      this.#running = { request, executionCount, finish };
      const place = readPlace(message.metadata, executionCount);
      this.#evaluator.send({ type: 'execute', request, code: source, executionCount, silent: silent === true, place });
    });
  }

  isComplete(code: string): Promise<JsonObject> {
    const request = ++this.#requests;
    return new Promise((resolve) => {
      this.#completeness.set(request, resolve);
      this.#evaluator.send({ type: 'is-complete', request, code });
    });
  }

  interrupt(): void {
    if (this.#running) this.#evaluator.interrupt(this.#running.request);
  }

  take(event: EvaluatorEvent): void {
    switch (event.type) {
      case 'stream':
        return this.#publisher.stream(event);
      case 'display': {
        const { request, data, metadata, displayId, update } = event;
        const transient = displayId === undefined ? {} : { display_id: displayId };
        const content = { data, metadata, transient } as JsonObject;
        return this.#publisher.output(request, update ? 'update_display_data' : 'display_data', content);
      }
      case 'clear-output':
        return this.#publisher.output(event.request, 'clear_output', { wait: event.wait });
      case 'result': {
        const content = { execution_count: this.#running?.executionCount ?? null, data: event.data } as JsonObject;
        return this.#publisher.output(event.request, 'execute_result', {
          ...content,
          metadata: event.metadata as JsonObject,
        });
      }
      case 'done':
        return this.#finish(event.request, { status: 'ok', user_expressions: {}, payload: [] });
      case 'failed':
        return this.#fail(event.request, event);
      case 'exit': {
        this.exitCode = event.code;
        const error = { ename: 'SystemExit', evalue: String(event.code), traceback: [`process.exit(${event.code})`] };
        // The cell in progress ends with the process, whichever cell's timer it was that called for the end.
        return this.#fail(this.#running?.request ?? event.request, error, { octavo: { exit: event.code } });
      }
      case 'completeness': {
        const { status, indent } = event;
        this.#completeness.get(event.request)?.(status === 'incomplete' ? { status, indent } : { status });
        this.#completeness.delete(event.request);
      }
    }
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
    running.finish({ ...content, execution_count: running.executionCount });
  }
}

/** Where the cell stands, as Octavo's client says it; JupyterLab tells at least the cell's id. */
function readPlace(metadata: JsonObject, executionCount: number): CellPlace {
  const told = (metadata.octavo ?? {}) as { notebook?: unknown; cellId?: unknown; index?: unknown };
  const id = told.cellId ?? metadata.cellId;
  return {
    notebook: typeof told.notebook === 'string' ? told.notebook : undefined,
    id: typeof id === 'string' ? id : undefined,
    index: typeof told.index === 'number' ? told.index : executionCount,
  };
}
