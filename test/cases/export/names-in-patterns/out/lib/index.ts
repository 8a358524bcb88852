// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { a, b, c2, d, f, rest } from './core.ts';
