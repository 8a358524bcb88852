import { readFileSync } from 'node:fs';

/** Octavo's own version, from its package.json. */
export function octavoVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
