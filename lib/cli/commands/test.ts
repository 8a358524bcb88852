import type { NotebookTest, TestSummary } from '../../test/index.ts';
import { testNotebooks } from '../../test/notebooks/test-notebooks.ts';
import { writeTestReport } from '../../test/notebooks/test-report.ts';
import { watchNotebooks } from '../../test/vitest/watch-notebooks.ts';
import type { Command } from '../command.ts';
import { stoppable } from '../signals.ts';
import { testOptions } from '../test-options.ts';
import { formatSlowest, formatTest, formatTestCounts } from '../test-text.ts';

export const command: Command = {
  summary: 'run notebooks as tests: a cell that throws is a failure',
  usage: 'octavo test [PATH...] [options]',
  description: [
    'Runs the notebooks of the folders and files given, or of the whole project, each cell a test. TypeScript runs in the',
    'workers of vitest, without a kernel and without checking types; --kernel gives each notebook a kernel of its own, as',
    'those in other languages always have. Nothing is written and no run is recorded. A cell that does not run says why.',
    'Exit 1 when a notebook fails, or when none passed.',
  ].join('\n'),
  options: {
    kernel: { type: 'boolean', help: 'each notebook in a kernel of its own, types checked' },
    name: { type: 'string', short: 't', value: 'TEXT', help: 'run to the last cell with TEXT in its heading or id' },
    flags: { type: 'string', multiple: true, value: 'NAME', help: 'run cells with this directive too: slow, …' },
    watch: { type: 'boolean', short: 'w', help: 'run again what a change touches, until Ctrl-C' },
    coverage: { type: 'boolean', help: 'of the lines of lib/; also written to coverage/' },
    bail: { type: 'boolean', help: 'start no more notebooks when one has failed' },
    jobs: { type: 'string', short: 'j', value: 'N', help: 'notebooks at a time (default: cores, 2 to 4)' },
    'cell-timeout': { type: 'string', value: 'SECONDS', help: 'how long one cell may run (default 600)' },
    verbose: { type: 'boolean', short: 'v', help: 'a line for each cell, with its time' },
    durations: { type: 'string', value: 'N', help: 'list the N slowest cells' },
    reporter: { type: 'string', value: 'NAME', help: 'junit or json, written to --output-file' },
    'output-file': { type: 'string', short: 'o', value: 'FILE', help: 'where the report goes' },
    junit: { type: 'string', value: 'FILE', help: 'short for --reporter junit --output-file FILE' },
  },
  examples: [
    'octavo test',
    'octavo test notebooks/20_notebook --kernel --jobs 2',
    "octavo test notebooks/index.ipynb -t 'First steps'",
    'octavo test --junit report.xml --durations 5',
    'octavo test --watch',
  ],
  run: async ({ values, positionals }, io) => {
    const { options, report, slowest } = testOptions(values);
    const print = values.json ? io.err : io.out;
    const onTest = (test: NotebookTest) => print(formatTest(test, values.verbose === true));
    return await stoppable(async ({ signal }) => {
      if (values.watch) {
        const onRound = (summary: TestSummary) =>
          io.out(`${formatTestCounts(summary)}waiting for changes (Ctrl-C ends)\n`);
        await watchNotebooks(positionals, { ...options, signal, onTest, onRound });
        return 0;
      }
      const coverage = values.coverage ? { print } : undefined;
      const summary = await testNotebooks(positionals, { ...options, coverage, signal, onTest });
      if (report) await writeTestReport(summary, report);
      if (values.json) io.out(`${JSON.stringify(summary)}\n`);
      print(formatSlowest(summary, slowest) + (values.json ? '' : formatTestCounts(summary)));
      if (signal.aborted) return signal.reason === 'terminated' ? 143 : 130;
      return summary.failed > 0 || summary.passed === 0 ? 1 : 0;
    });
  },
};
