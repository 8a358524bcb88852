// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { one, three } from './core.ts';
export { five, four, two } from './utils.ts';
