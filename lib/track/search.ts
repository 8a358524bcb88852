// Generated from notebooks/60_track/05_search.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/60_track/05_search.ipynb#60050003
import { OctavoError, suggest } from '../errors/index.ts';
import { decodeNumber } from './limits.ts';
import { findExperiment, listExperiments } from './store/experiments.ts';
import type { RunStatus } from './store/runs.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/05_search.ipynb#60050005
/** A recorded run with its parameters, latest metrics and tags. */
export interface RunRecord {
  id: string; // 32 hex digits
  name: string;
  experiment: string; // its name
  experimentId: string;
  status: RunStatus; // MLflow's word
  ending: string; // Octavo's word: running, completed, failed, timed-out, lost, ...
  user: string;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  durationMs: number | undefined; // undefined while it runs
  parentId: string | undefined; // the run that this one is nested in
  parameters: Record<string, string>;
  metrics: Record<string, { value: number; step: number; timestampMs: number }>;
  tags: Record<string, string>;
}

// %% notebooks/60_track/05_search.ipynb#60050006
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

// %% notebooks/60_track/05_search.ipynb#60050008
/** A piece of SQL and the values bound in it, in order. */
export interface Piece {
  sql: string;
  values: (string | number)[];
}

// %% notebooks/60_track/05_search.ipynb#60050009
/** The conditions of a search. Throws `track-experiment-unknown`, `track-search`. */
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

// %% notebooks/60_track/05_search.ipynb#60050010
/** The number of an experiment. Throws `track-experiment-unknown` with the nearest name. */
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

// %% notebooks/60_track/05_search.ipynb#60050012
/** The condition that a run's ending, or MLflow's status, is this. Throws `track-search` for a word that is neither. */
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

// %% notebooks/60_track/05_search.ipynb#60050013
/** The ORDER BY of a search; runs without the value come last. Throws `track-search`. */
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

// %% notebooks/60_track/05_search.ipynb#60050015
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

// %% notebooks/60_track/05_search.ipynb#60050016
/** Reads runs with all they hold, in the order of their ids; an id that is not there is left out. */
export function readRuns(store: TrackingStore, ids: string[]): RunRecord[] {
  const list = JSON.stringify(ids);
  const of = 'run_uuid IN (SELECT value FROM json_each(?))';
  const runs = store.rows<_RunRow>(
    `SELECT r.*, e.name AS experiment FROM runs r JOIN experiments e USING (experiment_id) WHERE r.${of}`,
    list,
  );
  const records = new Map(runs.map((row) => [row.run_uuid, _runRecord(row)]));
  for (const row of store.rows<_TextRow>(`SELECT run_uuid, key, value FROM params WHERE ${of} ORDER BY key`, list)) {
    (records.get(row.run_uuid) as RunRecord).parameters[row.key] = row.value;
  }
  for (const row of store.rows<_MetricRow>(`SELECT * FROM latest_metrics WHERE ${of} ORDER BY key`, list)) {
    const latest = { value: decodeNumber(row), step: row.step, timestampMs: row.timestamp };
    (records.get(row.run_uuid) as RunRecord).metrics[row.key] = latest;
  }
  for (const row of store.rows<_TextRow>(`SELECT run_uuid, key, value FROM tags WHERE ${of} ORDER BY key`, list)) {
    (records.get(row.run_uuid) as RunRecord).tags[row.key] = row.value ?? '';
  }
  return ids.flatMap((id) => records.get(id) ?? []).map(_withTags);
}

// %% notebooks/60_track/05_search.ipynb#60050017
type _TextRow = { run_uuid: string; key: string; value: string };
type _MetricRow = { run_uuid: string; key: string; value: number; step: number; timestamp: number; is_nan: number };
type _RunRow = {
  run_uuid: string;
  name: string | null;
  experiment: string;
  experiment_id: number;
  status: RunStatus;
  user_id: string | null;
  start_time: number | null;
  end_time: number | null;
};

function _runRecord(row: _RunRow): RunRecord {
  const date = (time: number | null) => (time === null ? undefined : new Date(time));
  const isOver = row.end_time !== null && row.start_time !== null;
  return {
    id: row.run_uuid,
    name: row.name ?? '',
    experiment: row.experiment,
    experimentId: String(row.experiment_id),
    status: row.status,
    ending: row.status.toLowerCase(),
    user: row.user_id ?? '',
    startedAt: date(row.start_time),
    endedAt: date(row.end_time),
    durationMs: isOver ? Number(row.end_time) - Number(row.start_time) : undefined,
    parentId: undefined,
    parameters: {},
    metrics: {},
    tags: {},
  };
}

// %% notebooks/60_track/05_search.ipynb#60050018
function _withTags(run: RunRecord): RunRecord {
  const ending = run.status === 'RUNNING' ? run.ending : (run.tags['octavo.status'] ?? run.ending);
  return { ...run, ending, parentId: run.tags['mlflow.parentRunId'] };
}

// %% notebooks/60_track/05_search.ipynb#60050022
/** The id of the run whose id begins so. Throws `track-run-unknown`, `track-run-ambiguous`. */
export function findRunId(store: TrackingStore, prefix: string): string {
  const isHex = /^[0-9a-f]{1,32}$/i.test(prefix);
  const sql = 'SELECT run_uuid AS id FROM runs WHERE run_uuid GLOB ? ORDER BY start_time DESC LIMIT 5';
  const found = isHex ? store.rows<{ id: string }>(sql, `${prefix.toLowerCase()}*`) : [];
  if (found.length === 0) {
    throw new OctavoError('track-run-unknown', `No run has an id that begins with "${prefix}"`, {
      hint: 'octavo runs list',
    });
  }
  if (found.length > 1) {
    const ids = found.map((row) => row.id.slice(0, Math.max(12, prefix.length + 4)));
    throw new OctavoError(
      'track-run-ambiguous',
      `Several runs have an id that begins with "${prefix}": ${ids.join(', ')}`,
      {
        hint: `octavo runs show ${ids[0]}`,
      },
    );
  }
  return (found[0] as { id: string }).id;
}

// %% notebooks/60_track/05_search.ipynb#60050023
/** Reads the run whose id begins so. Throws `track-run-unknown`, `track-run-ambiguous`. */
export function readRun(store: TrackingStore, idOrPrefix: string): RunRecord {
  return readRuns(store, [findRunId(store, idOrPrefix)])[0] as RunRecord;
}

// %% notebooks/60_track/05_search.ipynb#60050024
/** The ids of all runs that are nested in some runs, however deep. */
export function descendantIds(store: TrackingStore, ids: string[]): string[] {
  const sql =
    'WITH RECURSIVE tree (id) AS (SELECT value FROM json_each(?1) UNION SELECT t.run_uuid FROM tree ' +
    "JOIN tags t ON t.key = 'mlflow.parentRunId' AND t.value = tree.id) SELECT r.run_uuid AS id FROM tree " +
    "JOIN runs r ON r.run_uuid = tree.id AND r.lifecycle_stage = 'active' " +
    'WHERE tree.id NOT IN (SELECT value FROM json_each(?1)) ORDER BY r.start_time, r.rowid';
  return store.rows<{ id: string }>(sql, JSON.stringify(ids)).map((row) => row.id);
}
