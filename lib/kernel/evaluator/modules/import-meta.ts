import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunningCell } from '../running-cell.ts';
import { cellSpecifier } from './resolve.ts';
import { withoutVersions } from './versioned-url.ts';

const metas = new WeakMap<RunningCell, object>();

/** A cell's `import.meta`: as if its notebook were the module. */
export function metaOf(cell: RunningCell): object {
  let meta = metas.get(cell);
  if (!meta) {
    const filename = join(cell.folder, cell.place.notebook ? basename(cell.place.notebook) : 'cell.ts');
    meta = Object.assign(Object.create(null), {
      dirname: cell.folder,
      filename,
      main: false,
      resolve: (specifier: string) =>
        withoutVersions(import.meta.resolve(cellSpecifier(cell.folder, String(specifier)))),
      url: pathToFileURL(filename).href,
    }) as object;
    metas.set(cell, meta);
  }
  return meta;
}
