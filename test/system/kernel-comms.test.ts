import { expect, test } from 'vitest';
import type { KernelMessage } from '../../lib/kernel/index.ts';
import { messageTypes, runCell, streamText } from './kernel/collect.ts';
import { sessionForTests } from './kernel/untyped-session.ts';

const session = sessionForTests();

const echoTarget = `import { openComm, registerCommTarget } from 'octavo/kernel';
registerCommTarget('echo', (comm, opened) => {
  console.log('opened with', JSON.stringify(opened.data), opened.metadata.version);
  comm.onMessage(({ data, metadata, buffers }) => {
    console.log('got', data);
    comm.send({ echo: data }, { metadata, buffers });
  });
  comm.onClose(({ data }) => console.log('closed with', data, comm.isClosed));
});
registerCommTarget('bad', (comm) => {
  if (comm.target === 'bad') throw new RangeError('not this one');
});
registerCommTarget('slow', (comm) => {
  comm.onMessage(async ({ data }) => {
    console.log('begun');
    if (data === 'loop') while (true);
    await new Promise(() => {});
  });
});`;

/** Sends a comm's message; what the kernel publishes because of it comes into the list. */
function send(
  type: string,
  content: object,
  more: { metadata?: object; buffers?: Uint8Array[] } = {},
): KernelMessage[] {
  const messages: KernelMessage[] = [];
  session.current.send(type, content as never, { ...(more as object), onMessage: (message) => messages.push(message) });
  return messages;
}

test('a comm that the client opens is answered, with data, metadata and bytes, under its own messages', async () => {
  expect((await runCell(session.current, echoTarget)).reply.status).toBe('ok');
  const bytes = Buffer.from([0, 1, 254, 255]);
  const opened = send(
    'comm_open',
    { comm_id: 'c1', target_name: 'echo', data: { a: 1 } },
    { metadata: { version: 2 } },
  );
  const told = send('comm_msg', { comm_id: 'c1', data: 'text' }, { metadata: { m: [1] }, buffers: [bytes] });
  await expect.poll(() => messageTypes(told)).toEqual(['busy', 'stream', 'comm_msg', 'idle']);
  expect(messageTypes(opened)).toEqual(['busy', 'stream', 'idle']);
  expect(streamText(opened)).toBe('opened with {"a":1} 2\n');
  expect(told[2]).toMatchObject({ content: { comm_id: 'c1', data: { echo: 'text' } }, metadata: { m: [1] } });
  expect(told[2]?.buffers.map((one) => Buffer.from(one))).toEqual([bytes]);
  const closed = send('comm_close', { comm_id: 'c1', data: 'bye' });
  await expect.poll(() => streamText(closed)).toBe('closed with bye true\n');
});

test('an unknown target is closed; a target that throws is closed and its error shown', async () => {
  const unknown = send('comm_open', { comm_id: 'u1', target_name: 'nobody', data: {} });
  await expect.poll(() => messageTypes(unknown)).toEqual(['busy', 'comm_close', 'idle']);
  const bad = send('comm_open', { comm_id: 'b1', target_name: 'bad', data: {} });
  await expect.poll(() => messageTypes(bad)).toEqual(['busy', 'comm_close', 'error', 'idle']);
  expect(bad[2]?.content).toMatchObject({ ename: 'RangeError', evalue: 'not this one' });
  const lost = send('comm_msg', { comm_id: 'nothing', data: {} });
  await expect.poll(() => messageTypes(lost)).toEqual(['busy', 'idle']);
});

test('a message is taken while a cell awaits, and the kernel is said to be busy again', async () => {
  const opened = send('comm_open', { comm_id: 'c2', target_name: 'echo', data: {} });
  await expect.poll(() => messageTypes(opened)).toContain('idle');
  let told: KernelMessage[] = [];
  const messages: KernelMessage[] = [];
  const cell = session.current.execute(
    "console.log('waits'); await new Promise((resolve) => { globalThis.go = resolve })",
    {
      onMessage: (message) => {
        messages.push(message);
        if (message.type === 'stream') told = send('comm_msg', { comm_id: 'c2', data: 1 });
      },
    },
  );
  await expect.poll(() => messageTypes(told)).toEqual(['busy', 'stream', 'comm_msg', 'idle']);
  await expect.poll(() => messageTypes(messages)).toEqual(['busy', 'execute_input', 'stream', 'busy']);
  await session.current.interrupt();
  expect((await cell).ename).toBe('KeyboardInterrupt');
});

test('comm_open waits for the cells before it: they may make its target known', async () => {
  const cell = session.current.execute(`await new Promise((resolve) => setTimeout(resolve, 200));
    registerCommTarget('late', (comm) => comm.send('here'))`);
  const opened = send('comm_open', { comm_id: 'l1', target_name: 'late', data: {} });
  expect((await cell).status).toBe('ok');
  await expect.poll(() => messageTypes(opened)).toEqual(['busy', 'comm_msg', 'idle']);
});

test('a cell opens a comm, which comm_info lists until it is closed', async () => {
  const { reply, messages } = await runCell(
    session.current,
    `const own = openComm('in the client', { x: 1 }, { metadata: { m: 1 }, buffers: [new Uint8Array([7])] });
     own.send([1]); own.close('end'); own.close(); try { own.send(2) } catch (error) { console.log(error.message) }`,
  );
  expect(reply.status).toBe('ok');
  const comms = messages.filter(({ type }) => type.startsWith('comm_'));
  expect(comms.map(({ type, content }) => [type, content.data])).toEqual([
    ['comm_open', { x: 1 }],
    ['comm_msg', [1]],
    ['comm_close', 'end'],
  ]);
  expect(comms[0]).toMatchObject({ content: { target_name: 'in the client' }, metadata: { m: 1 } });
  expect([...(comms[0]?.buffers[0] ?? [])]).toEqual([7]);
  expect(streamText(messages)).toBe('the comm in the client is closed\n');
});

test.each(['loop', 'wait'])(
  'an interrupt ends listeners that never end (%s), and with a cell those beside it',
  async (how) => {
    const id = `s-${how}`;
    send('comm_open', { comm_id: id, target_name: 'slow', data: {} });
    let told: KernelMessage[] = [];
    const cell = session.current.execute("var kept = 5; console.log('waits'); await new Promise(() => {})", {
      onMessage: ({ type }) => {
        if (type === 'stream') told = send('comm_msg', { comm_id: id, data: how });
      },
    });
    await expect.poll(() => streamText(told)).toBe('begun\n');
    await session.current.interrupt();
    expect((await cell).ename).toBe('KeyboardInterrupt');
    await expect.poll(() => messageTypes(told).filter((type) => type !== 'stream')).toEqual(['busy', 'error', 'idle']);

    const alone = send('comm_msg', { comm_id: id, data: how });
    await expect.poll(() => streamText(alone)).toBe('begun\n');
    process.kill(-session.current.pid, 'SIGINT'); // as jupyter_client does: no cell runs
    await expect.poll(() => messageTypes(alone)).toEqual(['busy', 'stream', 'error', 'idle']);
    expect(streamText((await runCell(session.current, 'console.log(kept)')).messages)).toBe('5\n');
  },
);
