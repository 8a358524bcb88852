import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Request } from 'zeromq';
import { type Channels, openChannels } from '../../lib/kernel/client/channels.ts';
import { type Connection, channelAddress } from '../../lib/kernel/wire/connection.ts';
import { createMessage, type Message } from '../../lib/kernel/wire/message.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { startFront } from './kernel/raw-kernel.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-wire-'));
let connection: Connection;
let front: Awaited<ReturnType<typeof startFront>>['front'];
let channels: Channels;
let forged: Channels;
const received: { channel: string; message: Message }[] = [];

beforeAll(async () => {
  ({ connection, front } = await startFront(folder, { cwd: folder }));
  const listen = (key: string) =>
    openChannels(
      { ...connection, key },
      {
        receiveLimit: 0,
        onMessage: (channel, message) => received.push({ channel, message }),
      },
    );
  channels = await listen(connection.key);
  forged = await listen('wrong');
  // The subscription to iopub takes its time; without it the first messages would be lost.
  while (published(await ask('kernel_info_request')).length === 0);
});
afterAll(async () => {
  channels.close();
  forged.close();
  front.child.kill('SIGKILL');
  await front.ended;
  rmSync(folder, { recursive: true, force: true });
});

function send(type: string, content: JsonObject = {}, channel: 'shell' | 'control' = 'shell', from = channels): string {
  const message = createMessage(type, content, { session: 'test' });
  from.send(channel, message);
  return message.header.msg_id;
}

function answersTo(id: string): { channel: string; message: Message }[] {
  return received.filter(({ message }) => message.parent?.msg_id === id);
}

function replyTo(id: string): Message | undefined {
  return answersTo(id).find(({ channel }) => channel !== 'iopub')?.message;
}

async function ask(type: string, content: JsonObject = {}, channel: 'shell' | 'control' = 'shell'): Promise<string> {
  const id = send(type, content, channel);
  await vi.waitFor(() => expect(replyTo(id)).toBeDefined(), { timeout: 60_000 });
  return id;
}

function published(id: string): string[] {
  const own = answersTo(id).filter(({ channel }) => channel === 'iopub');
  return own.map(({ message: { header, content } }) => String(content.execution_state ?? header.msg_type));
}

const patience = { timeout: 60_000 };
const idle = ['busy', 'idle'];

test.each([
  [
    'kernel_info_request',
    {},
    { implementation: 'octavo', protocol_version: '5.3', language_info: { name: 'typescript' } },
  ],
  ['is_complete_request', { code: 'function f() {' }, { status: 'incomplete' }],
  ['complete_request', { code: 'con', cursor_pos: 3 }, { status: 'ok', cursor_start: 0, cursor_end: 3 }],
  ['inspect_request', { code: '1 + ', cursor_pos: 4 }, { status: 'ok', found: false, data: {} }],
  ['history_request', { hist_access_type: 'tail', n: 5 }, { status: 'ok', history: [] }],
  ['comm_info_request', {}, { status: 'ok', comms: {} }],
])('%s is answered on its channel, between busy and idle', async (type, content, expected) => {
  for (const channel of ['shell', 'control'] as const) {
    const id = await ask(type, content, channel);
    const reply = replyTo(id);
    expect(reply?.header.msg_type).toBe(type.replace('request', 'reply'));
    expect(reply?.content).toMatchObject(expected);
    await expect.poll(() => published(id), patience).toEqual(idle);
  }
});

test('a request with a wrong signature is dropped', async () => {
  const dropped = send('execute_request', { code: "console.log('forged')" }, 'shell', forged);
  await ask('kernel_info_request');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answersTo(dropped)).toEqual([]);
});

test('unknown requests are refused, other unknown messages ignored, and a comm without a target is closed', async () => {
  const unknown = await ask('debug_request', { command: 'attach' }, 'control');
  expect(replyTo(unknown)?.header.msg_type).toBe('debug_reply');
  expect(replyTo(unknown)?.content).toMatchObject({ status: 'error', ename: 'NotImplementedError' });
  const odder = send('no_such_message');
  const comm = send('comm_open', { comm_id: 'c1', target_name: 'jupyter.widget', data: {} });
  send('comm_msg', { comm_id: 'c1', data: {} });
  const odd = send('execute_request', { code: 42 as never });
  await expect.poll(() => published(comm), patience).toEqual(['busy', 'comm_close', 'idle']);
  await expect.poll(() => replyTo(odd)?.content.status, patience).toBe('ok');
  expect(answersTo(odder)).toEqual([]);
});

test('interrupt_request stops the running cell; the heart beats meanwhile', async () => {
  const id = send('execute_request', { code: "console.log('begun'); while (true) {}" });
  await expect.poll(() => published(id), patience).toContain('stream');
  const heart = new Request({ receiveTimeout: 60_000, linger: 0 });
  heart.connect(channelAddress(connection, 'hb'));
  await heart.send('ping');
  expect(String((await heart.receive())[0])).toBe('ping');
  heart.close();
  await ask('interrupt_request', {}, 'control');
  await expect
    .poll(() => replyTo(id)?.content, patience)
    .toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' });
});

test('shutdown_request is answered, told to all and obeyed, also while a cell loops', async () => {
  const loop = send('execute_request', { code: "console.log('begun'); while (true) {}" });
  await expect.poll(() => published(loop), patience).toContain('stream');
  const id = await ask('shutdown_request', { restart: true }, 'control');
  expect(replyTo(id)?.content).toEqual({ status: 'ok', restart: true });
  await expect.poll(() => published(id), patience).toEqual(['busy', 'shutdown_reply', 'idle']);
  expect(await front.ended).toEqual({ code: 0, signal: undefined });
});
