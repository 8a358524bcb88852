import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Octavo's own version, from its package.json. */
export function octavoVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * Changes whenever files of the program do, in these folders of `lib/` (or `dist/`): a clone is edited without getting
 * a new version. For what is remembered from one command to the next.
 */
export function programStamp(folders: string[]): string {
  const stamps = folders.flatMap((folder) => {
    const path = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'),
    );
    return names.map((name) => `${name} ${statSync(join(path, name)).mtimeMs}`);
  });
  return process
    .getBuiltinModule('node:crypto') // loading it takes 7 ms, which a command that only tells its version does not need
    .createHash('sha256')
    .update([octavoVersion(), ...stamps].join('\n'))
    .digest('hex')
    .slice(0, 16);
}
