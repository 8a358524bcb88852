// Generated from notebooks/60_track/21_sweep_record.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60210003 60210005 60210006 60210008 60210012

// %% notebooks/60_track/21_sweep_record.ipynb#60210003 3c39bdf2
import { dirname } from 'node:path';
import { type Host, nodeHost } from '../host/host.ts';
import { findProject } from '../host/project.ts';
import { mlflowStatusOf } from '../run/ending.ts';
import type { SweepEvent } from '../run/observer.ts';
import { isFilePlace, placeName, placePath } from '../run/places.ts';
import { activeRun } from './active-run.ts';
import { flattenParameters, limits, truncate } from './limits.ts';
import { defaultStorePath } from './location.ts';
import { sweepLostRuns } from './lost.ts';
import { experimentName, recordedPath } from './policy.ts';
import { gitTags, originTags, userName } from './provenance.ts';
import { ensureExperiment } from './store/experiments.ts';
import { hasRun } from './store/require-run.ts';
import { createPatience, type Patiently, shortWaitMs } from './store/patience.ts';
import { createRun, endRun } from './store/runs.ts';
import { openStoreFile } from './store/tracking-store.ts';

// %% notebooks/60_track/21_sweep_record.ipynb#60210005 3c19abfe
/** @internal */
export type SweepStarted = Extract<SweepEvent, { type: 'sweep-started' }>;
/** @internal */
export type SweepFinished = Extract<SweepEvent, { type: 'sweep-finished' }>;

/** A sweep that was recorded when it began, until it ends. @internal */
export interface OpenSweep {
  id: string;
  storePath: string;
  git: Promise<Record<string, string>>; // tags; never rejects
}

// %% notebooks/60_track/21_sweep_record.ipynb#60210006 8b13cce0
/** Writes the parent run of a sweep down. @internal */
export async function recordSweepStart(
  event: SweepStarted,
  options: { store?: string | undefined; experiment?: string | undefined; tags?: Record<string, string> | undefined },
  host: Host = nodeHost,
  patiently: Patiently = createPatience(),
): Promise<OpenSweep> {
  const notebook = placePath(event.input, host.cwd());
  const storePath = defaultStorePath(options.store, dirname(notebook), host);
  const store = await patiently(() => openStoreFile(storePath, { busyTimeoutMs: shortWaitMs }));
  try {
    await sweepLostRuns(store, patiently);
    const path = isFilePlace(event.input) ? recordedPath(notebook, findProject(dirname(notebook)).root) : event.input;
    const outer = activeRun(host);
    const parentId = outer && hasRun(store, outer.id) ? outer.id : undefined;
    const origin = originTags({ name: path, kind: 'NOTEBOOK', notebook: path, kernel: event.kernel, parentId });
    const experiment = options.experiment ?? experimentName(notebook, host);
    const id = await patiently(() =>
      createRun(store, {
        experiment: ensureExperiment(store, experiment),
        name: placeName(event.input).replace(/\.ipynb$/, ''),
        user: userName(host),
        startedAt: event.startedAt,
        tags: { ...origin, ...sweepTags(event), ...options.tags },
        parameters: flattenParameters(event.parameters),
      }),
    );
    const git = gitTags(dirname(notebook)).catch(() => ({}));
    return { id, storePath, git };
  } finally {
    store.close();
  }
}

/** What is known of a sweep when it begins. @internal */
export function sweepTags({ names, output, total }: SweepStarted): Record<string, string> {
  return {
    'octavo.sweep': truncate(names.join(', '), limits.tagValue) || 'repeated',
    'octavo.sweep.output': truncate(output, limits.tagValue),
    'octavo.sweep.runs': String(total),
  };
}

// %% notebooks/60_track/21_sweep_record.ipynb#60210008 0099a9b5
/** Writes down how a sweep ended. @internal */
export async function recordSweepEnd(
  sweep: OpenSweep,
  event: SweepFinished,
  patiently: Patiently = createPatience(),
): Promise<void> {
  const git = await sweep.git;
  const counts = Object.entries(event.counts).map(([word, count]) => [`octavo.sweep.${word}`, String(count)]);
  const store = await patiently(() => openStoreFile(sweep.storePath, { busyTimeoutMs: shortWaitMs }));
  try {
    await patiently(() =>
      endRun(store, sweep.id, {
        status: mlflowStatusOf(event.status, event.exitCode),
        endedAt: event.endedAt,
        tags: {
          ...git,
          'octavo.status': event.status,
          'octavo.exit_code': String(event.exitCode),
          ...Object.fromEntries(counts),
        },
      }),
    );
  } finally {
    store.close();
  }
}

// %% notebooks/60_track/21_sweep_record.ipynb#60210012 34593947
/** The sweeps that a recorder has begun to record. @internal */
export interface SweepRecords {
  start: (event: SweepStarted) => Promise<string>; // the id of the parent run
  find: (id: string | undefined) => OpenSweep | undefined;
  finish: (event: SweepFinished) => Promise<void>;
}

/** Keeps the sweeps of a recorder. @internal */
export function createSweepRecords(
  options: Parameters<typeof recordSweepStart>[1],
  host: Host,
  patience: () => Patiently = createPatience,
): SweepRecords {
  const sweeps = new Map<string, OpenSweep>();
  return {
    start: async (event) => {
      const sweep = await recordSweepStart(event, options, host, patience());
      sweeps.set(sweep.id, sweep);
      return sweep.id;
    },
    find: (id) => (id === undefined ? undefined : sweeps.get(id)),
    finish: async (event) => {
      const sweep = event.runId === undefined ? undefined : sweeps.get(event.runId);
      if (sweep) await recordSweepEnd(sweep, event, patience());
      if (sweep) sweeps.delete(sweep.id);
    },
  };
}
