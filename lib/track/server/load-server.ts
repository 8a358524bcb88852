import { readFileSync } from 'node:fs';
import { OctavoError } from '../../errors/index.ts';
import type * as CreateServer from './create-server.ts';
import type * as Parent from './parent.ts';
import type * as StartServer from './start-server.ts';

/** What the server is made of, beside Octavo. */
const packages = ['fastify', '@fastify/swagger', '@fastify/websocket', 'typebox'];

/** Loads the server with the packages that it needs. Throws `track-server-package` when one of them is not installed. */
export async function loadServer(): Promise<typeof CreateServer & typeof StartServer & typeof Parent> {
  try {
    return {
      ...(await import('./create-server.ts')),
      ...(await import('./start-server.ts')),
      ...(await import('./parent.ts')),
    };
  } catch (error) {
    throw missingPackage(error) ?? error;
  }
}

/** What to install when the server lacks a package; undefined when all are there. Loads none of them. */
export function missingServerPackage(resolve: (name: string) => string = import.meta.resolve): OctavoError | undefined {
  for (const name of packages) {
    try {
      resolve(name);
    } catch (error) {
      const missing = missingPackage(error);
      if (missing) return missing;
    }
  }
  return undefined;
}

/** What to install when loading failed for want of a package of the server; undefined for another failure. */
export function missingPackage(error: unknown): OctavoError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  const name = /Cannot find package '([^']+)'/.exec(message ?? '')?.[1];
  if (code !== 'ERR_MODULE_NOT_FOUND' || name === undefined || !packages.includes(name)) return undefined;
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies: Record<string, string> };
  const wanted = packages.map((one) => `${one}@${peerDependencies[one]}`);
  return new OctavoError('track-server-package', `The server needs the package ${name}, which is not installed`, {
    cause: error,
    hint: `npm install ${wanted.join(' ')}`,
  });
}
