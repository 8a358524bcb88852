import { nodeFiles } from '../host/index.ts';
import { openStore } from '../track/location.ts';
import { descendantIds, type RunRecord, readRuns } from '../track/run-record.ts';
import { runRows } from '../track/run-table.ts';
import { formatTable } from './table.ts';

export interface StartReport {
  runs: RunRecord[]; // the workflow's run, then its steps; empty when nothing was recorded
  accuracy: number | undefined; // from 0 to 1; undefined when no model was evaluated
  isAccepted: boolean;
  paths: Record<'workflow' | 'evaluation' | 'figure' | 'store', string>; // as the user would type them
}

const shownColumns = [0, 1, 3, 5, 6, 7]; // of runRows; without experiment and start, which are the same for all
const titles = ['run', 'name', 'status', 'duration', 'parameters', 'metrics'];

/** What `octavo start` prints when the workflow has ended: its runs, the accuracy, what to open and what to type next. */
export function formatStartReport({ runs, accuracy, isAccepted, paths }: StartReport, columns?: number): string {
  const tree = runs.map((run, index) => ({ run: withoutPaths(run), depth: index === 0 ? 0 : 1 }));
  const rows = runRows(tree, { width: 60 }).map((row) => shownColumns.map((column) => row[column] ?? ''));
  const verdict = accuracy === undefined ? 'No model was evaluated.' : accuracyLine(accuracy, isAccepted);
  const open = [
    ...(accuracy === undefined
      ? []
      : [`${paths.figure}  (confusion matrix)`, `${paths.evaluation}  (executed notebook)`]),
    `${paths.workflow}  (the workflow that ran the steps)`,
    `${paths.store}  (the record of all runs, as MLflow keeps it)`,
  ];
  const type = [
    'npx octavo start --seed 2  (another split, another record)',
    ...(runs[0] ? [`npx octavo runs show ${runs[0].id.slice(0, 8)}`] : []),
    'npx octavo runs list',
    'npm run lab  (JupyterLab, with these runs)',
  ];
  const list = (title: string, lines: string[]) =>
    lines.map((line, index) => `${index === 0 ? title : '      '}${line}`);
  const table =
    runs.length > 0
      ? formatTable(titles, rows, { width: columns, flexible: titles.slice(-2) })
      : 'Nothing was recorded: tracking is off.\n';
  return ['', table, verdict, '', ...list('Open: ', open), ...list('Type: ', type), ''].join('\n');
}

function accuracyLine(accuracy: number, isAccepted: boolean): string {
  const share = `${(accuracy * 100).toFixed(1)} %`;
  return `Accuracy: ${share} of the irises that were held out are classified right${isAccepted ? '' : ' - not accepted'}`;
}

function withoutPaths(run: RunRecord): RunRecord {
  const isPath = (name: string) => /(Path|Folder)$/.test(name);
  return { ...run, parameters: Object.fromEntries(Object.entries(run.parameters).filter(([name]) => !isPath(name))) };
}

/** The accuracy that the last step recorded. */
export function accuracyOf(runs: RunRecord[]): number | undefined {
  return runs.find((run) => run.name === '03_evaluate')?.metrics.accuracy?.value;
}

/** The accuracy that the last step wrote into a file. */
export async function readAccuracy(path: string): Promise<number | undefined> {
  return JSON.parse(await nodeFiles.readText(path)).accuracy;
}

/** A run, and those nested in it in the order in which they started. */
export function readRunFamily(storePath: string, runId: string): RunRecord[] {
  const store = openStore(storePath, { create: false });
  try {
    return readRuns(store, [runId, ...descendantIds(store, [runId])]);
  } finally {
    store.close();
  }
}
