import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RawClient, type RawKernel, startRawKernel } from './kernel/raw-kernel.ts';

const patience = { timeout: 60_000 }; // on a machine that is busy with other things

let kernel: RawKernel;
let other: RawClient;
beforeAll(async () => {
  kernel = await startRawKernel({ env: { OCTAVO_TYPES: 'off' } });
  other = await kernel.join('other');
});
afterAll(async () => {
  other.close();
  await kernel.stop();
});

const printed = (client: RawClient, session: string) =>
  client.published
    .filter(({ header, parent }) => header.msg_type === 'stream' && parent?.session === session)
    .map(({ content }) => content.text)
    .join('');

test('two clients of one kernel share its variables; both see all output, each gets its own replies', async () => {
  await kernel.run("let counted = 1; console.log('from test')");
  expect(await other.run("counted += 1; console.log('from other', counted)")).toMatchObject({ status: 'ok' });
  for (const client of [kernel, other]) {
    await vi.waitFor(() => expect(printed(client, 'other')).toBe('from other 2\n'), patience);
    expect(printed(client, 'test')).toBe('from test\n');
  }
  expect(new Set(kernel.replies.map(({ parent }) => parent?.session))).toEqual(new Set(['test']));
  expect(new Set(other.replies.map(({ parent }) => parent?.session))).toEqual(new Set(['other']));
});

test('a question goes to the client whose cell asks, and another one cannot answer it', async () => {
  const running = other.run("await input('name? ')", { allow_stdin: true });
  await vi.waitFor(() => expect(other.questions).toHaveLength(1), patience);
  const [question] = other.questions;
  if (!question) throw new Error('no question');
  kernel.answer(question, 'not mine');
  await sleep(100); // the two come on different sockets
  other.answer(question, 'mine');
  expect(await running).toMatchObject({ status: 'ok' });
  expect(kernel.questions).toEqual([]);
  const results = other.published.filter(({ header }) => header.msg_type === 'execute_result');
  expect(results.at(-1)?.content.data).toMatchObject({ 'text/plain': "'mine'" });
});

test('a client that sends thousands of requests at once gets all its replies, in order, and the other one is served too', async () => {
  const order: number[] = [];
  const flood = Array.from({ length: 3000 }, (_, index) => {
    const asked = index % 10 === 0 ? other.run(`${index}`) : other.ask('kernel_info_request');
    return asked.then(({ status }) => {
      order.push(index);
      return status;
    });
  });
  const mine = await kernel.run("'still here'");
  expect(mine.status).toBe('ok');
  expect(new Set(await Promise.all(flood))).toEqual(new Set(['ok']));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});
