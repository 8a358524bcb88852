import { createRequire } from 'node:module';
import { join } from 'node:path';
import { noteCellFolder } from './project-files.ts';
import { refreshProjectModules } from './project-modules.ts';

/** The `require` of cells in a folder. As with imports, a file of the project that has changed is loaded anew. */
export function cellRequire(folder: string): NodeJS.Require {
  const require = createRequire(join(folder, 'cell.cjs'));
  const requireNow = (id: string): unknown => {
    noteCellFolder(folder);
    refreshProjectModules();
    return require(id);
  };
  return Object.assign(requireNow, require);
}
