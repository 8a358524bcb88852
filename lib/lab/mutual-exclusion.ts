import { setTimeout as sleep } from 'node:timers/promises';
import { OctavoError } from '../errors/index.ts';

export interface HoldingOptions {
  waiting: string; // said once, when another process holds the lock
  say: (line: string) => void;
  signal?: AbortSignal | undefined; // stops the waiting
}

/**
 * Does the work while no other process does work under the same lock file. The lock is SQLite's on an empty database: the
 * system lets it go when its process ends, in whatever way, so that none is ever left over. Throws `lab-interrupted`.
 */
export async function whileHolding<Result>(
  file: string,
  options: HoldingOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  try {
    let isTold = false;
    for (;;) {
      if (options.signal?.aborted) throw new OctavoError('lab-interrupted', 'Stopped while waiting for another octavo');
      try {
        database.exec('BEGIN EXCLUSIVE');
        break;
      } catch (error) {
        if (!/locked|busy/i.test((error as Error).message)) throw error;
      }
      if (!isTold) options.say(options.waiting);
      isTold = true;
      await sleep(200);
    }
    return await work();
  } finally {
    database.close();
  }
}
