import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cell, createNotebook, formatNotebook, type Notebook, parseNotebook } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';

const program = join(import.meta.dirname, '../../bin/octavo.js');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  finished: Promise<Finished>;
  saw: (text: string) => Promise<void>; // resolves when stderr holds the text
}

/** A folder with notebooks, in which `octavo` is run as a person would. */
export interface Workplace {
  folder: string;
  write: (name: string, cells: Cell[] | string, metadata?: JsonObject) => void;
  writeKernel: (name: string, argv: string[]) => void; // a folder with a kernel.json, of a TypeScript kernel
  read: (name: string) => Notebook;
  exists: (name: string) => boolean;
  list: () => string[];
  octavo: (args: string[], env?: Record<string, string>) => Promise<Finished>;
  start: (args: string[], env?: Record<string, string>, shell?: string) => Running; // shell: commands before it, as `ulimit -f 100`
  remove: () => void;
}

export function workplace(): Workplace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-run-')));
  writeFileSync(join(folder, 'package.json'), '{"name": "workplace", "type": "module"}');
  const start: Workplace['start'] = (args, env = {}, shell) => {
    const words = [process.execPath, program, ...args];
    const options = { cwd: folder, env: { ...process.env, OCTAVO_TRACK: 'off', ...env } };
    const child = shell
      ? spawn('bash', ['-c', `${shell}; exec "$@"`, 'bash', ...words], options)
      : spawn(words[0] as string, words.slice(1), options);
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (out.stderr += text));
    const finished = new Promise<Finished>((resolve) => child.on('close', (code) => resolve({ code, ...out })));
    const saw = async (text: string) => {
      let isOver = false;
      void finished.then(() => (isOver = true));
      while (!out.stderr.includes(text)) {
        if (isOver) throw new Error(`it ended without saying "${text}":\n${out.stderr}`);
        await sleep(20);
      }
    };
    return { child, finished, saw };
  };
  return {
    folder,
    write: (name, cells, metadata) => {
      const text = typeof cells === 'string' ? cells : formatNotebook(createNotebook({ cells, metadata }));
      writeFileSync(join(folder, name), text);
    },
    writeKernel: (name, argv) => {
      const spec = { argv, display_name: name, language: 'typescript', metadata: { octavo: true } };
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'kernel.json'), JSON.stringify(spec));
    },
    read: (name) => parseNotebook(readFileSync(join(folder, name), 'utf8'), { path: name }),
    exists: (name) => existsSync(join(folder, name)),
    list: () => readdirSync(folder).sort(),
    octavo: (args, env) => start(args, env).finished,
    start,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 20 }), // what was killed may write still
  };
}

/** The processes below a process, with their command lines. */
export function descendants(pid: number): { pid: number; command: string }[] {
  const parents = new Map<number, { pid: number; command: string }[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z') continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const siblings = parents.get(Number(parent)) ?? [];
      siblings.push({ pid: Number(name), command });
      parents.set(Number(parent), siblings);
    } catch {
      // It ended while we looked.
    }
  }
  const below = (of: number): { pid: number; command: string }[] =>
    (parents.get(of) ?? []).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

/** Whether a process runs; one that has ended but was not waited for does not. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Waits until none of the processes runs; fails after a generous time. */
export async function ended(pids: number[], withinMs = 60_000): Promise<void> {
  const start = performance.now();
  while (pids.some(isRunning)) {
    if (performance.now() - start > withinMs) throw new Error(`still running: ${pids.filter(isRunning).join(', ')}`);
    await sleep(50);
  }
}
