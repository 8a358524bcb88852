import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending } from '../../lib/run/index.ts';
import { descendants, type Running } from '../system/run-workplace.ts';
import type { Chance } from './chance.ts';

/** Something that happens to a process of a run. */
export interface Disturbance {
  target: 'runner' | 'evaluator' | 'language server';
  signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGSEGV' | 'SIGSTOP';
  afterMs: number; // from the start of the command, or
  journalBytes: number | undefined; // when its journal has become so long
  stoppedMs: number; // for SIGSTOP, until SIGCONT
}

const programs = { evaluator: /evaluator\/main/, 'language server': /--lsp/ };

export function disturbances(chance: Chance): Disturbance[] {
  const count = chance.isSo(0.05) ? 0 : chance.isSo(0.3) ? 2 : 1;
  return Array.from({ length: count }, () => ({
    target: chance.one(['runner', 'runner', 'evaluator', 'language server'] as const),
    signal: chance.one(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT', 'SIGSEGV', 'SIGSTOP'] as const),
    afterMs: chance.whole(0, 1500),
    journalBytes: chance.isSo(0.7) ? chance.whole(1000, 12_000) : undefined,
    stoppedMs: chance.whole(10, 600),
  }));
}

/** Lets it happen; false when the run had ended before. */
export async function disturb(
  run: Running,
  one: Disturbance,
  journal: string,
  isOver: () => boolean,
): Promise<boolean> {
  const start = performance.now();
  const isNow = () =>
    one.journalBytes === undefined
      ? performance.now() - start >= one.afterMs
      : (statSync(journal, { throwIfNoEntry: false })?.size ?? 0) >= one.journalBytes;
  const runner = run.child.pid as number;
  const find = () =>
    one.target === 'runner'
      ? runner
      : descendants(runner).find(({ command }) => programs[one.target as 'evaluator'].test(command))?.pid;
  while (!isNow() && !isOver()) await sleep(1);
  let pid = find();
  for (; pid === undefined && !isOver(); pid = find()) await sleep(5);
  if (isOver() || pid === undefined || !existsSync(`/proc/${pid}`)) return false;
  try {
    process.kill(pid, one.signal);
    if (one.signal === 'SIGSTOP') {
      await sleep(one.stoppedMs);
      process.kill(pid, 'SIGCONT');
    }
    return true;
  } catch {
    return false; // it had just ended
  }
}

/** How a run may end because of it, besides as it would have ended anyway. */
export function endingsOf({ target, signal }: Disturbance): Ending[] {
  if (signal === 'SIGSTOP' || target === 'language server') return [];
  // A kernel that does not come up makes a run that has failed.
  if (target === 'evaluator')
    return signal === 'SIGINT' ? ['failed', 'interrupted', 'kernel-died'] : ['kernel-died', 'failed'];
  if (signal === 'SIGTERM') return ['terminated'];
  if (signal === 'SIGINT') return ['interrupted'];
  return ['lost'];
}
