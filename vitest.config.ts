import { defineConfig } from 'vitest/config';

// Two projects: `unit` is quick and part of `npm run ok`; `system` starts kernels, servers and whole commands.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/*/*.test.ts'], exclude: ['test/system/**', 'test/compat/**'] } },
      {
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
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
