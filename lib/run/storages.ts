// Generated from notebooks/40_run/12_storages.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40420003 40420005 40420006

// %% notebooks/40_run/12_storages.ipynb#40420003 56cba1ad
import { OctavoError, suggest } from '../errors/index.ts';
import { placeScheme, shownPlace } from './places.ts';
import { fileStorage } from './storage/file-storage.ts';
import { pipeStorage } from './storage/pipe-storage.ts';
import { s3Storage } from './storage/s3-storage.ts';
import type { Storage, Storages } from './storage/storages.ts';
import { webStorage } from './storage/web-storage.ts';

// %% notebooks/40_run/12_storages.ipynb#40420005 9e9f6db7
/**
 * The storages of a run: files, standard input and output, http(s) and S3, and what is registered in addition. `find`
 * throws `run-place-unknown` for a scheme that nobody has registered: it is no path either.
 */
export function createStorages(): Storages {
  const web = webStorage();
  const known: [prefix: string, storage: Storage][] = [
    ['https://', web],
    ['http://', web],
    ['s3://', s3Storage()],
  ];
  return {
    register: (prefix, storage) => void known.unshift([prefix.toLowerCase(), storage]),
    find: (place) => {
      const lower = place.toLowerCase();
      const found = known.find(([prefix]) => lower.startsWith(prefix));
      if (found) return found[1];
      if (place === '-') return pipeStorage;
      if (placeScheme(place) === undefined) return fileStorage;
      throw unknownPlace(
        place,
        known.map(([prefix]) => prefix),
      );
    },
  };
}

// %% notebooks/40_run/12_storages.ipynb#40420006 36415506
/** @internal */
export function unknownPlace(place: string, prefixes: string[]): OctavoError {
  const scheme = `${placeScheme(place)}://`;
  const near = suggest(scheme, prefixes);
  return new OctavoError('run-place-unknown', `Nobody can read or write ${shownPlace(place)}: ${scheme} is not known`, {
    hint: near
      ? `did you mean ${near}?`
      : `a path, -, ${[...new Set(prefixes)].join(', ')}; others: storages.register('${scheme}', …)`,
  });
}
