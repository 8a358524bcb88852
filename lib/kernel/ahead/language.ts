import type { EvaluatorSurroundings } from '../front/evaluator-process.ts';
import { keptLanguages, warmSessionLanguage } from '../front/session-language.ts';
import { typesSettings } from '../front/types-setting.ts';

/** Starts TypeScript's server for a run that comes, if its types are checked at all; otherwise as `keepEvaluator`. */
export function keepLanguage({ cwd, env }: EvaluatorSurroundings): void {
  if (typesSettings(cwd, env).ofFolder(cwd) === 'off') return;
  const language = warmSessionLanguage(cwd, env);
  keptLanguages.keep({ cwd, env }, language, () => language.close());
}
