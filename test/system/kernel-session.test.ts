import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../lib/kernel/index.ts';
import { cellFolder } from './kernel/cell-folder.ts';
import { messageTypes, runCellWithoutNotices as runCell, streamText } from './kernel/collect.ts';
import { stillRunning } from './kernel/processes.ts';

let session: Session;
beforeAll(async () => {
  session = await startSession(octavoKernelSpec(), { cwd: cellFolder, env: { OCTAVO_TEST: 'yes' } });
});
afterAll(() => session.stop());

describe('execute()', () => {
  test('publishes busy, the input, outputs in order, the result and idle', async () => {
    const code = "console.log('one'); console.error('two'); console.log('three'); display.html('<b>4</b>'); 5";
    const { reply, messages } = await runCell(session, code);
    expect(messageTypes(messages)).toEqual([
      ...['busy', 'execute_input', 'stream', 'stream', 'stream', 'display_data', 'execute_result', 'idle'],
    ]);
    expect(messages.map(({ content }) => content.text ?? content.data).filter(Boolean)).toEqual([
      ...[
        'one\n',
        'two\n',
        'three\n',
        { 'text/html': '<b>4</b>', 'text/plain': '4' },
        { 'text/plain': expect.stringContaining('5') },
      ],
    ]);
    expect(reply).toMatchObject({ status: 'ok', executionCount: expect.any(Number), content: { payload: [] } });
    const { busy = '', executeInput = '', reply: replied = '', idle = '' } = reply.timing;
    expect([busy, executeInput, replied, idle].map((date) => Number.isFinite(Date.parse(date)))).toEqual(
      Array(4).fill(true),
    );
    expect(new Set(messages.map(({ parentId }) => parentId)).size).toBe(1);
  });

  test('passes the environment and the folder on', async () => {
    const { messages } = await runCell(session, 'console.log(process.env.OCTAVO_TEST, process.cwd())');
    expect(streamText(messages)).toBe(`yes ${cellFolder}\n`);
  });

  test('gives a failure in the reply and as an error message, with the cell named', async () => {
    const cell = { notebook: 'train.ipynb', id: 'b2c4d6e8', index: 3 };
    const { reply, messages } = await runCell(session, "1;\nthrow new RangeError('too far')", { cell });
    expect(reply).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'too far' });
    expect(reply.traceback?.join('\n')).toContain('train.ipynb cell b2c4d6e8 [3] line 2');
    const error = messages.find(({ type }) => type === 'error');
    expect(error?.content).toEqual({ ename: reply.ename, evalue: reply.evalue, traceback: reply.traceback });
  });

  test('shows the output of a running synchronous loop before the loop ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'octavo-loop-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const end = join(folder, 'end');
    const seen: unknown[] = [];
    const loop = `while (!require('node:fs').existsSync(${JSON.stringify(end)})) {}`; // until its first line was seen
    await session.execute(`console.log('early'); ${loop} console.log('late')`, {
      onMessage: ({ content }) => content.name === 'stdout' && seen.push(content.text) && writeFileSync(end, ''),
    });
    expect(seen).toEqual(['early\n', 'late\n']);
  });

  test('updates a display', async () => {
    const code = "import { newDisplay } from 'octavo/kernel'; const d = newDisplay(); d.text('1'); d.text('2')";
    const { messages } = await runCell(session, code);
    const [shown, updated] = messages.filter(({ type }) => type.endsWith('display_data'));
    expect([shown?.type, updated?.type]).toEqual(['display_data', 'update_display_data']);
    expect(shown?.content.transient).toEqual({ display_id: expect.stringMatching(/^\w+$/) });
    expect(updated?.content.transient).toEqual(shown?.content.transient);
  });

  test('counts only what goes into the history; a silent cell publishes nothing but its status', async () => {
    const before = (await runCell(session, '1')).reply.executionCount as number;
    const silent = await runCell(session, "console.log('hidden'); 2", { silent: true });
    expect(messageTypes(silent.messages)).toEqual(['busy', 'idle']);
    expect((await runCell(session, '3', { storeHistory: false })).reply.executionCount).toBe(before);
    expect((await runCell(session, '4')).reply.executionCount).toBe(before + 1);
  });

  test('aborts the cells that wait behind a failing one, unless told not to', async () => {
    const failing = "await new Promise((resolve) => setTimeout(resolve, 500)); throw new Error('stop')"; // when the others have come
    const strict = await Promise.all([failing, '1', '2'].map((code) => runCell(session, code)));
    expect(strict.map(({ reply }) => reply.status)).toEqual(['error', 'aborted', 'aborted']);
    expect(messageTypes(strict[1]?.messages ?? [])).toEqual(['busy', 'idle']);
    const options = { stopOnError: false };
    const loose = await Promise.all(["throw new Error('on')", '1'].map((code) => runCell(session, code, options)));
    expect(loose.map(({ reply }) => reply.status)).toEqual(['error', 'ok']);
    // A cell that is sent after the reply is not one of those that waited.
    expect((await runCell(session, "throw new Error('stop')")).reply.status).toBe('error');
    expect((await runCell(session, '1')).reply.status).toBe('ok');
  });

  test('gives late output to the cell that caused it', async () => {
    const first = await runCell(session, "setTimeout(() => console.log('from the first'), 100)");
    const second = await runCell(session, 'await new Promise((resolve) => setTimeout(resolve, 400))');
    expect(streamText(first.messages)).toBe('from the first\n');
    expect(streamText(second.messages)).toBe('');
  });

  test('shows what child processes print to the inherited streams before idle', async () => {
    const code = `const { spawnSync } = await import('node:child_process');
      spawnSync('sh', ['-c', 'echo out; echo err >&2'], { stdio: 'inherit' }).status`;
    const { messages } = await runCell(session, code);
    expect([streamText(messages), streamText(messages, 'stderr')]).toEqual(['out\n', 'err\n']);
    expect(messageTypes(messages).at(-1)).toBe('idle');
  });
});

describe('interrupt()', () => {
  test.each([
    ['a synchronous loop', 'while (true) {}'],
    ['a loop behind an await', 'await Promise.resolve(); while (true) {}'],
    ['a pending await', 'await new Promise(() => setInterval(() => {}, 1000))'],
    ['a child process that is waited for', "(await import('node:child_process')).execSync('sleep 1000')"],
  ])('stops %s, and the kernel lives on', async (_name, code) => {
    await runCell(session, 'var kept = 42');
    const running = session.execute(`console.log('begun'); ${code}`, {
      onMessage: (message) => void begun(message.type),
    });
    let begin: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    function begun(type: string): void {
      if (type === 'stream') begin();
    }
    await hasBegun;
    await session.interrupt();
    expect((await running).status).toBe('error');
    expect((await runCell(session, 'console.log(kept)')).messages.some(({ content }) => content.text === '42\n')).toBe(
      true,
    );
  });

  test('finds a cell that was only just sent, also the first of a kernel that still starts', async () => {
    const fresh = await startSession(octavoKernelSpec(), { cwd: cellFolder });
    for (let round = 0; round < 10; round++) {
      const running = fresh.execute(round % 2 ? 'while (true) {}' : 'await 1; while (true) {}');
      await fresh.interrupt();
      expect((await running).ename).toBe('KeyboardInterrupt');
    }
    expect((await fresh.execute('1')).status).toBe('ok');
    await fresh.stop();
  });

  test('does nothing when nothing runs', async () => {
    await session.interrupt();
    expect((await runCell(session, '1')).reply.status).toBe('ok');
  });
});

test('process.exit() in a cell is told in full before the kernel ends with that code', async () => {
  const other = await startSession(octavoKernelSpec(), { cwd: cellFolder });
  const { messages } = await runCell(other, 'console.log(process.pid)');
  const evaluator = Number(streamText(messages));
  const leaving =
    "console.log('last words'); await new Promise((resolve) => setTimeout(resolve, 500)); process.exit(7)";
  const waiting = Promise.all([runCell(other, leaving), runCell(other, '1')]);
  const [exited, behind] = await waiting;
  expect(streamText(exited.messages)).toBe('last words\n');
  expect(messageTypes(exited.messages)).toEqual(['busy', 'execute_input', 'stream', 'error', 'idle']);
  expect(exited.reply).toMatchObject({ status: 'error', ename: 'SystemExit', evalue: '7' });
  expect(exited.reply.content.octavo).toEqual({ exit: 7 });
  expect(behind.reply.status).toBe('aborted');
  expect(await other.died).toEqual({ code: 7, signal: undefined });
  await other.stop();
  expect(await stillRunning([other.pid, evaluator])).toEqual([]);
});
