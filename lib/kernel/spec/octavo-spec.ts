import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KernelSpec } from './kernel-spec.ts';

/** Octavo's own kernel, run by the Node that runs this program: there is nothing to install. */
export function octavoKernelSpec(): KernelSpec {
  return {
    name: 'octavo',
    displayName: 'TypeScript (Octavo)',
    language: 'typescript',
    argv: [process.execPath, frontProgram(), '{connection_file}'],
    // What module.enableCompileCache() does, before the first module is read: without it Node loads its TypeScript
    // compiler in front and evaluator for their entry files alone, about 40 ms each.
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache') },
    interruptMode: process.platform === 'win32' ? 'message' : 'signal',
    metadata: { octavo: true },
  };
}

/** Tells whether a spec is that of this very program, whose front this process can be as well. */
export function isOwnKernel({ argv }: KernelSpec): boolean {
  return argv.length === 3 && argv[0] === process.execPath && argv[1] === frontProgram();
}

function frontProgram(): string {
  const source = fileURLToPath(new URL('../front/main.ts', import.meta.url));
  return existsSync(source) ? source : source.replace(/\.ts$/, '.js'); // dist/ holds JavaScript
}
