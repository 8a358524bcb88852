import { expect, test } from 'vitest';
import { createKeptStream, keepText, keptTexts, type StreamBlock } from '../../lib/run/index.ts';

/** A small generator with a seed, so that a failure can be repeated. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const letters = ['a', 'ä', '€', '😀', '\n', 'line of text\n', '\r', ' '];

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'keepText() keeps beginning and end of any text (seed %i)',
  (seed) => {
    const random = randomNumbers(seed + 1);
    const limit = 40 + Math.floor(random() * 400);
    let file = '';
    const stream = createKeptStream(limit, (text) => {
      file += text;
    });
    let whole = '';
    let block: StreamBlock = { name: 'stdout', head: '' };
    for (let count = 0; count < 200 * random(); count++) {
      if (random() < 0.2) block = { name: 'stdout', head: '' };
      const text = Array.from({ length: Math.floor(random() * 30) }, () => letters[Math.floor(random() * 8)]).join('');
      whole += text;
      keepText(stream, block, text);
    }
    const kept = [...keptTexts(stream, (bytes) => `[${bytes}]`).values()].join('');
    if (Buffer.byteLength(whole) <= limit / 2) {
      expect(kept).toBe(whole);
      expect(file).toBe('');
      return;
    }
    if (!stream.isOver) {
      expect(kept).toBe(whole);
      return;
    }
    const [, head, leftOut, tail] = /^(.*)\[(\d+)\](.*)$/s.exec(kept) as unknown as [string, string, string, string];
    expect(whole.startsWith(head)).toBe(true);
    expect(whole.endsWith(tail)).toBe(true);
    expect(Buffer.byteLength(head) + Number(leftOut) + Buffer.byteLength(tail)).toBe(Buffer.byteLength(whole));
    expect(Buffer.byteLength(head) + Buffer.byteLength(tail)).toBeLessThanOrEqual(limit);
    expect(file).toBe(whole);
  },
);

test('keepText() forgets blocks of which nothing is left, so that alternating streams stay bounded', () => {
  const stream = createKeptStream(1000);
  for (let count = 0; count < 200_000; count++) keepText(stream, { name: 'stdout', head: '' }, 'x');
  expect(stream.blocks.length).toBeLessThan(3000);
});
