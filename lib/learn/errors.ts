// Generated from notebooks/70_learn/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a10003

// %% notebooks/70_learn/01_errors.ipynb#70a10003 6cf4e91d
/** The codes of this door, each with one sentence on what is wrong. */
export const learnErrors = {
  'learn-backend-unavailable': 'The TensorFlow.js backend that was asked for is not there or did not start.',
  'learn-classes-differ': 'A label is not one of the classes, or matrix and labels are of different size.',
  'learn-empty': 'A function that needs at least one row or label was given none.',
  'learn-figure-invalid': 'A figure is not made of plotly.js traces and a layout that are plain JSON.',
  'learn-figure-undrawable':
    'A figure has a trace that needs a graphics card or a map service, or an image from elsewhere: no PNG can be made of it here.',
  'learn-fraction-invalid': 'The fraction held out for testing leaves one of the two sides empty.',
  'learn-library-missing': 'An optional library that this function needs is not installed.',
  'learn-rows-ragged': 'The rows of a table are not of one width, or hold something that is no finite number.',
  'learn-seed-invalid': 'A seed is not a whole number from 0 to 4294967295.',
  'learn-size-invalid': 'The width, height or scale of a picture is not a usable number.',
  'learn-sizes-differ': 'Two lists that belong together are of different length.',
} as const;
