import { OctavoError } from '../../errors/index.ts';
import { limits, truncate } from '../limits.ts';
import { requireRun } from './require-run.ts';
import { artifactRoot, type TrackingStore } from './tracking-store.ts';

export interface Experiment {
  id: string; // a number as text, as MLflow's API gives it
  name: string;
  artifactLocation: string; // a path, or a URI in a store that MLflow's server made
  isDeleted: boolean;
}

interface ExperimentRow {
  experiment_id: number;
  name: string;
  artifact_location: string | null;
  lifecycle_stage: string | null;
}

const columns = 'experiment_id, name, artifact_location, lifecycle_stage';

/** All experiments that are not deleted, by name. */
export function listExperiments(store: TrackingStore): Experiment[] {
  const sql = `SELECT ${columns} FROM experiments WHERE lifecycle_stage = 'active' ORDER BY name`;
  return store.rows<ExperimentRow>(sql).map(toExperiment);
}

/** The experiment of a name, also a deleted one; undefined when there is none. */
export function findExperiment(store: TrackingStore, name: string): Experiment | undefined {
  const sql = `SELECT ${columns} FROM experiments WHERE workspace = 'default' AND name = ?`;
  const row = store.row<ExperimentRow>(sql, name);
  return row && toExperiment(row);
}

/** The experiment of an id; undefined when there is none. */
export function findExperimentById(store: TrackingStore, id: string): Experiment | undefined {
  const row = store.row<ExperimentRow>(`SELECT ${columns} FROM experiments WHERE experiment_id = ?`, Number(id));
  return row && toExperiment(row);
}

/** The experiment of a name, made when it is missing. Throws `track-experiment-name`, `track-experiment-deleted`. */
export function ensureExperiment(store: TrackingStore, name: string): Experiment {
  if (name === '' || truncate(name, limits.experimentName) !== name) {
    throw new OctavoError(
      'track-experiment-name',
      `The name of an experiment has 1 to ${limits.experimentName} characters: ${JSON.stringify(name)}`,
    );
  }
  const found = findExperiment(store, name) ?? store.write(() => createExperiment(store, name));
  if (found.isDeleted) {
    throw new OctavoError('track-experiment-deleted', `The experiment "${name}" of ${store.path} is deleted`, {
      hint: `mlflow experiments restore --experiment-id ${found.id}, or choose another name`,
    });
  }
  return found;
}

function createExperiment(store: TrackingStore, name: string): Experiment {
  const found = findExperiment(store, name); // another process may have made it while we waited for the lock
  if (found) return found;
  const now = Date.now();
  const row = store.row<{ experiment_id: number }>(
    'INSERT INTO experiments (name, lifecycle_stage, creation_time, last_update_time, workspace) ' +
      "VALUES (?, 'active', ?, ?, 'default') RETURNING experiment_id",
    name,
    now,
    now,
  );
  const id = String(row?.experiment_id);
  const artifactLocation = `${artifactRoot(store.path)}/${id}`;
  store.change('UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?', artifactLocation, Number(id));
  return { id, name, artifactLocation, isDeleted: false };
}

function toExperiment(row: ExperimentRow): Experiment {
  return {
    id: String(row.experiment_id),
    name: row.name,
    artifactLocation: row.artifact_location ?? '',
    isDeleted: row.lifecycle_stage !== 'active',
  };
}

/** The experiment that a run belongs to. Throws `track-run-unknown`. */
export function experimentOfRun(store: TrackingStore, runId: string): Experiment {
  requireRun(store, runId);
  const sql = `SELECT ${columns} FROM experiments WHERE experiment_id = (SELECT experiment_id FROM runs WHERE run_uuid = ?)`;
  return toExperiment(store.row<ExperimentRow>(sql, runId) as ExperimentRow);
}
