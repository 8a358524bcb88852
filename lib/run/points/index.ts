// Generated from notebooks/40_run/06_points by `octavo export`. Edit the notebooks, not this file.
export { type GridAxis, mostSweepRuns, readGridAxis, tooManyRuns } from './grid-values.ts';
export { type DrawnAxis, distributions, randomNumbers, randomPoints, readDraw, tryMake } from './random-points.ts';
export { readRunTable } from './run-table.ts';
export { axisPoints, givenTwice, multiplyPoints, type SweepPoint } from './sweep-points.ts';
