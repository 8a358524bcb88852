/**
 * A kernel that speaks the real wire protocol and does not keep to it: the source of a cell says how. Started as
 * `node misbehaving-kernel.ts CONNECTION_FILE`.
 */
import { readFileSync } from 'node:fs';
import { Publisher, Reply, Router } from 'zeromq';
import {
  type ChannelName,
  type Connection,
  channelAddress,
  parseConnection,
} from '../../../lib/kernel/wire/connection.ts';
import { decodeMessage, encodeMessage } from '../../../lib/kernel/wire/frames.ts';
import { createMessage, type Message } from '../../../lib/kernel/wire/message.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';

const connection = parseConnection(readFileSync(process.argv[2] as string, 'utf8')) as Connection;
const [shell, control, stdin, iopub, heart] = [new Router(), new Router(), new Router(), new Publisher(), new Reply()];
const sockets: [ChannelName, Router | Publisher | Reply][] = [
  ['shell', shell],
  ['control', control],
  ['stdin', stdin],
  ['iopub', iopub],
  ['hb', heart],
];
for (const [channel, socket] of sockets) await socket.bind(channelAddress(connection, channel));

const forgedKey = 'not the key';
let isDeaf = false;

async function reply(request: Message, content: JsonObject, parent = request.header, key = connection.key) {
  const type = request.header.msg_type.replace('request', 'reply');
  const message = createMessage(type, content, { session: 'odd', parent });
  await shell.send(encodeMessage({ ...message, identities: request.identities }, key) as Buffer[]);
}

async function publish(type: string, content: JsonObject, parent: Message['header']) {
  await iopub.send(encodeMessage(createMessage(type, content, { session: 'odd', parent }), connection.key) as Buffer[]);
}

const ok: JsonObject = { status: 'ok', execution_count: 1, payload: [], user_expressions: {} };
const failed: JsonObject = {
  status: 'error',
  execution_count: 1,
  ename: 'SecondReply',
  evalue: 'it came later',
  traceback: [],
};
const print = (request: Message, text: string) => publish('stream', { name: 'stdout', text }, request.header);

/** What each kind of cell makes this kernel do between `busy` and `idle`; returns whether `idle` follows. */
const ways: Record<string, (request: Message, stranger: Message['header']) => Promise<boolean>> = {
  'stray reply first': async (request, stranger) => {
    await reply(request, failed, stranger);
    await publish('stream', { name: 'stdout', text: 'of nobody' }, stranger);
    await print(request, 'mine');
    await reply(request, ok);
    return true;
  },
  'two replies': async (request) => {
    await reply(request, ok);
    await reply(request, failed);
    return true;
  },
  garbage: async (request) => {
    await shell.send([...request.identities, Buffer.from('garbage')] as Buffer[]);
    await iopub.send([Buffer.from('<IDS|MSG>'), Buffer.from('x'), Buffer.from('{'), Buffer.from('[]')]);
    await publish('stream', { name: 5, text: { not: 'text' } }, request.header);
    await publish('clear_output', { wait: 'perhaps' }, request.header);
    await publish('display_data', { data: [1], metadata: 'no', transient: 7 }, request.header);
    await publish('no_such_message', {}, request.header);
    await reply(request, { ...ok, execution_count: 'many', traceback: 3 });
    return true;
  },
  'no idle': async (request) => {
    await reply(request, ok);
    return false;
  },
  'wrong ids': async (request, stranger) => {
    await reply(request, ok, stranger);
    await publish('status', { execution_state: 'idle' }, stranger);
    return false;
  },
  'no reply': async () => true,
  'forged reply': async (request) => {
    await reply(request, ok, request.header, forgedKey);
    return false;
  },
  'wrong ids, then deaf': async (request, stranger) => {
    await reply(request, ok, stranger);
    isDeaf = true;
    return false;
  },
};

async function serve(frames: Buffer[]): Promise<void> {
  const request = decodeMessage(frames, connection.key);
  if (typeof request === 'string' || isDeaf) return;
  const { header } = request;
  await publish('status', { execution_state: 'busy' }, header);
  let isIdle = true;
  if (header.msg_type === 'kernel_info_request') {
    const language = { name: 'odd', version: '1', file_extension: '.odd', mimetype: 'text/plain' };
    await reply(request, {
      status: 'ok',
      protocol_version: '5.3',
      implementation: 'odd',
      implementation_version: '1',
      banner: '',
      language_info: language,
    });
  } else if (header.msg_type === 'execute_request') {
    const stranger = { ...header, msg_id: 'nobody-asked-this' };
    isIdle = (await ways[String(request.content.code)]?.(request, stranger)) ?? true;
  }
  if (isIdle) await publish('status', { execution_state: 'idle' }, header);
}

async function listen(): Promise<void> {
  for await (const frames of shell) await serve(frames);
}

async function obey(): Promise<void> {
  for await (const frames of control) {
    const request = decodeMessage(frames, connection.key);
    if (typeof request !== 'string' && request.header.msg_type === 'shutdown_request') process.exit(0);
  }
}

async function beat(): Promise<void> {
  for await (const frames of heart) await heart.send(frames);
}

await Promise.all([listen(), obey(), beat()]);
