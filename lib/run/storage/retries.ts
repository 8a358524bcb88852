import { setTimeout as sleep } from 'node:timers/promises';
import { OctavoError } from '../../errors/index.ts';
import { endingOfReason, exitCodeOf } from '../ending.ts';

const passingErrors = new WeakSet<Error>();

/** Marks an error that another try may not meet. */
export function markPassing<Failure extends Error>(error: Failure): Failure {
  passingErrors.add(error);
  return error;
}

/** Tries, and tries again after each wait while the error is one that passes. Throws the last error. */
export async function withRetries<Result>(
  waitsMs: number[],
  signal: AbortSignal | undefined,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (const waitMs of waitsMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!passingErrors.has(error as Error) || signal?.aborted) throw error;
      await sleep(waitMs, undefined, signal ? { signal } : {}).catch(() => undefined); // stopped: the next try says so
    }
  }
  return await attempt();
}

/** The error for what was given up because the run was told to stop. */
export function stoppedError(shown: string, signal: AbortSignal): OctavoError {
  const ending = endingOfReason(signal.reason);
  return new OctavoError('run-remote-stopped', `${shown}: given up, the run is ${ending}`, {
    exitCode: exitCodeOf(ending, 0),
  });
}
