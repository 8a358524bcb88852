import { existsSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import type { InlineConfig } from 'vitest/node';
import type { ReadyNotebook } from '../notebooks/read-notebook-test.ts';

export interface VitestConfigOptions {
  root: string; // of the project, absolute
  jobs: number;
  bail?: boolean | undefined;
  watch?: boolean | undefined;
}

/** How vitest runs notebooks when `octavo test` asks it to. The configuration that a project has for vitest is not read. */
export function vitestConfig(ready: readonly ReadyNotebook[], options: VitestConfigOptions): InlineConfig {
  // What vitest keeps from one run to the next goes where npm's things are; a project without makes do without.
  const hasModules = existsSync(join(options.root, 'node_modules'));
  return {
    config: false, // a project needs none; one that has vitest's own adds the plugin to it
    root: options.root,
    watch: options.watch ?? false,
    include: ready.map(({ path }) => path.replace(/[()[\]{}!*?@+|\\]/g, '\\$&')),
    exclude: [],
    pool: 'forks',
    isolate: false, // notebook-session.ts puts back what a notebook changes
    maxWorkers: Math.min(options.jobs, Math.ceil(ready.length / 3)),
    bail: options.bail ? 1 : 0,
    ...(!hasModules && { cache: false, fsModuleCache: false }),
    env: compileCache(),
    passWithNoTests: true,
    disableConsoleIntercept: true,
    deps: { interopDefault: false }, // CommonJS modules export what Node sees, and no more
  } as InlineConfig;
}

/** Where the workers find what this process has compiled of the same modules. */
export function compileCache(): Record<string, string> {
  const folder = getCompileCacheDir?.();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}
