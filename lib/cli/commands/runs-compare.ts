import { OctavoError } from '../../errors/index.ts';
import { compareRuns, openStore, readableNumber, readableText, readRun, sweepLostRuns } from '../../track/index.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'show where recorded runs differ',
  usage: 'octavo runs compare RUN RUN... [--only-different]',
  description:
    'Parameters and last metrics side by side; a * marks what differs. RUN is any unique beginning of an id.',
  options: {
    'only-different': { type: 'boolean', help: 'leave out what is the same in all runs' },
    store: { type: 'string', value: 'URI', help: "the store's file (default MLFLOW_TRACKING_URI, else the project's)" },
  },
  examples: ['octavo runs compare 3f2a91bc 77d01e4a', 'octavo runs compare 3f2a91bc 77d01e4a --only-different'],
  run: async ({ values, positionals }, io) => {
    if (positionals.length < 2) {
      throw new OctavoError('usage', 'octavo runs compare takes two runs or more', {
        exitCode: 2,
        hint: 'octavo runs list',
      });
    }
    const store = openStore(values.store as string | undefined, { create: false });
    try {
      await sweepLostRuns(store);
      const runs = positionals.map((id) => readRun(store, id));
      const rows = compareRuns(runs).filter((row) => row.differs || !values['only-different']);
      if (values.json) {
        io.out(formatJson({ runs: runs.map(({ id, name }) => ({ id, name })), rows }));
        return 0;
      }
      const header = ['', 'kind', 'name', ...runs.map((run) => run.id.slice(0, 8))];
      io.out(
        formatTable(
          header,
          rows.map(({ kind, name, values, differs }) => [differs ? '*' : '', kind, name, ...values.map(shown)]),
          { width: io.tableColumns, flexible: header.slice(3), optional: ['kind'] },
        ),
      );
    } finally {
      store.close();
    }
    return 0;
  },
};

function shown(value: string | number | undefined): string {
  if (value === undefined) return '-';
  return typeof value === 'number' ? readableNumber(value) : readableText(value, 40);
}
