import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, formatSummaries } from './compare.ts';
import { type Contender, measure } from './measure.ts';
import { runContenders } from './run.ts';
import { startContenders } from './start.ts';

// `npm run bench -- run` and `npm run bench -- start`; see README.md beside this file.

const benchmarks: Record<string, { rounds: number; memory: boolean; make: (scratch: string) => Contender[] }> = {
  run: { rounds: 7, memory: true, make: runContenders },
  start: { rounds: 25, memory: false, make: startContenders }, // over before anyone could look at its memory
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const name = positionals[0] ?? '';
const benchmark = benchmarks[name];
if (!benchmark) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [--rounds N] [--json]\n`);
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), 'octavo-bench-'));
try {
  const rounds = Number(values.rounds ?? benchmark.rounds);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const summaries = compare(await measure(benchmark.make(scratch), { rounds, memory: benchmark.memory, say }));
  const report = { benchmark: name, rounds, node: process.version, platform: `${process.platform}-${process.arch}` };
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...report, summaries }, null, 2)}\n` : `${formatSummaries(summaries)}\n`,
  );
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
