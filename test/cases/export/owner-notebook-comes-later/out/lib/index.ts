// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { own } from './core.ts';
export { early, late } from './utils.ts';
