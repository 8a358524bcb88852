import { resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { Session } from '../client/session.ts';
import type { SessionOptions } from '../client/start.ts';
import type { Language } from '../language/language.ts';
import { startLocalSession } from '../local/start-local.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { isOwnKernel } from '../spec/octavo-spec.ts';
import { startEvaluatorThread } from './thread-evaluator.ts';

/**
 * Starts Octavo's own kernel in a thread of this process: what a session does is the same, and it is there sooner. Throws
 * `kernel-thread-foreign` and `kernel-thread-folder`, and as `openKernel` does.
 */
export async function openThread(
  spec: KernelSpec,
  options: SessionOptions & { language?: Language | undefined },
  host: Host = nodeHost,
): Promise<Session> {
  checkThread(spec, options.cwd);
  return await startLocalSession(spec, { ...options, startEvaluator: startEvaluatorThread }, host);
}

/** Throws when no thread of this process can be this kernel: `kernel-thread-foreign`, `kernel-thread-folder`. */
export function checkThread(spec: KernelSpec, cwd: string): void {
  if (!isOwnKernel(spec)) {
    throw new OctavoError('kernel-thread-foreign', `Kernel "${spec.name}" cannot run in the process of its runner`, {
      hint: '--engine kernel',
    });
  }
  if (resolve(cwd) === process.cwd()) return;
  throw new OctavoError('kernel-thread-folder', `A thread cannot work in ${cwd}: those of a process share its folder`, {
    hint: `cd ${cwd}, or --engine kernel`,
  });
}
