// Generated from notebooks/60_track/05_run_record.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60050003 60050005 60050016 60050017 60050018 60050022 60050023 60050024

// %% notebooks/60_track/05_run_record.ipynb#60050003 e74c3276
import { OctavoError } from '../errors/index.ts';
import { decodeNumber } from './limits.ts';
import type { RunStatus } from './store/runs.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/05_run_record.ipynb#60050005 754ebcc1
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

// %% notebooks/60_track/05_run_record.ipynb#60050016 1846fc39
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
    _put(records.get(row.run_uuid)?.parameters, row.key, String(row.value));
  }
  for (const row of store.rows<_MetricRow>(`SELECT * FROM latest_metrics WHERE ${of} ORDER BY key`, list)) {
    const latest = { value: decodeNumber(row), step: row.step, timestampMs: row.timestamp };
    _put(records.get(row.run_uuid)?.metrics, row.key, latest);
  }
  for (const row of store.rows<_TextRow>(`SELECT run_uuid, key, value FROM tags WHERE ${of} ORDER BY key`, list)) {
    _put(records.get(row.run_uuid)?.tags, row.key, String(row.value ?? ''));
  }
  return ids.flatMap((id) => records.get(id) ?? []).map(_withTags);
}

// %% notebooks/60_track/05_run_record.ipynb#60050017 6ed856af
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

/** Sets a property also where the name is one that objects treat apart, as `__proto__`. */
function _put<Value>(record: Record<string, Value> | undefined, name: string, value: Value): void {
  if (record) Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
}

function _runRecord(row: _RunRow): RunRecord {
  const date = (time: number | null) => (time === null ? undefined : new Date(time));
  const isOver = row.end_time !== null && row.start_time !== null;
  return {
    id: row.run_uuid,
    name: String(row.name ?? ''),
    experiment: row.experiment,
    experimentId: String(row.experiment_id),
    status: row.status ?? 'SCHEDULED', // none in a store that something else has written
    ending: (row.status ?? 'SCHEDULED').toLowerCase(),
    user: String(row.user_id ?? ''),
    startedAt: date(row.start_time),
    endedAt: date(row.end_time),
    durationMs: isOver ? Math.max(0, Number(row.end_time) - Number(row.start_time)) : undefined, // a clock may be set back
    parentId: undefined,
    parameters: {},
    metrics: {},
    tags: {},
  };
}

// %% notebooks/60_track/05_run_record.ipynb#60050018 c9a95975
function _withTags(run: RunRecord): RunRecord {
  const ending = run.status === 'RUNNING' ? run.ending : (run.tags['octavo.status'] ?? run.ending);
  return { ...run, ending, parentId: run.tags['mlflow.parentRunId'] };
}

// %% notebooks/60_track/05_run_record.ipynb#60050022 37fce004
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

// %% notebooks/60_track/05_run_record.ipynb#60050023 677eefea
/** Reads the run whose id begins so. Throws `track-run-unknown`, `track-run-ambiguous`. */
export function readRun(store: TrackingStore, idOrPrefix: string): RunRecord {
  return readRuns(store, [findRunId(store, idOrPrefix)])[0] as RunRecord;
}

// %% notebooks/60_track/05_run_record.ipynb#60050024 ed2385af
/** The ids of all runs that are nested in some runs, however deep. */
export function descendantIds(store: TrackingStore, ids: string[]): string[] {
  const sql =
    'WITH RECURSIVE tree (id) AS (SELECT value FROM json_each(?1) UNION SELECT t.run_uuid FROM tree ' +
    "JOIN tags t ON t.key = 'mlflow.parentRunId' AND t.value = tree.id) SELECT r.run_uuid AS id FROM tree " +
    "JOIN runs r ON r.run_uuid = tree.id AND r.lifecycle_stage = 'active' " +
    'WHERE tree.id NOT IN (SELECT value FROM json_each(?1)) ORDER BY r.start_time, r.rowid';
  return store.rows<{ id: string }>(sql, JSON.stringify(ids)).map((row) => row.id);
}
