// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { greet } from './core.ts';
export { shout } from './utils.ts';
