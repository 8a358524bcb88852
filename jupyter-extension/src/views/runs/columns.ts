import type { Schemas } from '../api/client.ts';
import { readableDuration, readableMoment, readableNumber } from '../readable.ts';

type Run = Schemas['Run'];

/** A column is called as the server calls an order: `started`, `metrics.accuracy`. The name comes first and always. */
export type ColumnId = string;

export const aboutColumns = ['status', 'started', 'duration', 'ended', 'user', 'experiment'] as const;

/** What a cell shows. `full` is the whole value where `text` is a rounding of it. */
export interface CellText {
  text: string;
  full?: string | undefined;
}

const widths: Record<string, number> = {
  name: 230,
  status: 116,
  started: 170,
  ended: 170,
  duration: 104,
  user: 96,
  experiment: 150,
};

export const narrowest = 48;
export const widest = 1200;

/** Takes `metrics.loss/train` apart. Columns about the run itself have no group. */
export function partsOf(column: ColumnId): { group: 'about' | 'parameters' | 'metrics' | 'tags'; name: string } {
  const [, group, name] = /^(parameters|metrics|tags)\.(.+)$/s.exec(column) ?? [];
  if (group === 'parameters' || group === 'metrics' || group === 'tags') return { group, name: name ?? '' };
  return { group: 'about', name: column };
}

/** The width of a column in pixels: the person's, or one that suits what it shows. */
export function widthOf(column: ColumnId, chosen: Readonly<Record<string, number>>): number {
  const own = Object.hasOwn(chosen, column) ? chosen[column] : undefined;
  if (own !== undefined && Number.isFinite(own)) return Math.min(widest, Math.max(narrowest, Math.round(own)));
  if (Object.hasOwn(widths, column)) return widths[column] as number;
  const { group, name } = partsOf(column);
  return Math.min(180, Math.max(group === 'tags' ? 120 : 92, 44 + name.length * 7.5));
}

/** The columns of someone who has chosen none: what every run has, then the first parameters and metrics found. */
export function defaultColumns(found: Schemas['Columns'], isEveryExperiment: boolean): ColumnId[] {
  return [
    'status',
    'started',
    'duration',
    ...found.metrics.slice(0, 3).map((name) => `metrics.${name}`),
    ...found.parameters.slice(0, 3).map((name) => `parameters.${name}`),
    ...(isEveryExperiment ? ['experiment'] : []),
  ];
}

/** Tags that Octavo and MLflow write for themselves; they can be shown, but come last. */
export function isOwnTag(name: string): boolean {
  return name.startsWith('mlflow.') || name.startsWith('octavo.');
}

/** The text of a cell; null where the run has no such value. Durations of running runs are not made here: they tick. */
export function cellText(run: Run, column: ColumnId): CellText | null {
  const { group, name } = partsOf(column);
  if (group === 'parameters') return whole(valueIn(run.parameters, name));
  if (group === 'tags') return whole(valueIn(run.tags, name));
  if (group === 'metrics') {
    const metric = valueIn(run.metrics, name);
    return metric ? { text: readableNumber(metric.value), full: String(metric.value) } : null;
  }
  if (column === 'name') return whole(run.name || run.id.slice(0, 8));
  if (column === 'user') return whole(run.user);
  if (column === 'experiment') return whole(run.experimentName);
  if (column === 'status') return whole(run.ending);
  if (column === 'started') return moment(run.startedMs);
  if (column === 'ended') return moment(run.endedMs);
  if (column === 'duration' && run.durationMs !== null) {
    return { text: readableDuration(run.durationMs), full: `${run.durationMs} ms` };
  }
  return null;
}

/** The columns whose values stand to the right: numbers, and parameters that are numbers in the first runs. */
export function numericColumns(columns: readonly ColumnId[], runs: readonly Run[]): Set<ColumnId> {
  const sample = runs.slice(0, 50);
  const isNumeric = (column: ColumnId) => {
    const { group, name } = partsOf(column);
    if (group === 'metrics' || column === 'duration') return true;
    if (group !== 'parameters') return false;
    const values = sample.map((run) => valueIn(run.parameters, name)).filter((value) => value !== undefined);
    return values.length > 0 && values.every(isNumber);
  };
  return new Set(columns.filter(isNumeric));
}

/** Adds the names that these runs have and `found` has not; the same object when there are none. */
export function withNamesOf(found: Schemas['Columns'], runs: readonly Run[]): Schemas['Columns'] {
  const grow = (names: string[], pick: (run: Run) => object) => {
    const known = new Set(names);
    const fresh = new Set(runs.flatMap((run) => Object.keys(pick(run))).filter((name) => !known.has(name)));
    return fresh.size === 0 ? names : [...names, ...[...fresh].sort()];
  };
  const parameters = grow(found.parameters, (run) => run.parameters);
  const metrics = grow(found.metrics, (run) => run.metrics);
  const tags = grow(found.tags, (run) => run.tags);
  const isSame = parameters === found.parameters && metrics === found.metrics && tags === found.tags;
  return isSame ? found : { parameters, metrics, tags };
}

/** Moves a column by so many places, and stops at the ends. */
export function moved(columns: readonly ColumnId[], column: ColumnId, by: number): ColumnId[] {
  const from = columns.indexOf(column);
  const to = Math.min(columns.length - 1, Math.max(0, from + by));
  if (from < 0) return [...columns];
  const rest = columns.filter((other) => other !== column);
  return [...rest.slice(0, to), column, ...rest.slice(to)];
}

/** The value of a name that may be called as a method of every object is (`constructor`). */
export function valueIn<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function whole(text: string | undefined): CellText | null {
  return text === undefined || text === '' ? null : { text: text.replace(/\s+/g, ' '), full: text };
}

function moment(momentMs: number | null): CellText | null {
  return momentMs === null ? null : { text: readableMoment(momentMs) };
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text));
}
