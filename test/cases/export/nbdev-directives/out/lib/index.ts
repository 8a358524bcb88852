// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { first, greet, rest, second } from './core.ts';
export { sentFromCore, shout, type Volume } from './utils.ts';
