import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '.venv');

/** Whether the clone's .venv is there, which `npm test`, `npm run lab` and `octavo lab --prepare` make; it needs Python. */
export const labIsReady: boolean = isWhole();

function isWhole(): boolean {
  try {
    return 'key' in JSON.parse(readFileSync(join(folder, 'octavo-lab.json'), 'utf8')); // written last
  } catch {
    return existsSync(join(folder, 'pyvenv.cfg')) && !existsSync(join(folder, 'octavo-lab.json')); // the person's own
  }
}
