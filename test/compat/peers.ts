import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', '.venv-peers');

/** The Python tools and the stock tslab that `node scripts/peers.ts` installed; undefined when it has not (whole). */
export const peers: { python: string; bin: string; jupyterPath: string; tslab: string } | undefined = existsSync(
  join(folder, 'peers-stamp.json'), // written last
)
  ? {
      python: join(folder, 'bin', 'python'),
      bin: join(folder, 'bin'), // papermill, jupyter, nbdev-export, …
      jupyterPath: join(folder, 'share', 'jupyter'), // holds the kernelspecs python3 and tslab: goes into JUPYTER_PATH
      tslab: join(folder, 'tslab', 'node_modules', 'tslab'), // the package folder
    }
  : undefined;
