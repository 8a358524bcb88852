import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessEnd } from '../../host/processes.ts';
import type { JsonObject } from '../../notebook/json/json.ts';
import type { Language } from '../language/language.ts';
import { createMessage, type Message } from '../wire/message.ts';
import { Assist } from './assist.ts';
import { CellRunner, readPlace } from './cell-runner.ts';
import { Comms, isCommMessage } from './comms.ts';
import { describeDeath, exitCodeOf } from './evaluator-death.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import { EvaluatorReader } from './evaluator-reader.ts';
import { History } from './history.ts';
import { kernelInfo } from './kernel-info.ts';
import { IopubPublisher } from './publisher.ts';
import { Queries } from './queries.ts';
import { Questions } from './questions.ts';
import { RequestQueue } from './request-queue.ts';
import type { FrontChannels, RequestChannel, RoutedChannel } from './sockets.ts';
import { TypeGate } from './type-gate.ts';
import type { TypesSettings } from './types-setting.ts';

/** What a front stands between, and its ways out. */
export interface FrontParts {
  evaluator: EvaluatorProcess;
  sockets: FrontChannels;
  language: Language;
  types: TypesSettings;
  say: (text: string) => void; // what the kernel itself prints, which belongs to no cell
  left: (code: number) => void; // called once: the evaluator has ended, and nothing more will be sent
}

type Answer = (message: Message) => JsonObject | Promise<JsonObject>;

const lingerMs = 1000; // how long a kernel that was told to leave waits for its readers
const lastWordsMs = 5000; // how long one that ends by itself does: its last cell's output must arrive
const farewellMs = 200; // how long a kernel still lives after the reply of a cell that ended it
const shortCellMs = 200; // what an editor asks waits as long for the names of a cell that runs
const quietMs = 300; // how long the pipes of a dead evaluator are read when nothing comes

/** What an editor asks while a person writes the next cell, and the kernel need not be idle for. */
const besideCells = new Set(['complete_request', 'inspect_request', 'history_request']);

/** Serves a Jupyter client on one side and the evaluator on the other, until one of them ends. */
export class Front {
  readonly #evaluator: EvaluatorProcess;
  readonly #sockets: FrontChannels;
  readonly #parts: FrontParts;
  readonly #language: Language;
  readonly #publisher: IopubPublisher;
  readonly #history = new History();
  readonly #cells: CellRunner;
  readonly #questions: Questions;
  readonly #comms: Comms;
  readonly #queries: Queries;
  readonly #assist: Assist;
  readonly #reader: EvaluatorReader;
  readonly #queue = new RequestQueue((message, isAborted) =>
    isCommMessage(message) ? this.#serveComm(message) : this.#serve('shell', message, isAborted),
  );
  #leaving: 'asked' | 'evaluator-ended' | undefined;

  readonly #answers: Record<string, Answer> = {
    kernel_info_request: () => kernelInfo(),
    execute_request: (message) => this.#execute(message),
    is_complete_request: ({ content }) => this.#queries.completeness(String(content.code ?? '')),
    complete_request: ({ content, metadata }) => this.#assist.complete(content, readPlace(metadata, undefined)),
    inspect_request: ({ content, metadata }) => this.#assist.inspect(content, readPlace(metadata, undefined)),
    history_request: ({ content }) => this.#history.answer(content),
    comm_info_request: ({ content }) => this.#comms.info(content),
    interrupt_request: () => {
      this.#cells.interrupt();
      return { status: 'ok' };
    },
    octavo_left_running_request: () => this.#cells.leftRunning(),
    shutdown_request: ({ content }) => ({ status: 'ok', restart: content.restart === true }),
  };

  constructor(parts: FrontParts) {
    const { evaluator, sockets, language } = parts;
    this.#parts = parts;
    this.#language = language;
    this.#evaluator = evaluator;
    this.#sockets = sockets;
    this.#publisher = new IopubPublisher(sockets);
    this.#questions = new Questions(evaluator, this.#publisher, sockets);
    this.#comms = new Comms(evaluator, this.#publisher);
    this.#cells = new CellRunner(
      evaluator,
      this.#publisher,
      this.#history,
      this.#questions,
      this.#comms,
      new TypeGate(language, parts.types),
    );
    this.#queries = new Queries(evaluator.send, () => this.#cells.newRequest());
    this.#assist = new Assist(this.#queries, language);
    this.#publisher.about(undefined, 'status', { execution_state: 'starting' });
    this.#reader = new EvaluatorReader(evaluator, {
      take: (event) => {
        if (this.#queries.take(event)) return;
        // An evaluator that was told to end says so; only a cell's own process.exit is news.
        if (event.type !== 'exit' || this.#leaving !== 'asked') this.#cells.take(event);
      },
      ready: () => this.#publisher.ready(),
      say: parts.say,
    });
    void evaluator.ended.then((end) => this.#evaluatorEnded(end));
  }

  /** Resolves when the evaluator has started; cells may be sent before. */
  get started(): Promise<void> {
    return this.#cells.ready;
  }

  /** Takes a request; those on control do not wait behind a cell that never ends. */
  take(channel: RoutedChannel, message: Message): void {
    if (channel === 'stdin') {
      this.#questions.take(message);
      return;
    }
    const type = message.header.msg_type;
    if (isCommMessage(message)) {
      if (this.#comms.mayOvertake(message)) void this.#serveComm(message);
      else {
        this.#comms.noteWaiting(message);
        this.#queue.push(message);
      }
      return;
    }
    if (!type.endsWith('_request')) return; // of a later protocol: nobody waits for an answer
    if (channel === 'control' || type === 'shutdown_request') void this.#serve(channel, message, false);
    else if (besideCells.has(type) && this.#queue.holds('execute_request')) void this.#serveBeside(message);
    else this.#queue.push(message);
  }

  interrupt(): void {
    this.#cells.interrupt();
  }

  /** Ends the evaluator, politely first, and then this process. */
  async leave(code: number, graceMs: number): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = 'asked';
    await this.#evaluator.end(this.#cells.runningMessage ? Math.min(graceMs, 250) : graceMs);
    await this.#exit(code, lingerMs);
  }

  /** Ends all that belongs to the evaluator at once: nobody is left to read anything. */
  abandon(): void {
    this.#evaluator.kill();
    this.#language.close();
  }

  async #serve(channel: RequestChannel, message: Message, isAborted: boolean): Promise<void> {
    const { header } = message;
    const { msg_type: type } = header;
    this.#publisher.about(header, 'status', { execution_state: 'busy' });
    const skip = type === 'execute_request' && (isAborted || this.#cells.exitCode !== undefined);
    const content = skip ? { status: 'aborted' } : await this.#answer(message);
    await this.#reply(channel, message, content);
    this.#publisher.about(header, 'status', { execution_state: 'idle' });
    if (type === 'shutdown_request') await this.leave(0, 1000);
  }

  /** Whatever is asked, and however, somebody waits for the answer. */
  async #answer(message: Message): Promise<JsonObject> {
    const { msg_type: type } = message.header;
    try {
      if (Object.hasOwn(this.#answers, type)) return (await this.#answers[type]?.(message)) ?? {};
      return failure('NotImplementedError', `octavo's kernel does not know ${type}`);
    } catch (error) {
      return failure('Error', `octavo's kernel cannot answer ${type}: ${(error as Error).message}`);
    }
  }

  /** Answers while a cell runs. A short one is waited for: its names count. */
  async #serveBeside(message: Message): Promise<void> {
    await Promise.race([this.#queue.emptied(), pause(shortCellMs)]);
    await this.#serve('shell', message, false);
    this.#sayBusyAgain();
  }

  async #reply(channel: RequestChannel, request: Message, content: JsonObject): Promise<void> {
    const { header: parent, identities } = request;
    const type = parent.msg_type.replace(/_request$/, '_reply');
    if (type === 'execute_reply') await this.#publisher.flushed(); // clients count seconds from the reply to `idle`
    if (type === 'shutdown_reply') this.#publisher.about(parent, type, content);
    const reply = createMessage(type, content, { session: this.#publisher.session, parent, identities });
    await this.#sockets.reply(channel, reply);
  }

  async #execute(message: Message): Promise<JsonObject> {
    const content = await this.#cells.execute(message);
    await this.#reader.rawSettled();
    if (content.status === 'error' && message.content.stop_on_error !== false) await this.#queue.abortWaiting();
    return content;
  }

  /** Hands a comm's message on. The next request does not wait for what the listeners await. */
  async #serveComm(message: Message): Promise<void> {
    const { header } = message;
    const request = this.#cells.newRequest();
    this.#publisher.openMessage(request, header);
    this.#publisher.about(header, 'status', { execution_state: 'busy' });
    void this.#comms.handle(message, request).then(() => {
      this.#publisher.about(header, 'status', { execution_state: 'idle' });
      this.#sayBusyAgain();
    });
  }

  /** For clients that show the last state they heard of: the kernel is idle only when its cell is. */
  #sayBusyAgain(): void {
    const running = this.#cells.runningMessage?.header;
    if (running) this.#publisher.about(running, 'status', { execution_state: 'busy' });
  }

  /** Without its evaluator a kernel is dead, and its client must see that at once; what was printed before still counts. */
  async #evaluatorEnded(end: ProcessEnd): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = 'evaluator-ended';
    this.#evaluator.kill(); // its cells' child processes
    await this.#reader.finished(quietMs);
    const { exitCode } = this.#cells;
    if (exitCode === undefined) this.#parts.say(`octavo kernel: ${this.#describeDeath(end)}\n`);
    else {
      await Promise.race([this.#queue.emptied(), pause(lastWordsMs)]); // the last cell's reply, and those behind it
      await pause(farewellMs); // a client that looks whether its kernel lives has the reply by then, and knows a good end
    }
    await this.#exit(exitCode ?? exitCodeOf(end), lastWordsMs);
  }

  #describeDeath(end: ProcessEnd): string {
    const closed = this.#evaluator.closedDescriptor();
    if (closed === undefined) return describeDeath(end, this.#reader.lastWords);
    return `a cell closed file descriptor ${closed}, which the kernel speaks with its evaluator through`;
  }

  async #exit(code: number, waitMs: number): Promise<void> {
    await Promise.race([this.#publisher.flushed(), pause(waitMs)]);
    this.#reader.close();
    this.#language.close();
    this.#sockets.close(waitMs);
    this.#parts.left(code);
  }
}

/** Resolves after some time, for which it does not keep the process. */
function pause(timeMs: number): Promise<void> {
  return sleep(timeMs, undefined, { ref: false });
}

function failure(ename: string, evalue: string): JsonObject {
  return { status: 'error', ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
