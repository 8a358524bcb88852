// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { own } from './core.ts';
export { sent, there } from './utils.ts';
