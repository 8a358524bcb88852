// Generated from notebooks/größe by `octavo export`. Edit the notebooks, not this file.
export { größe, 面積 } from './ünï-日本.ts';
