import { join, resolve } from 'node:path';

/** The folder whose cells the kernel tests run: the strict one above, or what a repetition of them says (vitest.config.ts). */
export const cellFolder = resolve(process.env.OCTAVO_TEST_CELL_FOLDER ?? join(import.meta.dirname, '..'));
