// Generated from notebooks/named by `octavo export`. Edit the notebooks, not this file.
export { configPath } from './config.ts';
export { shout } from './utils.ts';
