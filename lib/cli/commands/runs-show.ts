import { OctavoError } from '../../errors/index.ts';
import { findProject } from '../../host/project.ts';
import { recoverProject } from '../../run/storage/recover-run.ts';
import {
  describeRun,
  openStore,
  readableNumber,
  readableSize,
  readableText,
  sweepLostRuns,
} from '../../track/index.ts';
import type { RunDescription } from '../../track/run-description.ts';
import type { Command } from '../command.ts';
import { formatJson } from '../json.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  summary: 'show one recorded run with all it holds',
  usage: 'octavo runs show RUN',
  description: 'RUN is the id of a run, or any beginning of it that no other run shares.',
  options: {
    store: { type: 'string', value: 'URI', help: "the store's file (default MLFLOW_TRACKING_URI, else the project's)" },
  },
  examples: ['octavo runs show 3f2a91bc', 'octavo runs show 3f2a91bc --json'],
  run: async ({ values, positionals }, io) => {
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) {
      throw new OctavoError('usage', 'octavo runs show takes one run', { exitCode: 2, hint: 'octavo runs list' });
    }
    const store = openStore(values.store as string | undefined, { create: false });
    try {
      await recoverProject(findProject(process.cwd()).root, (text) => io.err(`octavo: ${text}\n`));
      await sweepLostRuns(store);
      const description = describeRun(store, id);
      io.out(values.json ? formatJson(description) : formatDescription(description, io.tableColumns));
    } finally {
      store.close();
    }
    return 0;
  },
};

function formatDescription(description: RunDescription, columns: number | undefined): string {
  const { run, facts, metrics, artifacts, artifactFolder, errorText } = description;
  const fit = { width: columns && columns - 2, flexible: ['value'] };
  const sections: [string, string[], string[][]][] = [
    ['Parameters', ['name', 'value'], Object.entries(run.parameters).map(([name, value]) => [name, cut(value)])],
    [
      'Metrics',
      ['name', 'last', 'step', 'points', 'steps'],
      metrics.map(({ name, value, step, points, firstStep, lastStep }) => [
        name,
        readableNumber(value),
        String(step),
        String(points),
        firstStep === lastStep ? String(firstStep) : `${firstStep} to ${lastStep}`,
      ]),
    ],
    ['Tags', ['name', 'value'], Object.entries(run.tags).map(([name, value]) => [name, cut(value)])],
    [
      `Artifacts in ${artifactFolder ?? 'another place'}`,
      ['name', 'size'],
      artifacts.map(({ name, sizeBytes }) => [name, readableSize(sizeBytes)]),
    ],
  ];
  const tables = sections
    .filter(([, , rows]) => rows.length > 0)
    .map(([title, header, rows]) => `\n${title}\n${indent(formatTable(header, rows, fit))}`);
  const width = Math.max(...Object.keys(facts).map((name) => name.length));
  const head = Object.entries(facts).map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`);
  return `Run ${run.id}\n${head.join('')}${tables.join('')}${errorText ? `\nError\n${indent(errorText)}` : ''}`;
}

const cut = (value: string) => readableText(value, 100);

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
