// Generated from notebooks/60_track/17_run_description.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60170003 60170004 60170005 60170006 60170007

// %% notebooks/60_track/17_run_description.ipynb#60170003 f8f999c6
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOctavoError } from '../errors/index.ts';
import { readableDuration, readableMoment } from './readable.ts';
import { descendantIds, type RunRecord, readRun, readRuns } from './run-record.ts';
import { type Artifact, artifactFolder, listArtifacts } from './store/artifacts.ts';
import { type MetricRange, metricRanges } from './store/metrics.ts';
import type { TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/17_run_description.ipynb#60170004 b55aefdf
/** A run with what lies around it. */
export interface RunDescription {
  run: RunRecord;
  facts: Record<string, string>; // the most important ones, in words
  metrics: ({ name: string; value: number; step: number } & MetricRange)[]; // the latest value, and over which steps
  artifacts: Artifact[];
  artifactFolder: string | undefined; // undefined when they lie on a server
  nested: { id: string; name: string; ending: string }[];
  errorText: string | undefined;
}

// %% notebooks/60_track/17_run_description.ipynb#60170005 4cfd4907
/** Reads all about the run whose id begins so. Throws `track-run-unknown`, `track-run-ambiguous`. */
export function describeRun(store: TrackingStore, idOrPrefix: string): RunDescription {
  const run = readRun(store, idOrPrefix);
  const nested = readRuns(store, descendantIds(store, [run.id])).map(({ id, name, ending }) => ({ id, name, ending }));
  const ranges = metricRanges(store, run.id);
  const metrics = Object.entries(run.metrics).map(([name, { value, step }]) => {
    return { name, value, step, ...(ranges[name] ?? { points: 1, firstStep: step, lastStep: step }) };
  });
  const folder = localFolder(store, run.id);
  const errorFile = folder && join(folder, 'error.txt');
  return {
    run,
    facts: runFacts(run, nested),
    metrics,
    artifacts: folder === undefined ? [] : listArtifacts(store, run.id),
    artifactFolder: folder,
    nested,
    errorText: errorFile && existsSync(errorFile) ? readFileSync(errorFile, 'utf8') : run.tags['octavo.error'],
  };
}

// %% notebooks/60_track/17_run_description.ipynb#60170006 33ccf50c
/** The folder of a run's artifacts, or undefined when they are not on this machine. @internal */
export function localFolder(store: TrackingStore, runId: string): string | undefined {
  try {
    return artifactFolder(store, runId);
  } catch (error) {
    if (isOctavoError(error) && error.code === 'track-artifact-remote') return undefined;
    throw error;
  }
}

// %% notebooks/60_track/17_run_description.ipynb#60170007 359075d1
/** What stands at the top of the page; facts that are not known are left out. @internal */
export function runFacts(run: RunRecord, nested: RunDescription['nested']): Record<string, string> {
  const { tags } = run;
  const commit = tags['mlflow.source.git.commit']?.slice(0, 12);
  const facts: Record<string, string | undefined> = {
    name: run.name,
    experiment: run.experiment,
    status: run.ending.toUpperCase() === run.status ? run.ending : `${run.ending} (${run.status} in MLflow)`,
    'exit code': tags['octavo.exit_code'],
    started: readableMoment(run.startedAt),
    duration: readableDuration(run.durationMs),
    user: [run.user, tags['octavo.host']].filter(Boolean).join(' on '),
    notebook: tags['octavo.notebook'] ?? tags['mlflow.source.name'],
    output: tags['octavo.output'],
    commit: commit && (tags['octavo.git.dirty'] === 'true' ? `${commit} with uncommitted changes` : commit),
    'nested in': run.parentId?.slice(0, 8),
    nested: nested.map(({ id, name, ending }) => `${id.slice(0, 8)} ${name} (${ending})`).join(', '),
  };
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => Boolean(fact[1])));
}
