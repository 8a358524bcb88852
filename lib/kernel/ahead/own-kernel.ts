import { keptEvaluators, startEvaluator } from '../front/evaluator-process.ts';
import { keptLanguages, warmSessionLanguage } from '../front/session-language.ts';
import { typesSettings } from '../front/types-setting.ts';
import { keepThread } from '../in-process/thread-evaluator.ts';
import { octavoKernelSpec } from '../spec/octavo-spec.ts';

/** What is known of a run before anything is checked. */
export interface ExpectedRun {
  cwd: string; // absolute, of its kernel
  env: Record<string, string | undefined>; // of its kernel, without what the kernel's specification adds
  inThread: boolean; // cells in this process, or in one of their own
}

/**
 * Starts what Octavo's own kernel will need: what runs the cells, and TypeScript's server where types are checked. A session
 * with the same surroundings takes them; what nobody has taken is ended by `endKept`.
 */
export function startOwnKernel({ cwd, env, inThread }: ExpectedRun): void {
  if (inThread) keepThread();
  else {
    const surroundings = { cwd, env: { ...octavoKernelSpec().env, ...env } };
    const evaluator = startEvaluator(surroundings);
    keptEvaluators.keep(surroundings, evaluator, evaluator.kill);
  }
  if (typesSettings(cwd, env).ofFolder(cwd) === 'off') return;
  const language = warmSessionLanguage(cwd, env);
  keptLanguages.keep({ cwd, env }, language, () => language.close());
}
