import { readFile } from 'node:fs/promises';
import { dirname, extname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProject, octavoVersion } from '../../host/index.ts';
import { testFlags } from '../notebooks/test-flags.ts';
import type { ModuleText } from './module-text.ts';
import { type TestModuleOptions, testModuleOf } from './test-module.ts';

/** A plugin for vitest. Its type names nothing of vitest, so that Octavo's declarations hold where vitest is not installed. */
export interface NotebooksPlugin {
  name: string;
  enforce: 'pre';
  config: (config: { root?: string | undefined }) => { test: { server: { deps: { external: RegExp[] } } } };
  configureVitest: (context: VitestContext) => void;
  resolveId: {
    filter: { id: RegExp };
    handler: (this: Resolving, source: string, importer: string | undefined) => Promise<{ id: string } | null>;
  };
  load: { filter: { id: RegExp }; handler: (id: string) => Promise<{ code: string; map: SourceMap | null }> };
}

interface Resolving {
  resolve: (source: string, importer: string, options: { skipSelf: true }) => Promise<{ id: string } | null>;
}

interface VitestContext {
  vitest: { config: { coverage: { exclude: string[] } } };
  defineCacheKeyGenerator: (keyOf: (context: { id: string }) => string | undefined | false) => void;
}

interface SourceMap {
  version: number;
  sources: string[];
  sourcesContent: string[];
  names: string[];
  mappings: string;
}

/**
 * Lets vitest run notebooks as tests: `plugins: [notebooks()]` in vitest.config.ts, and `include` with the notebooks.
 * Only TypeScript notebooks: `octavo test` runs the others on their kernels.
 */
export function notebooks(options: TestModuleOptions = {}): NotebooksPlugin {
  return notebooksPlugin(options, async (id) => {
    const { flagNames } = testFlags(findProject(dirname(id)), []);
    return testModuleOf(await readFile(id, 'utf8'), id, { flagNames, ...options });
  });
}

/** The same with a way of one's own to make the module of a notebook. */
export function notebooksPlugin(
  options: TestModuleOptions,
  moduleOf: (file: string) => ModuleText | Promise<ModuleText>,
): NotebooksPlugin {
  const isInstalled = extname(import.meta.filename) === '.js';
  return {
    name: 'octavo:notebooks',
    enforce: 'pre',
    config: ({ root = process.cwd() }) => ({ test: { server: { deps: { external: externalsOf(root, options) } } } }),
    configureVitest: ({ defineCacheKeyGenerator, vitest }) => {
      if (options.exported) {
        // Vitest leaves test files out of what it measures; of these the lines belong to modules.
        const { coverage } = vitest.config;
        coverage.exclude = coverage.exclude.filter((pattern) => !pattern.endsWith('.ipynb'));
      }
      // Vitest keeps what plugins made, by the file's content. What is made of a notebook depends on the options and on
      // the project's settings too; and in Octavo's own clone on files that change.
      defineCacheKeyGenerator(({ id }) => {
        if (!id.endsWith('.ipynb')) return undefined;
        const { settings } = findProject(dirname(id));
        return (
          isInstalled && JSON.stringify([octavoVersion(), settings, { ...options, pattern: options.pattern?.source }])
        );
      });
    },
    resolveId: {
      filter: { id: /^(?:tslab|octavo(?:\/.*)?)$/ },
      handler: async function (source, importer) {
        if (!importer?.endsWith('.ipynb')) return null;
        if (source === 'tslab') return { id: ownTslab };
        return (await this.resolve(source, importer, { skipSelf: true })) ?? ownModule(source);
      },
    },
    load: {
      filter: { id: /\.ipynb$/ },
      handler: async (id) => {
        const { code, map } = await moduleOf(id);
        return { code, map: options.asText ? null : (map() as SourceMap) };
      },
    },
  };
}

const ownRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');

/** What Node loads by itself: Octavo, where it is not the project, and CommonJS, of which Node sees fewer exports than vite. */
function externalsOf(root: string, { quiet }: TestModuleOptions): RegExp[] {
  const isOwnProject = root === ownRoot || root.startsWith(ownRoot + sep);
  const own = (folders: string) =>
    new RegExp(`^${ownRoot.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}[/\\\\]${folders}[/\\\\]`);
  return [
    own(isOwnProject ? '(?:lib|dist)[/\\\\]test[/\\\\]vitest' : '(?:lib|dist)'),
    ...(quiet ? [/\.c[jt]s$/] : []), // not where somebody else's tests run too
  ];
}

const ownTslab = fileURLToPath(new URL(`../../kernel/tslab${extname(import.meta.filename)}`, import.meta.url));

/** Octavo's own module, for a project that has no Octavo installed. */
function ownModule(source: string): { id: string } | null {
  try {
    return { id: fileURLToPath(import.meta.resolve(source)) };
  } catch {
    return null;
  }
}
