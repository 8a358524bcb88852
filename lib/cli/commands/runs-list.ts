import { OctavoError } from '../../errors/index.ts';
import { findProject } from '../../host/project.ts';
import { recoverProject } from '../../run/storage/recover-run.ts';
import { listRuns, openStore, runColumns, runRows, sweepLostRuns } from '../../track/index.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'list recorded runs, the newest first',
  usage: 'octavo runs list [--experiment NAME] [--status STATUS] [--limit N]',
  description:
    'Nested runs stand below the run they are nested in. STATUS is the word of the table (completed, failed, timed-out, lost, ...)\n' +
    'or one of MLflow: SCHEDULED, RUNNING, FINISHED, FAILED (every kind of failure), KILLED.',
  options: {
    experiment: { type: 'string', value: 'NAME', help: 'only runs of this experiment' },
    status: { type: 'string', value: 'STATUS', help: 'only runs that ended so, or that are running' },
    limit: { type: 'string', value: 'N', help: 'at most N runs, not counting nested ones (default 20)' },
    store: { type: 'string', value: 'URI', help: "the store's file (default MLFLOW_TRACKING_URI, else the project's)" },
  },
  examples: [
    'octavo runs list',
    'octavo runs list --experiment iris --limit 5',
    'octavo runs list --status failed --json',
  ],
  run: async ({ values }, io) => {
    const text = (name: string) => values[name] as string | undefined;
    const store = openStore(text('store'), { create: false });
    try {
      await recoverProject(findProject(process.cwd()).root, (text) => io.err(`octavo: ${text}\n`));
      await sweepLostRuns(store);
      const limit = pageSize(text('limit') ?? '20');
      const runs = listRuns(store, { experiment: text('experiment'), status: text('status'), limit });
      if (values.json) io.out(formatJson(runs.map(({ run, depth }) => ({ ...run, depth }))));
      else if (runs.length === 0) io.err('no run is recorded that this search would find\n');
      else {
        const fit = { flexible: ['parameters', 'metrics'], optional: ['experiment', 'started'] };
        io.out(formatTable(runColumns, runRows(runs), { ...fit, width: io.tableColumns }));
        const shown = runs.filter(({ depth }) => depth === 0).length;
        if (shown === limit && limit < 1000)
          io.err(`the newest ${limit}; for more: octavo runs list --limit ${Math.min(limit * 10, 1000)}\n`);
      }
    } finally {
      store.close();
    }
    return 0;
  },
};

function pageSize(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new OctavoError('usage', `--limit ${text}: not a whole number from 1 to 1000`, {
    exitCode: 2,
    hint: 'octavo runs list --limit 100',
  });
}
