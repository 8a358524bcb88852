import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRunning } from './run-workplace.ts';

// The launcher under a Node that is too old: it runs itself again on the bundled runtime, and signals go through once.
// The program behind it is a small stand-in that says what it gets.

const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'octavo-launcher-'));
const launcher = join(home, 'bin', 'octavo.js');
const oldNode = findOldNode();
const children: ChildProcess[] = [];

const standIn = `export async function main(args) {
  if (args[0] === 'end') return Number(args[1]);
  if (args[0] === 'environment') { console.log(process.env.OCTAVO_REEXECUTED, process.execPath); return 0; }
  if (args[0] === 'listen') for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));
  console.log('pid ' + process.pid);
  setInterval(() => {}, 1000);
  return 0;
}
`;

beforeAll(() => {
  cpSync(join(root, 'bin'), join(home, 'bin'), { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }\n');
  mkdirSync(join(home, 'dist', 'cli'), { recursive: true });
  writeFileSync(join(home, 'dist', 'cli', 'main.js'), standIn);
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction');
});

afterAll(() => {
  for (const { pid } of children) {
    try {
      process.kill(-(pid as number), 'SIGKILL'); // the group: the stand-ins that only listen are still there
    } catch {
      // It has ended already.
    }
  }
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(!oldNode || process.platform === 'win32')('bin/octavo.js under an older Node', () => {
  test('hands on the exit code', () => {
    expect(spawnSync(oldNode as string, [launcher, 'end', '7']).status).toBe(7);
  });

  test('runs on the bundled runtime, and its own mark does not reach the program', () => {
    const end = spawnSync(oldNode as string, [launcher, 'environment'], { encoding: 'utf8' });
    expect(end.stdout).toMatch(/^undefined .*node_modules.*node\n$/);
  });

  test('a signal to the launcher alone reaches the program, once', async () => {
    const { child, lines } = await start('listen');
    child.kill('SIGINT');
    await until(() => lines.includes('SIGINT'));
    child.kill('SIGTERM');
    await until(() => lines.includes('SIGTERM'));
    expect(lines.slice(1)).toEqual(['SIGINT', 'SIGTERM']);
  });

  test('a signal to the whole group, as Ctrl-C sends it, counts once', async () => {
    const { child, lines } = await start('listen');
    process.kill(-(child.pid as number), 'SIGINT');
    await until(() => lines.includes('SIGINT'));
    await new Promise((resolve) => setTimeout(resolve, 500)); // a second one would come 100 ms after the first
    expect(lines.slice(1)).toEqual(['SIGINT']);
  });

  test('a program that does not listen is ended by the signal', async () => {
    const { child } = await start('sleep');
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
  });

  test('kill -9 of the launcher leaves no program behind', async () => {
    const { child, programPid } = await start('sleep');
    child.kill('SIGKILL');
    await until(() => !isRunning(programPid));
  });
});

/** Starts the launcher as the leader of a process group and waits until the program behind it says its pid. */
async function start(word: string) {
  const child = spawn(oldNode as string, [launcher, word], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
  await until(() => lines.length > 0);
  return { child, lines, programPid: Number((lines[0] as string).split(' ')[1]) };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

function findOldNode(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (!existsSync(node) || dirname(node).includes('node_modules')) continue;
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    if (/^v2[0-3]\./.test(version)) return node;
  }
  return undefined;
}
