import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { evaluatorNodeFlags } from '../../../lib/kernel/evaluator/node-flags.ts';
import type { CellPlace, EvaluatorEvent } from '../../../lib/kernel/evaluator/protocol.ts';

const main = fileURLToPath(
  new URL(process.env.OCTAVO_TEST_EVALUATOR ?? '../../../lib/kernel/evaluator/main.ts', import.meta.url),
);
/** Whether the evaluator is a thread of its host: `thread-host.ts`. */
export const isThread = process.env.OCTAVO_TEST_EVALUATOR !== undefined;
const noPlace: CellPlace = { notebook: undefined, id: undefined, index: undefined };

export interface Execution {
  events: EvaluatorEvent[]; // of this request, the last is done, failed or exit
  stdout: string;
  stderr: string;
  text: string | undefined; // text/plain of the result
  failure: (EvaluatorEvent & { type: 'failed' }) | undefined;
}

export type TestEvaluator = Awaited<ReturnType<typeof startEvaluator>>;

/** Starts an evaluator as the front does, and speaks its protocol. */
export async function startEvaluator(options: { cwd?: string; env?: Record<string, string> } = {}) {
  const cwd = options.cwd ?? (await mkdtemp(join(tmpdir(), 'octavo-evaluator-')));
  const child = spawn(process.execPath, [...evaluatorNodeFlags, main], {
    cwd,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const events: EvaluatorEvent[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  const [, stdout, stderr, source, commands, interrupts] = child.stdio as unknown as [
    null,
    Readable,
    Readable,
    Readable,
    Writable,
    Writable,
  ];
  source.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) events.push(JSON.parse(line) as EvaluatorEvent);
    for (const listener of [...listeners]) listener();
  });
  const raw = { stdout: '', stderr: '' };
  stdout.on('data', (chunk: Buffer) => (raw.stdout += chunk));
  stderr.on('data', (chunk: Buffer) => (raw.stderr += chunk));
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('close', (code, signal) => {
      if (options.cwd === undefined) rmSync(cwd, { recursive: true, force: true });
      resolve({ code, signal });
      for (const listener of [...listeners]) listener();
    }),
  );
  let hasEnded = false;
  void exited.then(() => {
    hasEnded = true;
  });

  /** Waits for an event; fails when the process ends first. */
  function until<Found>(find: (event: EvaluatorEvent) => Found | undefined): Promise<Found> {
    return new Promise((resolve, reject) => {
      let seen = 0;
      const look = () => {
        for (; seen < events.length; seen += 1) {
          const found = find(events[seen] as EvaluatorEvent);
          if (found !== undefined) {
            listeners.delete(look);
            resolve(found);
            return;
          }
        }
        if (hasEnded) reject(new Error(`the evaluator ended: ${raw.stderr}`));
      };
      listeners.add(look);
      void exited.then(() => setImmediate(look));
      look();
    });
  }

  let requests = 0;
  const send = (command: object) => commands.write(`${JSON.stringify(command)}\n`);

  /** Sends a cell without waiting for it. */
  function begin(code: string, place: Partial<CellPlace> = {}, silent = false): number {
    const request = ++requests;
    send({ type: 'execute', request, code, executionCount: request, silent, place: { ...noPlace, ...place } });
    return request;
  }

  async function finish(request: number): Promise<Execution> {
    await until((event) =>
      (event.type === 'done' || event.type === 'failed' || event.type === 'exit') && event.request === request
        ? event
        : undefined,
    );
    return executionOf(request);
  }

  function executionOf(request: number): Execution {
    const own = events.filter((event) => 'request' in event && event.request === request);
    const streams = (name: string) =>
      own.map((event) => (event.type === 'stream' && event.name === name ? event.text : '')).join('');
    const result = own.find((event) => event.type === 'result');
    return {
      events: own,
      stdout: streams('stdout'),
      stderr: streams('stderr'),
      text: result?.data['text/plain'] as string | undefined,
      failure: own.find((event) => event.type === 'failed'),
    };
  }

  await until((event) => (event.type === 'ready' ? event : undefined));
  return {
    cwd,
    pid: child.pid as number,
    exited,
    raw,
    events,
    send,
    until,
    begin,
    finish,
    executionOf,
    run: (code: string, place?: Partial<CellPlace>) => finish(begin(code, place)),
    interrupt: () => interrupts.write('{"type":"interrupt","request":0}\n'),
    closeInterrupts: () => interrupts.destroy(),
    closeCommands: () => commands.destroy(),
    pause: () => source.pause(),
    resume: () => source.resume(),
    async stop() {
      try {
        process.kill(-(child.pid as number), 'SIGKILL');
      } catch {
        // it has ended
      }
      await exited;
    },
  };
}
