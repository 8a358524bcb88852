import { setTimeout as sleep } from 'node:timers/promises';
import { isOctavoError } from '../../errors/index.ts';
import type { ExecuteOptions, ExecuteReply, Session } from '../../kernel/index.ts';
import { endingOfReason, exitCodeOfError } from '../ending.ts';
import { timerMs } from './run-limit.ts';

/** How a cell's execution ended. */
export type CellOutcome =
  | { kind: 'completed'; reply: ExecuteReply }
  | { kind: 'failed'; reply: ExecuteReply; isFault?: boolean } // isFault: the kernel's, not the cell's
  | { kind: 'exited'; reply: ExecuteReply; code: number }
  | (Stop & { reply?: ExecuteReply | undefined }) // without a reply the kernel had to be killed
  | { kind: 'kernel-died'; message: string };

/** Why a cell is stopped before its end. `words`: of the limit that is over when it is not the cell's own. */
export interface Stop {
  kind: 'timed-out' | 'interrupted' | 'terminated';
  words?: string | undefined;
}

export interface CellLimits {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined; // interrupts the cell; its reason tells SIGINT from SIGTERM
}

// How long a kernel may take to stop a cell that was interrupted, before it is killed.
const graceMs = { 'timed-out': 5000, interrupted: 10_000, terminated: 1500 };

/** Runs one cell to its end, or to the end of its time, or until somebody stops it. Never rejects. */
export async function runCell(
  session: Session,
  code: string,
  options: ExecuteOptions & CellLimits,
): Promise<CellOutcome> {
  const execution = session.execute(code, options).then(
    (reply): CellOutcome => outcomeOf(reply),
    (error): CellOutcome => outcomeOfFault(error),
  );
  const over = new AbortController();
  const first = await Promise.race([execution, stopAsked(options, over.signal)]);
  over.abort();
  if (!('stop' in first)) return first;
  const { stop } = first;
  // A kernel that cannot even be asked is killed below.
  await Promise.race([session.interrupt().catch(() => undefined), sleep(1000, undefined, { ref: false })]);
  const stopped = await Promise.race([execution, sleep(graceMs[stop.kind], undefined, { ref: false })]);
  if (!stopped) {
    killKernel(session);
    await execution;
  }
  if (stopped?.kind === 'completed' && stop.kind !== 'timed-out') return stopped; // it ended before the interrupt reached it
  return { ...stop, reply: stopped && 'reply' in stopped ? stopped.reply : undefined };
}

/** Ends a kernel at once, with all in its process group. */
export function killKernel(session: Session): void {
  session.kill();
}

/** Resolves when the cell must be stopped, and why. */
async function stopAsked(limits: CellLimits, over: AbortSignal): Promise<{ stop: Stop }> {
  const { promise, resolve } = Promise.withResolvers<{ stop: Stop }>();
  const { timeoutMs, signal } = limits;
  if (timeoutMs !== undefined) {
    const timer = setTimeout(() => resolve({ stop: { kind: 'timed-out' } }), timerMs(timeoutMs));
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
  if (signal) {
    const stop = () => resolve({ stop: stopOf(signal.reason) });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: over });
  }
  return await promise;
}

/** Why a signal stops what runs. */
export function stopOf(reason: unknown): Stop {
  const kind = endingOfReason(reason);
  return kind === 'timed-out' ? { kind, words: (reason as Error).message } : { kind };
}

/** There is no reply: the kernel has died, or does not know its requests. */
function outcomeOfFault(error: unknown): CellOutcome {
  const message = isOctavoError(error) ? error.message : String(error);
  if (!isOctavoError(error) || error.code !== 'kernel-wrong-answer') return { kind: 'kernel-died', message };
  const told = { ename: 'KernelProtocolError', evalue: message, traceback: [`KernelProtocolError: ${message}`] };
  const reply: ExecuteReply = { status: 'error', executionCount: null, ...told, content: {}, timing: {} };
  return { kind: 'failed', reply, isFault: true };
}

function outcomeOf(reply: ExecuteReply): CellOutcome {
  const octavo = reply.content.octavo as { exit?: unknown } | undefined;
  const told = typeof octavo?.exit === 'number' ? octavo.exit & 0xff : undefined;
  const code = told ?? (reply.status === 'error' ? exitCodeOfError(reply) : undefined);
  if (code !== undefined) return { kind: 'exited', reply, code };
  return { kind: reply.status === 'ok' ? 'completed' : 'failed', reply };
}
