// Generated from notebooks/70_learn by `octavo export`. Edit the notebooks, not this file.
export { selectBackend } from './backend.ts';
export type { FigureContent, PictureSize } from './drawing.ts';
export { learnErrors } from './errors.ts';
export { confusionMatrixFigure, type Figure, figure, figureToPng } from './figure.ts';
export { classesOf, type Label, oneHot } from './labels.ts';
export { accuracy, confusionMatrix } from './metrics.ts';
export { type Random, seededRandom, shuffle } from './random.ts';
export { fitStandardizer, type Standardizer, standardize } from './scaling.ts';
export { type SplitOptions, trainTestSplit } from './split.ts';
