import type { InlineConfig } from 'vitest/node';

/**
 * Coverage of the modules that notebooks export, printed as a table and written where other tools look for it. An exported
 * cell that runs counts for its lines in the module.
 */
export function coverageConfig(lib: string): NonNullable<InlineConfig['coverage']> {
  return {
    enabled: true,
    provider: 'v8',
    include: [`${lib}/**/*.{ts,tsx}`, '**/*.ipynb'],
    reporter: [['text', { file: coverageTable }], 'lcovonly', 'json'],
    reportsDirectory: coverageFolder,
    clean: true,
    reportOnFailure: true,
  } as NonNullable<InlineConfig['coverage']>;
}

/** Where everything about coverage is written, from the project's root, and the name of the table in it. */
export const coverageFolder = 'coverage';
export const coverageTable = 'coverage.txt';

/** Takes the lines of the notebooks themselves out of what was measured: all of their cells run. */
export function dropNotebooks(measured: unknown): void {
  (measured as { filter: (keep: (file: string) => boolean) => void }).filter((file) => !file.endsWith('.ipynb'));
}
