// Generated from notebooks by `octavo export`. Edit the notebooks, not this file.
export { area, place, renamed, Square } from './core.ts';
export { type Shape, type Side, sides } from './shapes.ts';
