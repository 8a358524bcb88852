import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type KernelSpec, octavoKernelSpec, startSession } from '../../lib/kernel/index.ts';
import { markedEnvironment, markedProcesses } from './ended-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('startSession()', () => {
  test('says so when the program is missing', async () => {
    const failed = startSession(kernel('gone', ['/no/such/program', '{connection_file}']), { cwd: folder });
    await expect(failed).rejects.toMatchObject({
      code: 'kernel-start-failed',
      message: expect.stringMatching(/^Cannot start kernel "gone": .*ENOENT/),
    });
  });

  test('shows the last that a kernel printed before it ended early', async () => {
    const failed = startSession(script('early', "console.error('no module named x'); process.exit(3)"), {
      cwd: folder,
    });
    await expect(failed).rejects.toMatchObject({
      code: 'kernel-start-failed',
      message: 'Cannot start kernel "early": it ended with exit code 3\nno module named x',
    });
  });

  test('gives up on a kernel that never answers, and ends it', async () => {
    const { env, mark } = markedEnvironment();
    const failed = startSession(script('silent', 'setInterval(() => {}, 1000)'), {
      cwd: folder,
      env,
      startTimeoutMs: 500,
    });
    await expect(failed).rejects.toMatchObject({
      code: 'kernel-start-timeout',
      message: expect.stringContaining('0.5 s'),
    });
    expect(markedProcesses(mark)).toEqual([]);
  });

  test('can be given up', async () => {
    const never = script('never', 'setInterval(() => {}, 1000)');
    const failed = startSession(never, { cwd: folder, signal: AbortSignal.timeout(300) });
    await expect(failed).rejects.toMatchObject({
      code: 'kernel-start-failed',
      message: expect.stringContaining('given up'),
    });
  });

  test('tries other ports when one was taken in the meantime', async () => {
    const [node = '', front = ''] = octavoKernelSpec().argv;
    const twice = `
      const fs = require('fs');
      fs.appendFileSync('starts', JSON.parse(fs.readFileSync(process.argv[2])).shell_port + '\\n');
      if (fs.readFileSync('starts', 'utf8').trim().split('\\n').length < 3) throw new Error('EADDRINUSE: Address already in use');
      process.argv.splice(1, 1, ${JSON.stringify(front)});
      import(${JSON.stringify(front)});`;
    const session = await startSession({ ...script('twice', twice), metadata: { octavo: true } }, { cwd: folder });
    expect((await session.execute('1')).status).toBe('ok');
    await session.stop();
    const ports = readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n');
    expect([ports.length, new Set(ports).size, node]).toEqual([3, 3, process.execPath]);
  });

  test('keeps the connection file to this user, and removes it', async () => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    const program = `
      process.env.TMPDIR = ${JSON.stringify(temporary)};
      const { octavoKernelSpec, startSession } = await import(${JSON.stringify(join(import.meta.dirname, '../../lib/kernel/index.ts'))});
      const session = await startSession(octavoKernelSpec(), { cwd: process.cwd() });
      console.log('started');
      process.stdin.once('data', async () => { await session.stop(); process.stdin.destroy(); });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const made = () => readdirSync(temporary).filter((name) => name.startsWith('octavo-'));
      const [name = ''] = made();
      expect(statSync(join(temporary, name)).mode & 0o777).toBe(0o700);
      expect(statSync(join(temporary, name, 'connection.json')).mode & 0o777).toBe(0o600);
      child.stdin.write('stop\n');
      expect(await ended, 'nothing keeps the program alive after stop()').toBe(0);
      expect(made()).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

function kernel(name: string, argv: string[]): KernelSpec {
  return { name, displayName: name, language: 'typescript', argv, env: {}, interruptMode: 'signal' };
}

function script(name: string, source: string): KernelSpec {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, source);
  return kernel(name, [process.execPath, file, '{connection_file}']);
}
