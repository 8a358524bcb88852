import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost, readCommand } from '../../lib/host/index.ts';
import { findKernelSpec, startSession } from '../../lib/kernel/index.ts';
import { runCell, streamText } from './kernel/collect.ts';
import { stillRunning } from './kernel/processes.ts';

const home = join(import.meta.dirname, '..', '..');
const project = mkdtempSync(join(tmpdir(), 'octavo-project-'));
beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "name": "some-project" }');
  mkdirSync(join(project, 'node_modules'));
  mkdirSync(join(project, 'notebooks'));
  symlinkSync(home, join(project, 'node_modules', 'octavo'));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function octavo(args: string[], env: Record<string, string> = {}) {
  const bin = join(home, 'bin', 'octavo.js');
  return spawnSync(process.execPath, [bin, ...args], {
    cwd: project,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

describe('octavo kernel install', () => {
  test('makes kernels that `octavo kernel list` shows', () => {
    const installed = octavo(['kernel', 'install']);
    expect(installed.stdout).toContain('.octavo/jupyter/kernels/tslab');
    expect(installed.stderr).toContain('JUPYTER_PATH=');
    const listed = octavo(['kernel', 'list', '--json']);
    const names = JSON.parse(listed.stdout).map((spec: { name: string }) => spec.name);
    expect(names).toEqual(expect.arrayContaining(['octavo', 'tslab']));
    expect(octavo(['kernel', 'list']).stdout).toContain('TypeScript (Octavo)');
  });

  test('refuses two places at once', () => {
    const { status, stderr } = octavo(['kernel', 'install', '--user', '--project']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('not both')]);
  });

  test('into the user folder leaves a stock tslab there', () => {
    const user = mkdtempSync(join(project, 'user-'));
    const { status, stdout } = octavo(['kernel', 'install', '--user'], { JUPYTER_DATA_DIR: user });
    expect([status, stdout.trim().split('\n').length]).toEqual([0, 1]);
    expect(existsSync(join(user, 'kernels', 'octavo', 'kernel.json'))).toBe(true);
    expect(existsSync(join(user, 'kernels', 'tslab'))).toBe(false);
  });
});

const older = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((node) => existsSync(node));

/** The kernel of a project is started by whatever `node` is on PATH; from Node 20 on that one finds the right one. */
describe.each(['this Node', 'an older Node'])("a project's kernelspec under %s", (which) => {
  test('runs cells, is interrupted, and leaves nothing behind', async ({ skip }) => {
    const node = which === 'this Node' ? process.execPath : await firstOlder();
    if (!node) return skip();
    octavo(['kernel', 'install']);
    const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
    const cwd = join(project, 'notebooks');
    const spec = await findKernelSpec('tslab', {
      ...nodeHost,
      env: { ...env, JUPYTER_PATH: undefined },
      cwd: () => project,
    });
    const session = await startSession(spec, { cwd, env });
    const { messages } = await runCell(session, 'console.log(process.version, process.pid, process.ppid)');
    const [version = '', ...pids] = streamText(messages).trim().split(' ');
    expect(Number(/^v(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(24);
    const running = session.execute('await 1; while (true) {}', {
      onMessage: ({ type }) => type === 'execute_input' && setTimeout(() => session.interrupt(), 200),
    });
    expect((await running).ename).toBe('KeyboardInterrupt');
    expect((await session.execute('1')).status).toBe('ok');
    await session.stop();
    expect(await stillRunning([session.pid, ...pids.map(Number)])).toEqual([]);
  });
});

async function firstOlder(): Promise<string | undefined> {
  for (const node of older) {
    const version = await readCommand(node, ['--version'], project);
    const major = Number(/^v(\d+)/.exec(version ?? '')?.[1]);
    if (major >= 20 && major < 24) return node;
  }
  return undefined;
}
