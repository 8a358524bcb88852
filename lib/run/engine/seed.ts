import { OctavoError } from '../../errors/index.ts';
import type { Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { RunOptions } from '../run-options.ts';

/**
 * The seed of a run: the one that was given, else OCTAVO_SEED, which a run inside another one inherits. Throws
 * `run-seed-invalid` unless it is what Python's PYTHONHASHSEED and octavo/learn take as well.
 */
export function chooseSeed({ seed, env }: RunOptions, host: Host): number | undefined {
  const inherited = env?.OCTAVO_SEED ?? host.env.OCTAVO_SEED;
  if (seed === undefined && (inherited === undefined || inherited === '')) return undefined;
  const given = seed ?? Number(inherited);
  if (Number.isInteger(given) && given >= 0 && given <= 0xffffffff) return given;
  const what = seed === undefined ? `The seed in OCTAVO_SEED is "${inherited}"` : `The seed is ${seed}`;
  throw new OctavoError('run-seed-invalid', `${what}, and must be a whole number from 0 to 4294967295`, {
    hint: '--seed 1',
  });
}

/** What a kernel is told of a seed. Octavo's own takes Math.random from it; that of others is in the hands of their cells. */
export function seedEnvironment(seed: number | undefined, spec: KernelSpec): Record<string, string> {
  if (seed === undefined) return {};
  return { OCTAVO_SEED: `${seed}`, ...(spec.language === 'python' ? { PYTHONHASHSEED: `${seed}` } : {}) };
}

/** Says so when a seed was asked for of which a kernel knows nothing. */
export function warnOfSeed(seed: number | undefined, spec: KernelSpec, warn: (message: string) => void): void {
  if (seed === undefined || spec.metadata?.octavo === true) return;
  warn(`kernel "${spec.name}" has no random numbers that Octavo could seed: its cells find the seed in OCTAVO_SEED`);
}
