// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { blankInside, blankLines, hash, noBlank, second } from './core.ts';
