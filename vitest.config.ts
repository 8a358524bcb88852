import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';

// `unit` is quick and part of `npm run ok`; `system` starts kernels, servers and whole commands, and the projects
// `system: …` repeat tests of the kernel where it is not as it should be; `browser` needs a JupyterLab in .venv, and
// `peers` the Python tools in .venv-peers.
//
// Files run side by side, also those that start processes and wait for them: each has a folder, a store and a home of its
// own, and lets the system choose its ports. No test may ask how long something takes, and what it waits for may take long:
// the machine may be busy with other things. So a check of types has a minute before its cell runs without it.
const cores = availableParallelism();
const env = { OCTAVO_TYPES_BUDGET_MS: '60000' };
const limits = { testTimeout: 240_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000, interval: 20 } }, env };
const [unit, system, browser, peers] = [
  { ...limits, maxWorkers: Math.max(2, cores), sequence: { groupOrder: 1 } },
  { ...limits, maxWorkers: Math.max(2, Math.min(4, cores)), sequence: { groupOrder: 2 } },
  { ...limits, maxWorkers: 2, sequence: { groupOrder: 3 } }, // each has a JupyterLab and a Chromium, a gigabyte together
  { ...limits, maxWorkers: 2, sequence: { groupOrder: 4 } },
];
const kernelFiles = join(import.meta.dirname, 'test/system/kernel');
const aboutEvaluators = ['control', 'output', 'builtins', 'modules'].map((name) => `test/system/kernel/evaluator-${name}.test.ts`);
const aboutCells = ['session', 'display'].map((name) => `test/system/kernel-${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { ...unit, name: 'unit', include: ['test/*/*.test.ts', 'test/{notebook,library,run}/*/*.test.ts', 'test/track/server/*.test.ts'], exclude: ['test/system/**', 'test/compat/**', 'test/browser/**'] } },
      {
        test: {
          ...system,
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          exclude: ['test/system/lab*.test.ts'],
        },
      },
      repeated('no language server', { OCTAVO_LANGUAGE_SERVER: '/no/such/program' }),
      repeated('a language server that dies', {
        OCTAVO_LANGUAGE_SERVER: join(kernelFiles, 'dying-language-server.mjs'),
        OCTAVO_TEST_LANGUAGE_SERVER: languageServer(),
      }),
      repeated('types take too long', { OCTAVO_TYPES_BUDGET_MS: '1' }),
      repeated('a project that is not strict', { OCTAVO_TEST_CELL_FOLDER: join(kernelFiles, 'not-strict') }),
      repeated('cells in a thread', { OCTAVO_TEST_EVALUATOR: './thread-host.ts' }, aboutEvaluators),
      {
        test: {
          ...browser,
          name: 'browser',
          include: ['test/system/lab*.test.ts', 'test/browser/**/*.test.ts'],
        },
      },
      {
        test: {
          ...peers,
          name: 'peers',
          include: ['test/compat/**/*.test.ts'],
        },
      },
    ],
  },
});

/** The tests of what cells do, once more in an environment of its own. */
function repeated(name: string, own: Record<string, string>, include = aboutCells) {
  return {
    test: {
      ...system,
      name: `system: ${name}`,
      include,
      env: { ...env, ...own },
    },
  };
}

/** The program of the `typescript` that Octavo has. */
function languageServer(): string {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const name = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const program = process.platform === 'win32' ? 'tsc.exe' : 'tsc';
  return join(dirname(createRequire(typescript).resolve(name)), 'lib', program);
}
