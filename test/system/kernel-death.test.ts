import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { octavoKernelSpec, startSession } from '../../lib/kernel/index.ts';
import { runCell, streamText } from './kernel/collect.ts';
import { isRunning, stillRunning, sweep } from './kernel/processes.ts';

const known: number[] = [];
afterEach(() => {
  sweep(known);
  known.length = 0;
});

const endlessCell = `
const { spawn } = await import('node:child_process');
const child = spawn('sleep', ['1000']);
process.stdout.write(\`evaluator \${process.pid}\\nchild \${child.pid}\\nlooping\\n\`);
await Promise.resolve();
while (true) {}`;

describe('kill -9 while a cell loops and has a child process', () => {
  test.each(['runner', 'front', 'evaluator'])('of the %s leaves nothing behind', async (victim) => {
    const runner = spawn(process.execPath, [join(import.meta.dirname, 'kernel', 'runner.ts'), endlessCell], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const text = await printed(runner, 'looping');
    const pids = { runner: runner.pid as number, ...readPids(text) } as Record<string, number>;
    known.push(...Object.values(pids));
    expect(Object.values(pids).filter(isRunning), 'all four are there').toHaveLength(4);

    process.kill(pids[victim] as number, 'SIGKILL');
    const others = Object.entries(pids).filter(([name]) => name !== 'runner');
    expect(await stillRunning(others.map(([, pid]) => pid))).toEqual([]);
    if (victim === 'runner') return;
    // The client learns of it, and then has nothing that keeps its process alive.
    expect(await printed(runner, 'rejected')).toContain('rejected kernel-died');
    expect(await stillRunning([pids.runner as number])).toEqual([]);
  });
});

test('a killed evaluator is reported at once, with what the cell had printed', async () => {
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname });
  try {
    const messages: string[] = [];
    const running = session.execute("console.log('before'); process.kill(process.pid, 'SIGKILL')", {
      onMessage: ({ type, content }) => {
        if (type === 'stream') messages.push(String(content.text));
      },
    });
    await expect(running).rejects.toMatchObject({ code: 'kernel-died', message: expect.stringContaining('SIGKILL') });
    expect(messages.join('')).toBe('before\n');
    expect(await session.died).toMatchObject({ code: 137 });
    await expect(session.execute('1')).rejects.toMatchObject({ code: 'kernel-died' });
  } finally {
    await session.stop();
  }
});

test('a cell that closes the descriptor its kernel speaks through ends that kernel, and nothing waits for ever', async () => {
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname });
  try {
    const running = session.execute("(await import('node:fs')).closeSync(3)");
    await expect(running).rejects.toMatchObject({ code: 'kernel-died' });
  } finally {
    await session.stop();
  }
});

test.each([
  'JSON.stringify = () => { throw new Error("no") }',
  'globalThis.setTimeout = globalThis.setImmediate = () => 0',
  'globalThis.Buffer = undefined',
])('a cell may replace globals that its kernel uses: %s', async (code) => {
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname });
  try {
    expect((await runCell(session, `//| types: off\n${code}`)).reply.status).toBe('ok');
    const { reply, messages } = await runCell(session, "console.log('still here'); 1");
    expect([reply.status, streamText(messages)]).toEqual(['ok', 'still here\n']);
  } finally {
    await session.stop();
  }
});

test('stop() ends a kernel whose cell never ends, with its child processes, and may be called again', async () => {
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname });
  let text = '';
  const running = session.execute(endlessCell, {
    onMessage: ({ type, content }) => {
      if (type === 'stream') text += String(content.text);
    },
  });
  running.catch(() => undefined);
  while (!text.includes('looping')) await new Promise((resolve) => setTimeout(resolve, 20));
  const pids = Object.values(readPids(text)) as number[];
  known.push(...pids);
  await Promise.all([session.stop(), session.stop()]);
  await expect(running).rejects.toMatchObject({ code: 'kernel-died' });
  expect(await stillRunning([session.pid, ...pids])).toEqual([]);
});

test('SIGTERM to the front ends the evaluator too, and says so by its code', async () => {
  const session = await startSession(octavoKernelSpec(), { cwd: import.meta.dirname });
  const { messages } = await runCell(session, 'console.log(process.pid)');
  const evaluator = Number(streamText(messages));
  process.kill(session.pid, 'SIGTERM');
  expect(await session.died).toMatchObject({ code: 143 });
  expect(await stillRunning([evaluator])).toEqual([]);
  await session.stop();
});

function readPids(text: string): Record<string, number> {
  return Object.fromEntries(
    [...text.matchAll(/^(front|evaluator|child) (\d+)$/gm)].map(([, name, pid]) => [name, Number(pid)]),
  );
}

/** What a process has printed by the time that a word appears in it. */
async function printed(child: ChildProcess, word: string): Promise<string> {
  const chunks = textOf(child);
  while (!chunks.join('').includes(word)) {
    if (child.stdout?.readableEnded) throw new Error(`the runner ended without "${word}": ${chunks.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return chunks.join('');
}

const texts = new WeakMap<ChildProcess, string[]>();

function textOf(child: ChildProcess): string[] {
  const found = texts.get(child);
  if (found) return found;
  const chunks: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  texts.set(child, chunks);
  return chunks;
}
