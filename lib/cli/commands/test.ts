import { OctavoError } from '../../errors/index.ts';
import type { NotebookTest } from '../../test/kernel/notebook-test.ts';
import { testNotebooks } from '../../test/kernel/test-notebooks.ts';
import type { Command, Io } from '../command.ts';

export const command: Command = {
  summary: 'run notebooks as tests: a cell that throws is a failure',
  usage: 'octavo test [PATH...] [options]',
  description: [
    'Runs each notebook (of the folders and files given, or of the whole project) in a kernel of its own. Nothing is',
    'written and no run is recorded. Cells with //| eval: false are skipped and counted; a notebook without code to',
    'run is not counted as passed. Exit 1 when one fails, or when none passed.',
  ].join('\n'),
  options: {
    jobs: { type: 'string', short: 'j', value: 'N', help: 'notebooks at a time (default 2)' },
    'cell-timeout': { type: 'string', value: 'SECONDS', help: 'how long one cell may run (default 600)' },
  },
  examples: ['octavo test', 'octavo test notebooks/20_notebook', 'octavo test notebooks/index.ipynb --json'],
  run: async ({ values, positionals }, io) => {
    const stop = new AbortController();
    const interrupt = () => stop.abort();
    process.once('SIGINT', interrupt);
    try {
      const { tests, ...counts } = await testNotebooks(positionals, {
        jobs: positive(values.jobs, 'jobs') ?? 2,
        cellTimeoutMs: (positive(values['cell-timeout'], 'cell-timeout') ?? 600) * 1000,
        signal: stop.signal,
        onTest: (test) => (values.json ? io.err(`${headLine(test)}\n`) : printTest(test, io)),
      });
      if (values.json) io.out(`${JSON.stringify({ ...counts, tests })}\n`);
      else
        io.out(
          `${counts.passed} passed, ${counts.failed} failed${counts.empty ? `, ${counts.empty} without code` : ''}\n`,
        );
      if (stop.signal.aborted) return 130;
      return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
    } finally {
      process.removeListener('SIGINT', interrupt);
    }
  },
};

function positive(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (number > 0 && (name !== 'jobs' || Number.isInteger(number))) return number;
  throw new OctavoError('usage', `--${name} ${value}: not a number above 0`, {
    exitCode: 2,
    hint: `usage: ${command.usage}`,
  });
}

function printTest(test: NotebookTest, io: Io): void {
  io.out(`${headLine(test)}\n`);
  const { failure } = test;
  if (!failure) return;
  io.out(`  ${failure.message.trimEnd().replace(/\n(?=.)/g, '\n    ')}\n`);
  if (failure.hint) io.out(`  try: ${failure.hint}\n`);
}

function headLine({ status, notebook, durationMs, skipped }: NotebookTest): string {
  const word = { passed: 'passed', failed: 'FAILED', empty: 'no code' }[status];
  const note = skipped.length > 0 ? `  (${skipped.length} skipped by eval: false)` : '';
  return `${word.padEnd(7)}  ${notebook}  ${(durationMs / 1000).toFixed(2)} s${note}`;
}
