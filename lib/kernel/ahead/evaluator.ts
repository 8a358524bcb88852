import { type EvaluatorSurroundings, keptEvaluators, startEvaluator } from '../front/evaluator-process.ts';
import { octavoKernelSpec } from '../spec/octavo-spec.ts';

/**
 * Starts what runs the cells of Octavo's own kernel, in the folder and the environment of a run that comes. The first
 * session with the same takes it; when none does, `endKept` ends it.
 */
export function keepEvaluator({ cwd, env }: EvaluatorSurroundings): void {
  const surroundings = { cwd, env: { ...octavoKernelSpec().env, ...env } };
  const evaluator = startEvaluator(surroundings);
  keptEvaluators.keep(surroundings, evaluator, evaluator.kill);
}
