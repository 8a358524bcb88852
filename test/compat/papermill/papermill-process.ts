import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { peers } from '../peers.ts';

export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

interface Papermill {
  child: ChildProcessWithoutNullStreams;
  answers: AsyncIterator<string>;
}

let started: Papermill | undefined;
let last: Promise<unknown> = Promise.resolve();

/** What `papermill ARGS` does in a folder. `aside` is a path without ending for the files of its two streams. One runs at a time. */
export async function runPapermill(args: string[], folder: string, aside: string): Promise<Finished> {
  const mine = last.then(() => withFreePorts(() => runOnce(args, folder, aside)));
  last = mine.catch(() => undefined);
  return await mine;
}

/**
 * Runs once more when the kernel of a run found one of its ports taken: they are chosen before it listens, and every other
 * program of the machine may come in between.
 */
export async function withFreePorts<Run extends { stderr: string }>(run: () => Promise<Run>): Promise<Run> {
  for (let attempt = 1; ; attempt++) {
    const finished = await run();
    if (attempt === 3 || !finished.stderr.includes('ZMQError: Address already in use')) return finished;
  }
}

async function runOnce(args: string[], folder: string, aside: string): Promise<Finished> {
  started ??= startPapermill();
  const request = { args, folder, stdout: `${aside}.stdout`, stderr: `${aside}.stderr` };
  started.child.stdin.write(`${JSON.stringify(request)}\n`);
  const { value, done } = await started.answers.next();
  if (done) throw new Error('the process that runs papermill has ended');
  const [stdout, stderr] = [request.stdout, request.stderr].map((path) => readFileSync(path, 'utf8'));
  return { code: Number(value), stdout: stdout as string, stderr: stderr as string };
}

/** To be called when the tests of a file are over. */
export function stopPapermill(): void {
  started?.child.kill();
  started = undefined;
}

/** What finds the peers' kernels and programs. */
export function peerEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, JUPYTER_PATH: peers?.jupyterPath, PATH: `${peers?.bin}:${process.env.PATH}` };
}

function startPapermill(): Papermill {
  if (!peers) throw new Error('the peers are not installed');
  const program = join(import.meta.dirname, 'forked-papermill.py');
  const child = spawn(peers.python, [program], { env: peerEnvironment() });
  child.stderr.pipe(process.stderr);
  return { child, answers: createInterface(child.stdout)[Symbol.asyncIterator]() };
}
