import type { Change, Changes } from '../api/changes.ts';
import type { OctavoClient, Schemas } from '../api/client.ts';
import { ask, type Problem } from '../api/problem.ts';

/** What is known of one run at one moment. A new object whenever something changed; parts that did not change stay the same. */
export interface RunSnapshot {
  readonly detail?: Schemas['RunDetail'] | undefined;
  readonly receivedAtMs: number; // of `detail`, by the monotonic clock
  readonly series: ReadonlyMap<string, Schemas['MetricSeries']>;
  readonly artifacts?: Schemas['ArtifactList'] | undefined;
  readonly artifactsProblem?: Problem | undefined;
  readonly problem?: Problem | undefined; // why the last reading failed; what is shown is from before
  readonly gone?: Problem | undefined; // the run was deleted, or never was
}

export interface RunModel {
  readonly snapshot: () => RunSnapshot;
  readonly subscribe: (listener: () => void) => () => void; // returns what stops it
  readonly wantSeries: (names: readonly string[]) => void; // the metrics whose curves are in sight
  readonly refresh: () => void;
  readonly close: () => void;
}

interface RunSource {
  readonly client: OctavoClient;
  readonly changes: Changes;
  readonly runId: string;
  readonly spacingMs?: number; // least time between two readings
  readonly artifactsMs?: number; // least time between two lists of artifacts while the run goes on
  readonly nowMs?: () => number; // monotonic
}

const namesPerRequest = 50;

/**
 * Keeps one run up to date for a view: reads it, then again when the store says that it changed, at most once every
 * `spacingMs`. Of the metrics only those are read that are wanted and have grown. Never throws: what fails is in the snapshot.
 */
export function createRunModel({
  client,
  changes,
  runId,
  spacingMs = 200,
  artifactsMs = 3000,
  nowMs = () => performance.now(),
}: RunSource): RunModel {
  let snapshot: RunSnapshot = { receivedAtMs: nowMs(), series: new Map() };
  let wanted: readonly string[] = [];
  let isClosed = false;
  let isReading = false;
  let isStale = false; // something changed since the reading under way began
  let artifactsAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pointsRead = new Map<string, number>();
  const listeners = new Set<() => void>();

  function update(change: Partial<RunSnapshot>): void {
    if (isClosed) return;
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }

  async function readDetail(): Promise<Schemas['RunDetail'] | undefined> {
    // An answer that the browser kept would say the time of then.
    const request = client.GET('/api/octavo/runs/{id}', { params: { path: { id: runId } }, cache: 'no-store' });
    const { data, problem } = await ask(request);
    if (!problem) {
      update({ detail: data, receivedAtMs: nowMs(), problem: undefined, gone: undefined });
    } else if (problem.code === 'track-run-deleted' || problem.code === 'track-run-unknown') {
      update({ gone: problem, problem: undefined });
    } else {
      update({ problem });
    }
    return data;
  }

  async function readSeries({ metricRanges }: Schemas['RunDetail']): Promise<void> {
    const grown = wanted.filter((name) => {
      const range = Object.hasOwn(metricRanges, name) ? metricRanges[name] : undefined;
      return range !== undefined && range.points > 1 && pointsRead.get(name) !== range.points;
    });
    for (let from = 0; from < grown.length && !isClosed; from += namesPerRequest) {
      const name = grown.slice(from, from + namesPerRequest);
      const { data, problem } = await ask(
        client.GET('/api/octavo/runs/{id}/metrics', { params: { path: { id: runId }, query: { name } } }),
      );
      if (problem) return update({ problem });
      const series = new Map(snapshot.series);
      for (const one of data.series) {
        series.set(one.name, one);
        pointsRead.set(one.name, one.total);
      }
      update({ series });
    }
  }

  async function readArtifacts(detail: Schemas['RunDetail']): Promise<void> {
    const isOver = detail.run.endedMs !== null;
    if (!isOver && nowMs() - artifactsAtMs < artifactsMs) return;
    artifactsAtMs = nowMs();
    const { data, problem } = await ask(
      client.GET('/api/octavo/runs/{id}/artifacts', { params: { path: { id: runId } } }),
    );
    if (data) update({ artifacts: data, artifactsProblem: undefined });
    else update({ artifactsProblem: problem });
  }

  async function read(): Promise<void> {
    if (isReading) {
      isStale = true;
      return;
    }
    clearTimeout(timer);
    isReading = true;
    isStale = false;
    const detail = await readDetail();
    if (detail) await Promise.all([readSeries(detail), readArtifacts(detail)]);
    isReading = false;
    if (isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (isStale) void read();
    }, spacingMs);
  }

  function changed(): void {
    if (isReading || timer !== undefined) isStale = true;
    else void read();
  }

  const stops = [
    changes.onChange((change: Change | 'all') => {
      if (change === 'all' || change.isPartial || change.runs.includes(runId)) changed();
    }),
    changes.onConnection((connection) => {
      if (connection === 'live' && snapshot.problem) changed();
    }),
  ];
  void read();

  return {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wantSeries: (names) => {
      const isMore = names.some((name) => !wanted.includes(name));
      wanted = names;
      if (isMore && snapshot.detail) changed();
    },
    refresh: () => {
      artifactsAtMs = Number.NEGATIVE_INFINITY;
      void read();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
