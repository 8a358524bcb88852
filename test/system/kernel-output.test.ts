import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../lib/kernel/index.ts';
import { cellFolder } from './kernel/cell-folder.ts';
import { runCell, streamText } from './kernel/collect.ts';
import { peakMemoryMb } from './kernel/processes.ts';

let session: Session;
beforeAll(async () => {
  session = await startSession(octavoKernelSpec(), { cwd: cellFolder });
});
afterAll(() => session.stop());

test.each([5_000, 50_000])('%d lines in one burst all arrive, in order, in few messages', async (count) => {
  const { messages } = await runCell(session, `for (let line = 0; line < ${count}; line++) console.log(line)`);
  expect(streamText(messages)).toBe(Array.from({ length: count }, (_, line) => `${line}\n`).join(''));
  expect(messages.length).toBeLessThan(count / 50);
});

test('both streams keep their order against each other', async () => {
  const { messages } = await runCell(
    session,
    'for (let n = 0; n < 1000; n++) (n % 2 ? console.error : console.log)(n)',
  );
  const streams = messages.filter(({ type }) => type === 'stream');
  expect(streams.map(({ content }) => content.text).join('')).toBe(
    Array.from({ length: 1000 }, (_, n) => `${n}\n`).join(''),
  );
});

test('200 MB arrive whole, through a front whose memory stays bounded, also to a slow reader', async () => {
  let sizeBytes = 0;
  let messages = 0;
  const code = "const line = 'x'.repeat(999); for (let n = 0; n < 200_000; n++) console.log(line)";
  const reply = await session.execute(code, {
    onMessage: ({ type, content }) => {
      if (type !== 'stream') return;
      sizeBytes += String(content.text).length;
      if (++messages % 10 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    },
  });
  expect([reply.status, sizeBytes]).toEqual(['ok', 200_000_000]);
  const peakMb = peakMemoryMb(session.pid);
  if (peakMb !== undefined) expect(peakMb).toBeLessThan(250);
});

test('the last words of a kernel that ends itself arrive whole, also at a slow reader', async () => {
  const other = await startSession(octavoKernelSpec(), { cwd: cellFolder });
  let sizeBytes = 0;
  const reply = await other.execute("process.stdout.write('x'.repeat(20_000_000)); process.exit(4)", {
    onMessage: ({ type, content }) => {
      if (type !== 'stream') return;
      sizeBytes += String(content.text).length;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    },
  });
  expect([reply.evalue, sizeBytes, (await other.died).code]).toEqual(['4', 20_000_000, 4]);
  await other.stop();
});

test('what a child process writes in bulk to the inherited output arrives whole', async () => {
  let sizeBytes = 0;
  const code = `(await import('node:child_process')).spawnSync(process.execPath,
    ['-e', "for (let n = 0; n < 100; n++) require('fs').writeSync(1, 'z'.repeat(100_000))"], { stdio: 'inherit' }).status`;
  await session.execute(code, {
    onMessage: ({ type, content }) => {
      if (type === 'stream') sizeBytes += String(content.text).length;
    },
  });
  expect(sizeBytes).toBe(10_000_000);
});

test('text in many small and multi-byte pieces is not damaged', async () => {
  const text = readFileSync(import.meta.filename, 'utf8') + 'äöü€😀'.repeat(1000);
  const code = `for (const piece of Buffer.from(${JSON.stringify(text)}).toString('latin1').match(/[^]{1,7}/g) ?? [])
    process.stdout.write(Buffer.from(piece, 'latin1'))`;
  expect(streamText((await runCell(session, code)).messages)).toBe(text);
});
