import { defineConfig } from 'vitest/config';

// `unit` is quick and part of `npm run ok`; `system` starts kernels, servers and whole commands; `browser` needs a
// JupyterLab in .venv, and `peers` the Python tools in .venv-peers.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/*/*.test.ts', 'test/track/server/*.test.ts'], exclude: ['test/system/**', 'test/compat/**', 'test/browser/**'] } },
      {
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          exclude: ['test/system/lab*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/system/lab*.test.ts', 'test/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          expect: { poll: { timeout: 30_000, interval: 50 } },
        },
      },
      {
        test: {
          name: 'peers',
          include: ['test/compat/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
