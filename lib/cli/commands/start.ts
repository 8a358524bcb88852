import { dirname, join, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, nodeFiles, shownPath } from '../../host/index.ts';
import { runNotebook } from '../../run/run-notebook.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { showRunProgress } from '../run-progress.ts';
import { reportRun } from '../run-report.ts';
import { stoppable } from '../signals.ts';
import { accuracyOf, formatStartReport, readAccuracy, readRunFamily } from '../start-report.ts';

export const command: Command = {
  summary: 'run the iris workflow, then show its runs, its accuracy and what to open',
  usage: 'octavo start [--seed N] [--epochs N] [--data FILE] [--output FOLDER]',
  description:
    'Runs workflows/iris/00_workflow.ipynb, which runs the steps of the workflow and keeps a record of each.',
  options: {
    seed: { type: 'string', value: 'N', help: 'of the split and of the first weights (default 1)' },
    epochs: { type: 'string', value: 'N', help: 'passes over the training rows (default 60)' },
    data: { type: 'string', value: 'FILE', help: 'another CSV of the same form (default workflows/iris/iris.csv)' },
    output: { type: 'string', value: 'FOLDER', help: 'where to put what is made (default local_data/iris)' },
  },
  examples: ['octavo start', 'octavo start --seed 2 --epochs 100'],
  run: async ({ values }, io) => {
    const { defaultStorePath } = await import('../../track/location.ts');
    const { recorder } = await import('../../track/recorder.ts');
    const cwd = process.cwd();
    const { root } = findProject(cwd);
    const input = join(root, 'workflows', 'iris', '00_workflow.ipynb');
    const folder = resolve(typeof values.output === 'string' ? values.output : join(root, 'local_data', 'iris'));
    if ((await nodeFiles.kind(input)) !== 'file') throw noWorkflow(root);
    if (typeof values.data === 'string') await nodeFiles.readBytes(resolve(values.data)); // throws file-missing, before anything runs
    await nodeFiles.makeFolder(folder);
    const progress = showRunProgress(io, true);
    const options = {
      output: join(folder, '00_workflow.ipynb'),
      parameters: { ...parametersOf(values), outputFolder: folder },
      observers: [recorder(), progress.observer],
      warn: (text: string) => progress.say(`octavo: ${text}`),
    };
    const result = await stoppable(
      (stop) => runNotebook(shownPath(input, cwd), { ...options, ...stop }),
      (_, again) => progress.say(`octavo: ${again ? 'killing the kernel' : 'stopping (once more kills the kernel)'}`),
    );
    const store = defaultStorePath(undefined, dirname(input));
    const runs = result.runId ? readRunFamily(store, result.runId) : [];
    const isAccepted = result.status === 'completed';
    const unrecorded = isAccepted && runs.length === 0; // then it stands in what the last step wrote
    const accuracy = unrecorded ? await readAccuracy(join(folder, 'evaluation.json')) : accuracyOf(runs);
    const paths = {
      workflow: shownPath(join(folder, '00_workflow.ipynb'), cwd),
      evaluation: shownPath(join(folder, '03_evaluate.ipynb'), cwd),
      figure: shownPath(join(folder, 'confusion-matrix.png'), cwd),
      store: shownPath(store, cwd),
    };
    if (values.json) io.out(formatJson({ status: result.status, exitCode: result.exitCode, accuracy, runs, paths }));
    else io.out(formatStartReport({ runs, accuracy, isAccepted, paths }, io.tableColumns));
    reportRun(result, false, io);
    return result.exitCode;
  },
};

/** The parameters of the workflow that were given as options. The runner checks that the numbers are numbers. */
function parametersOf({ seed, epochs, data }: Record<string, unknown>): Record<string, unknown> {
  const number = (text: unknown) => (Number.isNaN(Number(text)) || text === '' ? text : Number(text));
  return {
    ...(seed !== undefined && { seed: number(seed) }),
    ...(epochs !== undefined && { epochs: number(epochs) }),
    ...(data !== undefined && { dataPath: resolve(String(data)) }),
  };
}

function noWorkflow(root: string): OctavoError {
  return new OctavoError('start-workflow-missing', `There is no workflows/iris/00_workflow.ipynb in ${root}`, {
    hint: 'type it in a clone of Octavo; elsewhere: octavo run notebook.ipynb',
  });
}
