import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { ProcessEnd } from '../../host/processes.ts';
import type { JsonObject } from '../../notebook/json.ts';
import type { EvaluatorEvent } from '../evaluator/protocol.ts';
import type { Connection } from '../wire/connection.ts';
import { createMessage, type Message } from '../wire/message.ts';
import { CellRunner } from './cell-runner.ts';
import type { EvaluatorProcess } from './evaluator-process.ts';
import { History } from './history.ts';
import { kernelInfo } from './kernel-info.ts';
import { LineSplitter } from './line-splitter.ts';
import { IopubPublisher } from './publisher.ts';
import { RequestQueue } from './request-queue.ts';
import { openSockets, type RequestChannel } from './sockets.ts';

const lingerMs = 1000; // how long a leaving kernel waits for its readers
const drainMs = 300; // how long the pipes of a dead evaluator are read on

/** Serves a Jupyter client on one side and the evaluator on the other, until one of them ends. */
export async function serveFront(connection: Connection, evaluator: EvaluatorProcess): Promise<void> {
  const sockets = await openSockets(connection, take);
  const publisher = new IopubPublisher(sockets);
  const history = new History();
  const cells = new CellRunner(evaluator, publisher, history);
  const queue = new RequestQueue((message, abort) => serve('shell', message, abort));
  let rawBytes = 0;
  let leaving = false;
  const answers: Record<string, (message: Message) => JsonObject | Promise<JsonObject>> = {
    kernel_info_request: kernelInfo,
    execute_request: execute,
    is_complete_request: ({ content }) => cells.isComplete(String(content.code ?? '')),
    history_request: ({ content }) => history.answer(content),
    complete_request: ({ content }) => {
      const cursor = typeof content.cursor_pos === 'number' ? content.cursor_pos : 0;
      return { status: 'ok', matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
    },
    inspect_request: () => ({ status: 'ok', found: false, data: {}, metadata: {} }),
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    interrupt_request: () => {
      cells.interrupt();
      return { status: 'ok' };
    },
    shutdown_request: ({ content }) => ({ status: 'ok', restart: content.restart === true }),
  };
  publisher.about(undefined, 'status', { execution_state: 'starting' });
  const events = readEvents();
  void followRaw('stdout');
  void followRaw('stderr');
  void evaluator.ended.then(leaveBehind);
  process.on('SIGINT', () => cells.interrupt());
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(143));
  return;

  function take(channel: RequestChannel, message: Message): void {
    // A cell that never ends must not keep an interrupt or a shutdown from being served: control has no queue.
    if (channel === 'control' || message.header.msg_type === 'shutdown_request') void serve(channel, message, false);
    else queue.push(message);
  }

  async function serve(channel: RequestChannel, message: Message, abort: boolean): Promise<void> {
    const { header } = message;
    if (!(header.msg_type in answers)) return; // a request of a later protocol, or comm traffic without a comm
    publisher.about(header, 'status', { execution_state: 'busy' });
    const content = abort ? abortedContent(header.msg_type) : undefined;
    await reply(channel, message, content ?? (await answers[header.msg_type]?.(message)) ?? {});
    publisher.about(header, 'status', { execution_state: 'idle' });
    if (cells.exitCode !== undefined) await evaluator.ended;
    if (header.msg_type === 'shutdown_request') await leave(0, 1000);
  }

  async function reply(channel: RequestChannel, request: Message, content: JsonObject): Promise<void> {
    const { header, identities } = request;
    await publisher.flushed(); // a client may count the seconds between the reply and the rest of the output
    const type = header.msg_type.replace(/_request$/, '_reply');
    const options = { session: publisher.session, parent: header };
    await sockets.reply(channel, createMessage(type, content, { ...options, identities }));
    if (type === 'shutdown_reply') publisher.about(header, type, content);
  }

  async function execute(message: Message): Promise<JsonObject> {
    const content = await cells.execute(message);
    await rawSettled();
    if (content.status === 'error' && message.content.stop_on_error !== false) await queue.abortWaiting();
    return content;
  }

  /** The evaluator's events, in order; a reader that is behind makes the evaluator wait. */
  async function readEvents(): Promise<void> {
    const splitter = new LineSplitter<EvaluatorEvent>();
    for await (const chunk of evaluator.events) {
      for (const event of splitter.push(chunk as Buffer)) cells.take(event);
      await publisher.ready();
    }
  }

  async function followRaw(name: 'stdout' | 'stderr'): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of evaluator.rawOutput[name]) {
      rawBytes += (chunk as Buffer).length;
      publisher.stream({ request: undefined, name, text: decoder.decode(chunk as Buffer, { stream: true }) });
      await publisher.ready();
    }
  }

  /** Resolves when the raw pipes brought nothing new for a turn of the event loop: what a child wrote is in. */
  async function rawSettled(): Promise<void> {
    let seen = -1;
    while (seen !== rawBytes) {
      seen = rawBytes;
      await turn();
    }
  }

  /** The evaluator has ended: by process.exit in a cell, or it crashed; either way this process ends with it. */
  async function leaveBehind(end: ProcessEnd): Promise<void> {
    evaluator.kill(); // the children that it left in its group
    await Promise.race([events, sleep(drainMs)]);
    if (leaving) return;
    const code = cells.exitCode ?? end.code;
    await leave(code === undefined || (code === 0 && cells.exitCode === undefined) ? 1 : code);
  }

  async function leave(code: number, graceMs = 0): Promise<void> {
    if (leaving) return;
    leaving = true;
    if (graceMs > 0) await evaluator.end(graceMs);
    else evaluator.kill();
    await Promise.race([publisher.flushed(), sleep(lingerMs)]);
    sockets.close(lingerMs);
    process.exitCode = code;
    setTimeout(() => process.exit(code), lingerMs).unref();
    await sleep(0);
    process.exit(code);
  }
}

/** The reply to a cell that is not run because one before it failed; other requests are answered all the same. */
function abortedContent(requestType: string): JsonObject | undefined {
  return requestType === 'execute_request' ? { status: 'aborted' } : undefined;
}
