import type { Host } from '../../host/index.ts';
import type { Notebook } from '../../notebook/index.ts';

export interface SaverOptions {
  write: (notebook: Notebook) => Promise<void>; // to the output, wherever that is
  snapshot: () => Notebook; // the notebook as it is now
  onWritten: () => void | Promise<void>;
  onFailure: (error: Error) => void; // a save on the way failed; the run goes on
  restMs?: number | undefined; // between two saves, 1,000 unless given; Infinity: only `saveNow` saves
}

/** Keeps a file up to date without spending the run's time on it. */
export interface Saver {
  request: () => void; // soon
  saveNow: () => Promise<Error | undefined>; // resolves to the reason when it could not be written
  close: () => void; // nothing is saved any more
}

const restPerSave = 9; // rests nine times as long as the last save took: at most a tenth of the time is spent on saving; the journal has the rest

/** Makes a saver: requests are joined, and the longer a save takes the rarer it becomes. Source: papermill's autosave. */
export function createSaver(options: SaverOptions, host: Host): Saver {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<Error | undefined> | undefined;
  let nextMs = 0; // by the monotonic clock
  let closed = false;

  async function save(): Promise<Error | undefined> {
    const startMs = host.clock.monotonicMs();
    try {
      await options.write(options.snapshot());
      await options.onWritten();
      return undefined;
    } catch (error) {
      return error as Error;
    } finally {
      const endMs = host.clock.monotonicMs();
      nextMs = endMs + Math.max(options.restMs ?? 1000, restPerSave * (endMs - startMs));
    }
  }

  async function saveAlone(): Promise<Error | undefined> {
    clearTimeout(timer);
    timer = undefined;
    while (running) await running;
    running = save().finally(() => {
      running = undefined;
    });
    return await running;
  }

  return {
    request: () => {
      if (timer || closed || options.restMs === Number.POSITIVE_INFINITY) return;
      timer = setTimeout(
        () => {
          void saveAlone().then((error) => error && options.onFailure(error));
        },
        Math.max(0, nextMs - host.clock.monotonicMs()),
      );
    },
    saveNow: saveAlone,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
