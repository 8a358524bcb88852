import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteCellFolder } from './project-files.ts';
import { refreshProjectModules } from './project-modules.ts';

const ownTslab = fileURLToPath(new URL(`../../tslab${extname(import.meta.filename)}`, import.meta.url));

/** The `require` of cells in a folder. As with imports, a file of the project that has changed is loaded anew. */
export function cellRequire(folder: string): NodeJS.Require {
  const require = createRequire(join(folder, 'cell.cjs'));
  const requireNow = (id: string): unknown => {
    noteCellFolder(folder);
    refreshProjectModules();
    return require(id === 'tslab' ? ownTslab : id); // as an import of it
  };
  return Object.assign(requireNow, require);
}
