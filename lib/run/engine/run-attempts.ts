import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../host/index.ts';
import { describeFailure } from '../failure.ts';
import type { CellOutputs } from '../outputs.ts';
import { attemptReason, pauseBefore, type Retries, retryNotice } from '../retries.ts';
import { type CellOutcome, stopOf } from './run-cell.ts';

/** What one attempt at a cell needs to be followed by another. */
export interface Attempts {
  cell: { id: string; index: number }; // index: the label in [n]
  outputs: CellOutputs;
  retries: Retries | undefined;
  cellTimeoutMs: number | undefined;
  signal: AbortSignal | undefined; // ends a pause at once
  run: (attempt: number) => Promise<CellOutcome>; // 1 for the first
  onRetry: (failed: FailedAttempt) => Promise<unknown>;
}

/** An attempt after which there will be another. */
export interface FailedAttempt {
  attempt: number; // 1 for the first
  attempts: number; // that there may be in all
  reason: string;
  pauseMs: number;
}

/**
 * Runs a cell until it completes or may not be run again. Only what a cell throws, and a time-out after which the kernel
 * lives on, is worth another attempt: wrong types stay wrong, and an exit or an interrupt is meant. Each attempt begins
 * without the outputs of the one before. Resolves to the last outcome and the number of attempts.
 */
export async function runAttempts(attempts: Attempts, host: Host): Promise<{ outcome: CellOutcome; attempts: number }> {
  const { outputs, retries, signal, run, onRetry } = attempts;
  const most = 1 + (retries?.most ?? 0);
  const reasons: string[] = [];
  for (let attempt = 1; ; attempt++) {
    const outcome = await run(attempt);
    const reason = attempt < most && !signal?.aborted ? reasonToRepeat(outcome, attempts) : undefined;
    if (reason === undefined || !retries) return { outcome, attempts: attempt };
    reasons.push(reason);
    const pauseMs = pauseBefore(retries, attempt, host.random);
    await onRetry({ attempt, attempts: most, reason, pauseMs });
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) return { outcome: stopOf(signal.reason), attempts: attempt };
    outputs.accept({ type: 'clear_output', content: { wait: false } });
    outputs.accept({ type: 'stream', content: { name: 'stderr', text: retryNotice(reasons) } });
  }
}

/** Why an attempt failed, in one line; undefined when another would be of no use. */
function reasonToRepeat(outcome: CellOutcome, { outputs, cell, cellTimeoutMs = 0 }: Attempts): string | undefined {
  if (outcome.kind === 'timed-out') {
    const isOver = outcome.words !== undefined || outcome.reply === undefined; // the run's time, or the kernel's life
    return isOver ? undefined : `no end after ${cellTimeoutMs / 1000} s`;
  }
  if (outcome.kind !== 'failed' || outcome.isFault) return undefined;
  const { ename, evalue } = describeFailure(outputs.outputs(), outcome.reply, cell);
  return ename === 'TypeCheckError' ? undefined : attemptReason(ename, evalue);
}
