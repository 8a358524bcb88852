import { describe, expect, test } from 'vitest';
import { LineSplitter } from '../../lib/kernel/front/line-splitter.ts';
import { RequestQueue } from '../../lib/kernel/front/request-queue.ts';
import { StreamBuffer, type StreamText } from '../../lib/kernel/front/stream-buffer.ts';
import { createMessage } from '../../lib/kernel/wire/message.ts';

test('LineSplitter puts lines together from any pieces, and finds the objects on them', () => {
  const garbage = '[1]\nnot json\n{"cut\n42\n';
  const bytes = Buffer.from(`{"a":"äöü"}\n${garbage}a { cell's own{"type":"b","c":{}}\n{"last":1}\n{"cut`);
  for (const size of [1, 2, 5, bytes.length]) {
    const lines = new LineSplitter<unknown>();
    const values: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) values.push(...lines.push(bytes.subarray(at, at + size)));
    expect(values).toEqual([{ a: 'äöü' }, { type: 'b', c: {} }, { last: 1 }]);
  }
});

describe('StreamBuffer', () => {
  test('joins neighbours of one stream of one cell, and nothing else', () => {
    const pieces: StreamText[] = [];
    const buffer = new StreamBuffer((piece) => pieces.push(piece));
    const push = (request: number, name: 'stdout' | 'stderr', text: string) => buffer.push({ request, name, text });
    push(1, 'stdout', 'a');
    push(1, 'stdout', 'b');
    push(1, 'stderr', 'c');
    push(2, 'stderr', 'd');
    push(2, 'stderr', '');
    buffer.flush();
    buffer.flush();
    expect(pieces.map(({ request, name, text }) => `${request} ${name} ${text}`)).toEqual([
      ...['1 stdout ab', '1 stderr c', '2 stderr d'],
    ]);
  });

  test('does not hold much, nor for long', async () => {
    const sizes: number[] = [];
    const buffer = new StreamBuffer(({ text }) => sizes.push(text.length));
    for (let count = 0; count < 10; count++) buffer.push({ request: 1, name: 'stdout', text: 'x'.repeat(20_000) });
    expect(sizes).toEqual([80_000, 80_000]);
    await expect.poll(() => sizes).toEqual([80_000, 80_000, 40_000]);
  });
});

test('RequestQueue answers one request after the other, and aborts those behind a failure', async () => {
  const log: string[] = [];
  const queue: RequestQueue = new RequestQueue(async ({ content }, isAborted) => {
    log.push(`${content.name} ${isAborted ? 'aborted' : 'begins'}`);
    if (content.name === 'bad') await queue.abortWaiting();
    log.push(`${content.name} ends`);
  });
  const push = (name: string) => queue.push(createMessage('execute_request', { name }, { session: 's' }));
  for (const name of ['good', 'bad', 'late']) push(name);
  await queue.emptied();
  push('next');
  await queue.emptied();
  expect(log).toEqual([
    ...['good begins', 'good ends', 'bad begins', 'bad ends', 'late aborted', 'late ends', 'next begins', 'next ends'],
  ]);
});
