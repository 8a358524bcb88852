import { existsSync } from 'node:fs';
import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ProcessEnd, signalGroup, startProcess } from '../../host/processes.ts';
import { keptAhead } from '../ahead/kept.ts';
import { evaluatorNodeFlags } from '../evaluator/node-flags.ts';
import type { EvaluatorCommand, UrgentCommand } from '../evaluator/protocol.ts';

/** The process that runs the cells, as the front holds it. */
export interface EvaluatorProcess {
  readonly pid: number | undefined; // the leader of its process group
  readonly events: Readable; // fd 3: lines of EvaluatorEvent
  readonly rawOutput: { stdout: Readable; stderr: Readable }; // what native code and child processes write
  readonly ended: Promise<ProcessEnd>;
  closedDescriptor(): number | undefined; // of those it is spoken with through, the one that a cell closed
  send(command: EvaluatorCommand): void;
  interrupt(request: number): void; // the cell and its child processes
  noteDetached(pid: number, isRunning: boolean): void; // a child process in a group of its own, to be ended with the evaluator
  answer(question: number, value: string | undefined): void; // undefined: nobody can
  kill(): void; // the whole group, at once
  end(graceMs: number): Promise<void>; // asks, then insists
}

/** Where an evaluator works. */
export interface EvaluatorSurroundings {
  cwd: string;
  env: Record<string, string | undefined>; // the whole environment
}

/** Those that were started ahead, by their surroundings. */
export const keptEvaluators = keptAhead<EvaluatorProcess>('evaluator');

const lastWordsMs = 1000; // between the end of its events and its own end

type Pipes = [null, Readable, Readable, Readable, Duplex, Duplex]; // in the order of `stdio` below

/** Starts the evaluator in a process group of its own, which its cells' child processes join. */
export function startEvaluator({ cwd, env }: EvaluatorSurroundings): EvaluatorProcess {
  const source = fileURLToPath(new URL('../evaluator/main.ts', import.meta.url));
  const main = existsSync(source) ? source : source.replace(/\.ts$/, '.js');
  const started = startProcess(process.execPath, [...process.execArgv, ...evaluatorNodeFlags, main], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const { child, ended, pid } = started;
  const [, stdout, stderr, events, commands, interrupts] = child.stdio as unknown as Pipes;
  for (const stream of [commands, interrupts]) {
    stream.on('error', () => undefined); // it is gone: `ended` tells
    stream.resume(); // nothing comes but the end
  }
  let closedDescriptor: number | undefined;
  const detached = new Set<number>();
  const signal = (name: NodeJS.Signals) => {
    for (const leader of detached) signalGroup(leader, name);
    return pid !== undefined && signalGroup(pid, name);
  };
  const write = (stream: Writable, command: EvaluatorCommand | UrgentCommand) =>
    void stream.write(`${JSON.stringify(command)}\n`);

  // A cell that closes one of them can say nothing any more, not even that it has ended; or cannot be told anything.
  for (const [index, stream] of [events, commands, interrupts].entries()) {
    stream.once('end', async () => {
      const end = await Promise.race([ended, sleep(lastWordsMs, undefined, { ref: false })]);
      if (end || closedDescriptor !== undefined) return;
      closedDescriptor = index + 3;
      signal('SIGKILL');
    });
  }

  async function end(graceMs: number): Promise<void> {
    write(commands, { type: 'shutdown' });
    await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
    if (signal('SIGTERM')) await Promise.race([ended, sleep(200, undefined, { ref: false })]);
    signal('SIGKILL');
    await ended;
  }

  return {
    pid,
    events,
    rawOutput: { stdout, stderr },
    ended,
    closedDescriptor: () => closedDescriptor,
    send: (command) => write(commands, command),
    interrupt: (request) => write(interrupts, { type: 'interrupt', request }),
    noteDetached: (child, isRunning) => {
      if (isRunning && Number.isInteger(child) && child > 1) detached.add(child);
      else detached.delete(child);
    },
    answer: (question, value) => write(interrupts, { type: 'input-reply', question, value }),
    kill: () => void signal('SIGKILL'),
    end,
  };
}
