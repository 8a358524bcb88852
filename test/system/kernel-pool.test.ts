import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { type KernelMessage, octavoKernelSpec, type Session } from '../../lib/kernel/index.ts';
import { createKernelPool } from '../../lib/run/engine/kernel-pool.ts';
import { descendants, ended } from './run-workplace.ts';

// Kernels that are started before anybody knows for which run.

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-pool-')));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['first', 'second']) mkdirSync(join(folder, name));
const own = () => descendants(process.pid).filter(({ command }) => /evaluator/.test(command));
/** Those that we do not know, when there are any: in the moment of its start a process has no command line. */
const others = async (known: number[]) => {
  for (;;) {
    const found = own().filter(({ pid }) => !known.includes(pid));
    if (found.length > 0) return found;
    await sleep(20);
  }
};

/** What a cell prints, read as JSON. */
async function printed(session: Session, value: string): Promise<unknown[]> {
  let text = '';
  const onMessage = ({ type, content }: KernelMessage) => {
    if (type === 'stream') text += content.text;
  };
  const cell = { notebook: 'in.ipynb', id: 'a1', index: 1 };
  await session.execute(`console.log(JSON.stringify(${value}))`, { onMessage, cell });
  return JSON.parse(text);
}

const surroundings = '[process.cwd(), process.env.A, process.env.B, __dirname, Math.random()]';

test('a kernel that was started ahead takes on the folder and the environment of its run, and is used once', async () => {
  const spec = octavoKernelSpec();
  const pool = createKernelPool({ size: 2, most: 4 });
  const options = (name: string, env: Record<string, string>) => {
    return { cwd: join(folder, name), env: { OCTAVO_TYPES: 'off', ...env }, notebookPath: 'in.ipynb' };
  };
  const first = await pool.take(spec, options('first', { A: '1' }));
  while (own().length < 3) await sleep(20);
  const waiting = own().map(({ pid }) => pid);
  const second = await pool.take(spec, options('second', { B: '2', OCTAVO_SEED: '7' }));
  const third = await pool.take(spec, options('second', { B: '2', OCTAVO_SEED: '7' }));
  expect(new Set([first.pid, second.pid, third.pid]).size).toBe(3);
  expect([second, third].every(({ pid }) => waiting.includes(pid))).toBe(true);
  const seen = await Promise.all([first, second, third].map((session) => printed(session, surroundings)));
  const [a = [], b = [], c = []] = seen;
  expect(a.slice(0, 4)).toEqual([join(folder, 'first'), '1', null, join(folder, 'first')]);
  expect(b.slice(0, 4)).toEqual([join(folder, 'second'), null, '2', join(folder, 'second')]);
  expect(c[4]).toBe(b[4]); // the same seed
  const other = await pool.take(spec, options('first', { NODE_OPTIONS: '--no-warnings' })); // read when Node starts: a new one
  expect(waiting).not.toContain(other.pid);
  const all = own().map(({ pid }) => pid);
  await Promise.all([first, second, third, other].map((session) => session.stop()));
  await pool.close();
  await ended(all);
  expect(own()).toEqual([]);
});

test('a kernel that has died while it waited is not given away', async () => {
  const pool = createKernelPool({ size: 1 });
  const options = { cwd: folder, env: { OCTAVO_TYPES: 'off' } };
  pool.warm(octavoKernelSpec(), options);
  const [ahead] = await others([]);
  const first = await pool.take(octavoKernelSpec(), options);
  expect(first.pid).toBe(ahead?.pid);
  const [dead] = await others([first.pid]);
  process.kill(dead?.pid as number, 'SIGKILL');
  while (existsSync(`/proc/${dead?.pid}`)) await sleep(20); // until this process has been told of its end
  const second = await pool.take(octavoKernelSpec(), options);
  expect(await printed(second, '[1 + 1]')).toEqual([2]);
  await Promise.all([first.stop(), second.stop(), pool.close()]);
});
