import { setTimeout as sleep } from 'node:timers/promises';
import { isOctavoError } from '../../errors/index.ts';
import { signalGroup } from '../../host/index.ts';
import type { ExecuteOptions, ExecuteReply, Session } from '../../kernel/index.ts';
import { endingOfReason, exitCodeOfError } from '../ending.ts';

/** How a cell's execution ended. */
export type CellOutcome =
  | { kind: 'completed'; reply: ExecuteReply }
  | { kind: 'failed'; reply: ExecuteReply }
  | { kind: 'exited'; reply: ExecuteReply; code: number }
  | { kind: 'timed-out' | 'interrupted' | 'terminated'; reply?: ExecuteReply | undefined }
  | { kind: 'kernel-died'; message: string };

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
    (error): CellOutcome => ({ kind: 'kernel-died', message: isOctavoError(error) ? error.message : String(error) }),
  );
  const over = new AbortController();
  const first = await Promise.race([execution, stopAsked(options, over.signal)]);
  over.abort();
  if (typeof first !== 'string') return first;
  // A kernel that cannot even be asked is killed below.
  await Promise.race([session.interrupt().catch(() => undefined), sleep(1000, undefined, { ref: false })]);
  const stopped = await Promise.race([execution, sleep(graceMs[first], undefined, { ref: false })]);
  if (!stopped) {
    killKernel(session);
    await execution;
  }
  if (stopped?.kind === 'completed' && first !== 'timed-out') return stopped; // it ended before the interrupt reached it
  return { kind: first, reply: stopped && 'reply' in stopped ? stopped.reply : undefined };
}

/** Ends a kernel at once, with all in its process group. */
export function killKernel(session: Session): void {
  signalGroup(session.pid, 'SIGKILL');
}

/** Resolves when the cell must be stopped, and why. */
async function stopAsked(limits: CellLimits, over: AbortSignal): Promise<'timed-out' | 'interrupted' | 'terminated'> {
  const waits: Promise<'timed-out' | 'interrupted' | 'terminated'>[] = [new Promise(() => undefined)];
  const { timeoutMs, signal } = limits;
  if (timeoutMs !== undefined) {
    waits.push(
      sleep(timeoutMs, 'timed-out' as const, { signal: over }).catch(() => new Promise<never>(() => undefined)),
    );
  }
  if (signal) {
    const { promise, resolve } = Promise.withResolvers<'interrupted' | 'terminated'>();
    const stop = () => resolve(endingOfReason(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: over });
    waits.push(promise);
  }
  return await Promise.race(waits);
}

function outcomeOf(reply: ExecuteReply): CellOutcome {
  const octavo = reply.content.octavo as { exit?: unknown } | undefined;
  const told = typeof octavo?.exit === 'number' ? octavo.exit & 0xff : undefined;
  const code = told ?? (reply.status === 'error' ? exitCodeOfError(reply) : undefined);
  if (code !== undefined) return { kind: 'exited', reply, code };
  return { kind: reply.status === 'ok' ? 'completed' : 'failed', reply };
}
