// Generated from notebooks/60_track/06_search.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/60_track/06_search.ipynb#60060003
import { OctavoError, suggest } from '../errors/index.ts';
import { type RunRecord, readRuns } from './run-record.ts';
import { findExperiment, listExperiments } from './store/experiments.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/06_search.ipynb#60060006
/** What to look for. Everything is optional and what is given must hold together. */
export interface RunSearch {
  experiment?: string | undefined; // name
  status?: string | undefined; // an ending as the table shows it (`failed`, `timed-out`), or MLflow's word (`FAILED`: every failure)
  tags?: Record<string, string> | undefined; // each equal
  parameters?: Record<string, string> | undefined; // each equal
  parentId?: string | null | undefined; // runs nested in this one; null: only runs that are nested in none
  order?: string | undefined; // started (default), ended, name, metric.NAME or parameter.NAME
  ascending?: boolean | undefined; // default: the greatest, or newest, first
  limit?: number | undefined; // runs on a page, 1 to 1000 (default 100)
  page?: string | undefined; // `nextPage` of the page before
}

// %% notebooks/60_track/06_search.ipynb#60060008
/** A piece of SQL and the values bound in it, in order. @internal */
export interface Piece {
  sql: string;
  values: (string | number)[];
}

// %% notebooks/60_track/06_search.ipynb#60060009
/** The conditions of a search. Throws `track-experiment-unknown`, `track-search`. @internal */
export function searchConditions(store: TrackingStore, search: RunSearch): Piece[] {
  const tagIs = 'EXISTS (SELECT 1 FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = ? AND t.value = ?)';
  const parameterIs = 'EXISTS (SELECT 1 FROM params p WHERE p.run_uuid = r.run_uuid AND p.key = ? AND p.value = ?)';
  const conditions: Piece[] = [{ sql: "r.lifecycle_stage = 'active'", values: [] }];
  if (search.experiment !== undefined) {
    conditions.push({ sql: 'r.experiment_id = ?', values: [experimentId(store, search.experiment)] });
  }
  if (search.status !== undefined) conditions.push(statusCondition(search.status));
  for (const tag of Object.entries(search.tags ?? {})) conditions.push({ sql: tagIs, values: tag });
  for (const parameter of Object.entries(search.parameters ?? {}))
    conditions.push({ sql: parameterIs, values: parameter });
  if (search.parentId) conditions.push({ sql: tagIs, values: ['mlflow.parentRunId', search.parentId] });
  if (search.parentId === null) {
    const sql =
      'NOT EXISTS (SELECT 1 FROM tags t JOIN runs p ON p.run_uuid = t.value WHERE t.run_uuid = r.run_uuid ' +
      "AND t.key = 'mlflow.parentRunId' AND p.lifecycle_stage = 'active')";
    conditions.push({ sql, values: [] });
  }
  return conditions;
}

// %% notebooks/60_track/06_search.ipynb#60060010
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

// %% notebooks/60_track/06_search.ipynb#60060012
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

// %% notebooks/60_track/06_search.ipynb#60060013
/** The ORDER BY of a search; runs without the value come last. Throws `track-search`. @internal */
export function searchOrder(search: RunSearch): Piece {
  const direction = search.ascending ? 'ASC' : 'DESC';
  const order = search.order ?? 'started';
  const tie = `r.start_time ${direction}, r.rowid ${direction}`;
  const columns: Record<string, string> = { started: 'r.start_time', ended: 'r.end_time', name: 'r.name' };
  const column = Object.hasOwn(columns, order) ? columns[order] : undefined;
  if (column) return { sql: `${column} ${direction} NULLS LAST, ${tie}`, values: [] };
  const [, kind, name] = /^(metric|parameter)\.(.+)$/s.exec(order) ?? [];
  if (name === undefined) {
    throw new OctavoError('track-search', `Runs cannot be ordered by "${order}"`, {
      hint: 'started, ended, name, metric.NAME or parameter.NAME',
    });
  }
  const value =
    kind === 'metric'
      ? '(SELECT CASE WHEN m.is_nan THEN NULL ELSE m.value END FROM latest_metrics m WHERE m.run_uuid = r.run_uuid AND m.key = ?)'
      : '(SELECT p.value FROM params p WHERE p.run_uuid = r.run_uuid AND p.key = ?)';
  return { sql: `${value} ${direction} NULLS LAST, ${tie}`, values: [name] };
}

// %% notebooks/60_track/06_search.ipynb#60060015
/** The runs that a search finds, and the token of the next page when there is one. Throws `track-search`, `track-experiment-unknown`. */
export function searchRuns(
  store: TrackingStore,
  search: RunSearch = {},
): { runs: RunRecord[]; nextPage: string | undefined } {
  const limit = search.limit ?? 100;
  const offset = Number(search.page ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new OctavoError('track-search', `A page has 1 to 1000 runs, not ${limit}`, {
      hint: 'octavo runs list --limit 100',
    });
  }
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new OctavoError('track-search', `There is no page ${JSON.stringify(search.page)}`, {
      hint: 'nextPage of the page before',
    });
  }
  const conditions = searchConditions(store, search);
  const order = searchOrder(search);
  const where = conditions.map((condition) => condition.sql).join(' AND ');
  const values = [...conditions.flatMap((condition) => condition.values), ...order.values];
  const sql = `SELECT r.run_uuid AS id FROM runs r WHERE ${where} ORDER BY ${order.sql} LIMIT ? OFFSET ?`;
  const ids = store.rows<{ id: string }>(sql, ...values, limit + 1, offset).map((row) => row.id);
  const nextPage = ids.length > limit ? String(offset + limit) : undefined;
  return { runs: readRuns(store, ids.slice(0, limit)), nextPage };
}
