import { constants } from 'node:os';
import type { ProcessEnd } from '../../host/processes.ts';

const likelyCauses: Record<string, string> = {
  SIGKILL: ': something killed it, perhaps the system, for want of memory',
  SIGSEGV: ': native code failed, or its stack was full (source that is nested very deeply does that to parsers)',
  SIGILL: ': native code failed, or cannot run on this processor',
};

/** Says how the evaluator came to its end, as far as its last words tell. */
export function describeDeath(end: ProcessEnd, lastWords: string): string {
  if (end.message !== undefined) return `the evaluator could not be started: ${end.message}`;
  if (/FATAL ERROR: .*(heap out of memory|Allocation failed)/i.test(lastWords)) {
    const hint = 'NODE_OPTIONS=--max-old-space-size=8192 in the environment allows 8 GB';
    return `the evaluator ran out of memory (${hint})`;
  }
  const how = end.signal ? `by signal ${end.signal}${likelyCauses[end.signal] ?? ''}` : `with exit code ${end.code}`;
  return `the evaluator ended by itself, ${how}`;
}

/** As a shell counts: 128 and the signal's number. */
export function exitCodeOf(end: ProcessEnd): number {
  return end.signal ? 128 + constants.signals[end.signal] : (end.code ?? 1);
}
