// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { greet, shown } from './core.ts';
export { fromCore, shout } from './utils.ts';
