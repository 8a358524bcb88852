import { spawn } from 'node:child_process';
import { peakMemoryBytes } from './memory.ts';

/** A program whose time is taken, again and again, in turn with the others. */
export interface Contender {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
  prepare?: () => void; // called before each run, and not counted
  readResult: (printed: string) => string; // what the run came to, for the comparison; called after each run
}

export interface Measurement {
  name: string;
  timesMs: number[]; // one for each counted round
  result: string;
  memoryBytes: number | undefined; // peak of the whole process tree; undefined where it cannot be read
}

/** Measures the contenders in turn: one uncounted round, `rounds` counted ones, and perhaps one that looks at memory instead. */
export async function measure(
  contenders: Contender[],
  options: { rounds: number; memory: boolean; say: (line: string) => void },
): Promise<Measurement[]> {
  const measurements = contenders.map(({ name }): Measurement => {
    return { name, timesMs: [], result: '', memoryBytes: undefined };
  });
  for (let round = 0; round <= options.rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      contender.prepare?.();
      const { timeMs, printed } = await runOnce(contender, false);
      const measurement = measurements[index] as Measurement;
      measurement.result = contender.readResult(printed);
      if (round > 0) measurement.timesMs.push(timeMs);
    }
    options.say(round === 0 ? 'warmed up' : `round ${round} of ${options.rounds}`);
  }
  for (const [index, contender] of options.memory ? contenders.entries() : []) {
    contender.prepare?.();
    (measurements[index] as Measurement).memoryBytes = (await runOnce(contender, true)).memoryBytes;
  }
  return measurements;
}

/** One cold run, from the start of the process to its end. Rejects with what it printed when it fails. */
async function runOnce(contender: Contender, lookAtMemory: boolean) {
  const startedAt = performance.now();
  const child = spawn(contender.command, contender.args, {
    cwd: contender.cwd,
    env: { ...process.env, ...contender.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const memory = lookAtMemory && child.pid ? peakMemoryBytes(child.pid) : undefined;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const timeMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${contender.name} exited with ${code}:\n${printed}`);
  return { timeMs, printed, memoryBytes: memory?.stop() };
}
