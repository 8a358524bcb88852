// Generated from notebooks/40_run/07_secrets/03_inherited_mask.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 58b00003 58b00004 58b00005

// %% notebooks/40_run/07_secrets/03_inherited_mask.ipynb#58b00003 2a29e468
import { createMask, type Mask, noMask, secretValues } from './mask.ts';

// %% notebooks/40_run/07_secrets/03_inherited_mask.ipynb#58b00004 dc504a18
/** Where a secret is read from. */
export interface SecretPlace {
  kind: 'env' | 'file';
  place: string; // name of a variable; an absolute path
}

/** What a kernel is told of the mask of its run: OCTAVO_MASK is `off`, or the places of secrets as JSON. */
export function maskEnvironment(places: readonly SecretPlace[] | 'off'): Record<string, string> {
  return { OCTAVO_MASK: places === 'off' ? places : JSON.stringify(places) };
}

/**
 * The mask of the run that a program is part of; one that hides nothing where there is none. What cannot be read is not known,
 * and what looks like a secret is masked all the same.
 */
export function inheritedMask(
  env: Record<string, string | undefined>,
  read: (path: string) => string, // a file; may throw
): Mask {
  const places = readPlaces(env.OCTAVO_MASK);
  if (places === 'off') return noMask;
  const known = places.flatMap(({ kind, place }) => {
    try {
      return (kind === 'env' ? env[place] : read(place).replace(/[\r\n]+$/, '')) ?? [];
    } catch {
      return []; // the cells may have removed it
    }
  });
  return createMask([...known, ...secretValues(env)]);
}

// %% notebooks/40_run/07_secrets/03_inherited_mask.ipynb#58b00005 73d10e5d
/** @internal */
export function readPlaces(text: string | undefined): SecretPlace[] | 'off' {
  if (text === undefined || text === '' || text === 'off') return 'off';
  try {
    const places: unknown = JSON.parse(text);
    return Array.isArray(places) ? places.filter((one) => typeof one?.place === 'string') : [];
  } catch {
    return [];
  }
}
