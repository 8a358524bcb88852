// Generated from notebooks/60_track/06_search.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60060003 60060006 60060009 60060010 60060016 60060012 60060013 60060021 60060015

// %% notebooks/60_track/06_search.ipynb#60060003 772ea7ba
import { OctavoError, suggest } from '../errors/index.ts';
import { comparisonPiece, numberOrText, type Piece, parseComparison } from './comparison.ts';
import { type RunRecord, readRuns } from './run-record.ts';
import { findExperiment, findExperimentById, listExperiments } from './store/experiments.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/06_search.ipynb#60060006 5cb3003a
/** What to look for. Everything is optional and what is given must hold together. */
export interface RunSearch {
  experiment?: string | undefined; // name
  experimentId?: string | undefined; // a number as text
  status?: string | string[] | undefined; // an ending as the table shows it (`failed`), or MLflow's word (`FAILED`: every failure); any of them
  name?: string | undefined; // what the name or the beginning of the id must contain; upper and lower case are one
  where?: string[] | undefined; // conditions as `metrics.accuracy>0.9`
  tags?: Record<string, string> | undefined; // each equal
  parameters?: Record<string, string> | undefined; // each equal
  parentId?: string | null | undefined; // runs nested in this one; null: only runs that are nested in none
  ids?: string[] | undefined; // only these
  order?: string | undefined; // started (default), ended, duration, name, status, experiment, user, metric.NAME, parameter.NAME or tag.NAME
  ascending?: boolean | undefined; // default: the greatest, or newest, first
  limit?: number | undefined; // runs on a page, 1 to 1000 (default 100)
  page?: string | undefined; // `nextPage` of the page before
}

/** A page of what was found. */
export interface FoundRuns {
  runs: RunRecord[];
  total: number; // on all pages
  nextPage: string | undefined;
}

// %% notebooks/60_track/06_search.ipynb#60060009 810efd48
/** The conditions of a search. Throws `track-experiment-unknown`, `track-search`. @internal */
export function searchConditions(store: TrackingStore, search: RunSearch): Piece[] {
  const tagIs = 'EXISTS (SELECT 1 FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = ? AND t.value = ?)';
  const parameterIs = 'EXISTS (SELECT 1 FROM params p WHERE p.run_uuid = r.run_uuid AND p.key = ? AND p.value = ?)';
  const conditions: Piece[] = [{ sql: "r.lifecycle_stage = 'active'", values: [] }];
  if (search.experiment !== undefined) {
    conditions.push({ sql: 'r.experiment_id = ?', values: [experimentId(store, search.experiment)] });
  }
  if (search.experimentId !== undefined) {
    conditions.push({ sql: 'r.experiment_id = ?', values: [knownExperimentId(store, search.experimentId)] });
  }
  const statuses = [search.status ?? []].flat().map(statusCondition);
  if (statuses.length > 0) {
    const sql = `(${statuses.map((status) => `(${status.sql})`).join(' OR ')})`;
    conditions.push({ sql, values: statuses.flatMap((status) => status.values) });
  }
  if (search.name !== undefined && search.name !== '') conditions.push(nameCondition(store, search.name));
  for (const text of search.where ?? []) conditions.push(comparisonPiece(parseComparison(text)));
  if (search.ids !== undefined) {
    conditions.push({ sql: 'r.run_uuid IN (SELECT value FROM json_each(?))', values: [JSON.stringify(search.ids)] });
  }
  for (const tag of Object.entries(search.tags ?? {})) conditions.push({ sql: tagIs, values: tag });
  for (const parameter of Object.entries(search.parameters ?? {}))
    conditions.push({ sql: parameterIs, values: parameter });
  if (search.parentId) conditions.push({ sql: tagIs, values: ['mlflow.parentRunId', search.parentId] });
  if (search.parentId === null) {
    const sql =
      'NOT EXISTS (SELECT 1 FROM tags t JOIN runs p ON p.run_uuid = t.value WHERE t.run_uuid = r.run_uuid ' +
      "AND t.key = 'mlflow.parentRunId' AND p.lifecycle_stage = 'active' AND p.run_uuid <> r.run_uuid)";
    conditions.push({ sql, values: [] });
  }
  return conditions;
}

// %% notebooks/60_track/06_search.ipynb#60060010 abd9041c
/** The number of an experiment. Throws `track-experiment-unknown` with the nearest name. @internal */
export function experimentId(store: TrackingStore, name: string): number {
  const found = findExperiment(store, name);
  if (found) return Number(found.id);
  const names = listExperiments(store).map((experiment) => experiment.name);
  const near = suggest(name, names);
  throw new OctavoError(
    'track-experiment-unknown',
    `No experiment is called "${name}"; there are: ${names.join(', ')}`,
    {
      hint: near ? `did you mean "${near}"?` : 'octavo runs list',
    },
  );
}

// %% notebooks/60_track/06_search.ipynb#60060016 12ce1dfc
/** The number of an experiment that is there. Throws `track-experiment-unknown`. @internal */
export function knownExperimentId(store: TrackingStore, id: string): number {
  const found = findExperimentById(store, id);
  if (found && !found.isDeleted) return Number(found.id);
  throw new OctavoError('track-experiment-unknown', `No experiment has the id ${JSON.stringify(id)}`, {
    hint: 'octavo runs list',
  });
}

/** SQLite knows upper and lower case of ASCII only, so the names are compared here. @internal */
export function nameCondition(store: TrackingStore, part: string): Piece {
  const wanted = part.toLowerCase();
  const names = store
    .rows<{ name: string | null }>('SELECT DISTINCT name FROM runs')
    .map((row) => String(row.name ?? ''));
  const fitting = JSON.stringify(names.filter((name) => name.toLowerCase().includes(wanted)));
  const isId = /^[0-9a-f]{1,32}$/.test(wanted);
  const byName = "coalesce(r.name, '') IN (SELECT value FROM json_each(?))";
  return {
    sql: isId ? `(${byName} OR r.run_uuid GLOB ?)` : byName,
    values: isId ? [fitting, `${wanted}*`] : [fitting],
  };
}

// %% notebooks/60_track/06_search.ipynb#60060012 7672f07f
/** The condition that a run's ending, or MLflow's status, is this. Throws `track-search` for a word that is neither. @internal */
export function statusCondition(word: string): Piece {
  const statuses = ['SCHEDULED', 'RUNNING', 'FINISHED', 'FAILED', 'KILLED'];
  const endings = ['completed', 'exited', 'failed', 'timed-out', 'interrupted', 'kernel-died', 'terminated', 'lost'];
  const upper = word.toUpperCase();
  if (statuses.includes(upper) && word !== 'failed') return { sql: 'r.status = ?', values: [upper] };
  if (!endings.includes(word)) {
    const words = ['running', ...endings];
    const near = suggest(word, words);
    throw new OctavoError(
      'track-search',
      `No run has the status "${word}"; there are: ${words.join(', ')} and ${statuses.join(', ')}`,
      {
        hint: `octavo runs list --status ${near ?? 'failed'}`,
      },
    );
  }
  const ending = "(SELECT value FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = 'octavo.status')";
  return { sql: `r.status <> 'RUNNING' AND coalesce(${ending}, lower(r.status)) = ?`, values: [word] };
}

// %% notebooks/60_track/06_search.ipynb#60060013 5cfe1953
/** What runs are ordered by, on runs called `r`. Throws `track-search`. @internal */
export function searchOrder(order: string): Piece {
  const ending = "(SELECT value FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = 'octavo.status')";
  const columns: Record<string, string> = {
    started: 'r.start_time',
    ended: 'r.end_time',
    duration: 'max(0, r.end_time - r.start_time)',
    name: 'lower(r.name)',
    status: `CASE r.status WHEN 'RUNNING' THEN 'running' ELSE coalesce(${ending}, lower(r.status)) END`,
    experiment: '(SELECT lower(e.name) FROM experiments e WHERE e.experiment_id = r.experiment_id)',
    user: 'lower(r.user_id)',
  };
  if (Object.hasOwn(columns, order)) return { sql: columns[order] as string, values: [] };
  const [, kind, name] = /^(metric|parameter|tag)s?\.(.+)$/s.exec(order) ?? [];
  if (name === undefined) {
    throw new OctavoError('track-search', `Runs cannot be ordered by "${order}"`, {
      hint: 'started, ended, duration, name, status, experiment, user, metric.NAME, parameter.NAME or tag.NAME',
    });
  }
  const of = (table: string, value: string) =>
    `(SELECT ${value} FROM ${table} v WHERE v.run_uuid = r.run_uuid AND v.key = ?)`;
  const metric = of('latest_metrics', 'CASE WHEN v.is_nan THEN NULL ELSE v.value END');
  const sql = kind === 'metric' ? metric : of(kind === 'tag' ? 'tags' : 'params', numberOrText('v.value'));
  return { sql, values: [name] };
}

// %% notebooks/60_track/06_search.ipynb#60060021 6efb930f
/** Where a page begins: after the run with this value in this row of the table. @internal */
export interface PageStart {
  order: string;
  value: string | number | null;
  row: number;
}

/** Reads where a page begins. Throws `track-search` for what is not `nextPage` of the same order. @internal */
export function readPage(page: string, order: string): PageStart {
  try {
    const [of, value, row] = JSON.parse(Buffer.from(page, 'base64url').toString()) as unknown[];
    const isValue = value === null || typeof value === 'string' || typeof value === 'number';
    if (of === order && isValue && Number.isSafeInteger(row)) return { order, value, row: row as number };
  } catch {
    // The same complaint as for JSON of another form.
  }
  throw new OctavoError('track-search', `There is no page ${JSON.stringify(page)} in this order`, {
    hint: 'nextPage of the page before',
  });
}

/** The condition that a run comes after the beginning of a page. @internal */
export function afterPage({ value, row }: PageStart, ascending: boolean): Piece {
  const after = ascending ? '>' : '<';
  if (value === null) return { sql: `value IS NULL AND row ${after} ?`, values: [row] };
  const sql = `(value ${after} ? OR (value = ? AND row ${after} ?) OR value IS NULL)`;
  return { sql, values: [value, value, row] };
}

// %% notebooks/60_track/06_search.ipynb#60060015 b7cd718b
/** The runs that a search finds, and the token of the next page when there is one. Throws `track-search`, `track-experiment-unknown`. */
export function searchRuns(store: TrackingStore, search: RunSearch = {}): FoundRuns {
  const { limit = 100, order = 'started', ascending = false } = search;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new OctavoError('track-search', `A page has 1 to 1000 runs, not ${limit}`, {
      hint: 'octavo runs list --limit 100',
    });
  }
  const key = `${order} ${ascending ? 'up' : 'down'}`;
  const start = search.page === undefined ? undefined : afterPage(readPage(search.page, key), ascending);
  const value = searchOrder(order);
  const conditions = searchConditions(store, search);
  const found =
    `SELECT r.rowid AS row, r.run_uuid AS id, ${value.sql} AS value FROM runs r ` +
    `WHERE ${conditions.map((condition) => condition.sql).join(' AND ')}`;
  const values = [...value.values, ...conditions.flatMap((condition) => condition.values)];
  const direction = ascending ? 'ASC' : 'DESC';
  const rows = store.rows<{ row: number; id: string; value: string | number | null; total: number }>(
    `WITH found AS MATERIALIZED (${found}) SELECT *, (SELECT count(*) FROM found) AS total FROM found ` +
      `WHERE ${start?.sql ?? '1'} ORDER BY value IS NULL, value ${direction}, row ${direction} LIMIT ?`,
    ...[...values, ...(start?.values ?? []), limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const nextPage = last && Buffer.from(JSON.stringify([key, last.value, last.row])).toString('base64url');
  const runs = readRuns(
    store,
    shown.map((row) => row.id),
  );
  const total = rows[0]?.total ?? (start ? store.rows(found, ...values).length : 0);
  return { runs, total, nextPage };
}
