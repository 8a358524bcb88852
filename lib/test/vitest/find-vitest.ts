import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OctavoError } from '../../errors/index.ts';

/** The part of vitest that starts runs: the project's own, else the one beside Octavo. Throws `test-no-vitest`. */
export async function findVitest(root: string): Promise<typeof import('vitest/node')> {
  const file = resolveFrom(join(root, 'package.json'), 'vitest/node') ?? resolveFrom(import.meta.url, 'vitest/node');
  if (file === undefined) throw missing('vitest', 'The quick way to test notebooks needs vitest');
  return await import(pathToFileURL(file).href);
}

/** Throws `test-no-coverage` when what vitest needs to measure coverage is not there. */
export function checkCoverage(root: string): void {
  const name = '@vitest/coverage-v8';
  if (resolveFrom(join(root, 'package.json'), name) ?? resolveFrom(import.meta.url, name)) return;
  throw missing(name, `Coverage needs ${name}`);
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

function missing(name: string, message: string): OctavoError {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies?: Record<string, string> };
  const version = peerDependencies?.[name] ?? 'latest';
  const install = `npm install --save-dev ${name}@${version}`;
  if (name !== 'vitest') return new OctavoError('test-no-coverage', message, { hint: install });
  return new OctavoError('test-no-vitest', message, { hint: `${install}, or test on kernels: octavo test --kernel` });
}
