import { type RunObserver, type SweepEvent, tellObservers } from '../observer.ts';

type SweepStarted = Extract<SweepEvent, { type: 'sweep-started' }>;
type SweepFinished = Extract<SweepEvent, { type: 'sweep-finished' }>;

/** The run that the runs of a sweep are nested in, for those who observe them. */
export interface ParentRun {
  observer: RunObserver; // of each run of the sweep
  finish: (how: Omit<SweepFinished, 'type' | 'runId'>) => Promise<string | undefined>; // its id; undefined where nobody gave one
}

/**
 * Tells the observers of a sweep. It begins for them when its first run does: one in which everything had finished before
 * has done nothing, and leaves no trace.
 */
export function createParentRun(
  observers: readonly RunObserver[],
  started: SweepStarted,
  warn: (message: string) => void,
): ParentRun {
  let begun: Promise<string | undefined> | undefined;
  const begin = () => {
    begun ??= tellObservers(observers, started, warn).then(({ runId }) => runId);
    return begun;
  };
  return {
    observer: async (event) => {
      const told = event.type === 'run-started' ? { ...event, parentRunId: await begin() } : event;
      return await tellObservers(observers, told, warn);
    },
    finish: async (how) => {
      if (!begun && how.status === 'completed') return undefined;
      const runId = await begin();
      await tellObservers(observers, { type: 'sweep-finished', runId, ...how }, warn);
      return runId;
    },
  };
}
