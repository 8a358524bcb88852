// What a kernelspec starts: finds a Node that can run Octavo's kernel, then becomes it. Node 20 must parse this file.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { followLauncher, reexecute } from './reexecute.js';

const oldestMajor = 24;
const home = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  if (process.env.OCTAVO_REEXECUTED) followLauncher();
  const source = join(home, 'lib', 'kernel', 'front', 'main.ts');
  const program = existsSync(source) ? source : join(home, 'dist', 'kernel', 'front', 'main.js');
  await import(pathToFileURL(program).href);
} else {
  reexecute({ home, oldestMajor, program: fileURLToPath(import.meta.url) });
}
