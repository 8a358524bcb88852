// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { kept } from './core.ts';
