import type { Notebook } from '../../notebook/index.ts';
import { notebookKernelName } from '../../notebook/index.ts';
import type { JsonValue } from '../../notebook/json/index.ts';
import { formatDuration } from '../progress.ts';
import { member, type RunStatus, runStatusOf } from './run-status.ts';

/** What the top of a report says about its run. */
export interface RunFacts {
  status: RunStatus;
  rows: { name: string; value: string; time?: string | undefined }[]; // time: for machines
}

/** Reads what Octavo or papermill has written into a notebook about its run. */
export function runFactsOf(notebook: Notebook, shownPath: string): RunFacts {
  const octavo = member(notebook.metadata, 'octavo');
  const papermill = member(notebook.metadata, 'papermill');
  const rows: RunFacts['rows'] = [{ name: 'Notebook', value: textOf(papermill.input_path) ?? shownPath }];
  const add = (name: string, value: string | undefined, time?: string) => {
    if (value !== undefined && value !== '') rows.push({ name, value, time });
  };
  if (textOf(papermill.input_path) !== undefined && papermill.input_path !== shownPath) add('Executed copy', shownPath);
  for (const [name, key] of [
    ['Started', 'start_time'],
    ['Ended', 'end_time'],
  ] as const) {
    const date = dateOf(papermill[key]);
    if (date) add(name, shownTime(date), date.toISOString());
  }
  if (typeof papermill.duration === 'number') add('Duration', formatDuration(papermill.duration * 1000));
  const engine = octavo.engine === 'in-process' ? ' (in-process)' : '';
  const kernel = textOf(octavo.kernel) ?? notebookKernelName(notebook);
  add('Kernel', kernel && `${kernel}${engine}`);
  add('Run', textOf(octavo.run_id));
  add('Seed', textOf(octavo.seed));
  add(
    'Cells chosen',
    Object.keys(member(octavo, 'selected')).length > 0 ? selection(octavo.selected as JsonValue) : undefined,
  );
  const version = textOf(octavo.version) ?? textOf(papermill.version);
  add('Runner', version && `${octavo.version === undefined ? 'papermill' : 'octavo'} ${version}`);
  return { status: runStatusOf(notebook), rows };
}

function selection(selected: JsonValue): string {
  return Object.entries(selected as Record<string, JsonValue>)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ');
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Papermill's times have an offset, or are in UTC without saying so. */
function dateOf(value: JsonValue | undefined): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const date = new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21 Nov 2026, 22:13:30 UTC`: the reader may be anywhere. */
function shownTime(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)} UTC`;
}
