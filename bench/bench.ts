import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, formatSummaries } from './compare.ts';
import { type Contender, measure } from './measure.ts';
import { startContenders } from './start.ts';

// `npm run bench -- run`, `start`, `kernel`, `lab` or `library`; see README.md beside this file.

type Say = (line: string) => void;

/** Measures something and returns it for programs and for people. */
type Benchmark = (options: BenchmarkOptions) => Promise<{ data: object; text: string }>;

interface BenchmarkOptions {
  rounds: number | undefined;
  parts: string[];
  isQuick: boolean; // `run`, `kernel` and `library` know a quick way
  say: Say;
}

const benchmarks: Record<string, Benchmark> = {
  run: async (options) => {
    const [{ measureRun }, { formatSections }] = await Promise.all([
      import('./run/run-benchmark.ts'),
      import('./report.ts'),
    ]);
    const sections = await measureRun(options);
    return { data: { sections }, text: formatSections(sections) };
  },
  // Over before anyone could look at its memory.
  start: ({ rounds, say }) => compareContenders(startContenders, { rounds: rounds ?? 25, memory: false, say }),
  kernel: async (options) => {
    const { measureKernels, formatKernelReport } = await import('./kernel/kernel-benchmark.ts');
    const data = await measureKernels(options);
    return { data, text: formatKernelReport(data) };
  },
  lab: async ({ rounds, parts, say }) => {
    const { measureLab, formatLabReport } = await import('./lab/lab-benchmark.ts');
    const data = await measureLab(parts, rounds ?? 9, say);
    return { data: { rounds: rounds ?? 9, ...data }, text: formatLabReport(data) };
  },
  library: async (options) => {
    const [{ measureLibrary }, { formatSections }] = await Promise.all([
      import('./library/library-benchmark.ts'),
      import('./report.ts'),
    ]);
    const sections = await measureLibrary(options);
    return { data: { sections }, text: formatSections(sections) };
  },
};

async function compareContenders(
  make: (scratch: string) => Contender[],
  options: { rounds: number; memory: boolean; say: Say },
): Promise<{ data: object; text: string }> {
  const scratch = mkdtempSync(join(tmpdir(), 'octavo-bench-'));
  try {
    const summaries = compare(await measure(make(scratch), options));
    return { data: { rounds: options.rounds, summaries }, text: formatSummaries(summaries) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [name = '', ...parts] = positionals;
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (!benchmark) {
  process.stderr.write(
    `usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [part …] [--rounds N] [--quick] [--json]\n`,
  );
  process.exit(2);
}
try {
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const { data, text } = await benchmark({ rounds, parts, isQuick: values.quick, say });
  const report = { benchmark: name, node: process.version, platform: `${process.platform}-${process.arch}`, ...data };
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${text}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
