import { type Host, nodeHost } from '../../host/index.ts';
import type { Session } from '../client/session.ts';
import type { SessionOptions } from '../client/start.ts';
import type { Language } from '../language/language.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { isOwnKernel } from '../spec/octavo-spec.ts';

/**
 * Starts a kernel for this program alone: Octavo's own with its front in this process, any other through its sockets.
 * Throws `kernel-start-failed` and `kernel-start-timeout`.
 */
export async function openKernel(
  spec: KernelSpec,
  options: SessionOptions & { language?: Language | undefined }, // language: checks the cells of Octavo's own kernel
  host: Host = nodeHost,
): Promise<Session> {
  if (!isOwnKernel(spec)) {
    const { startSession } = await import('../client/start.ts');
    return await startSession(spec, options, host);
  }
  const [{ startLocalSession }, { startEvaluator }] = await Promise.all([
    import('./start-local.ts'),
    import('../front/evaluator-process.ts'),
  ]);
  return await startLocalSession(spec, { ...options, startEvaluator }, host);
}
