import type { InlineConfig } from 'vitest/node';

/** Coverage of the modules that notebooks export, printed as a table and written where other tools look for it. */
export function coverageConfig(lib: string): NonNullable<InlineConfig['coverage']> {
  return {
    enabled: true,
    provider: 'v8',
    include: [`${lib}/**/*.{ts,tsx}`],
    reporter: ['text', 'lcovonly', 'json'],
    reportsDirectory: 'coverage',
    cleanOnRerun: false,
  } as NonNullable<InlineConfig['coverage']>;
}
