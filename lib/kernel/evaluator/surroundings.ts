import type { EvaluatorCommand } from './protocol.ts';
import { seedMathRandom } from './seeded-random.ts';

/** Takes on the folder and the environment of a session that was not known when this process was started ahead. */
export function takeOnSurroundings({ cwd, env }: EvaluatorCommand & { type: 'surroundings' }): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
  if (cwd !== process.cwd()) process.chdir(cwd);
  if (Object.hasOwn(env, 'OCTAVO_SEED')) seedMathRandom();
}
