// Generated from notebooks/20_notebook/19_text by `octavo export`. Edit the notebooks, not this file.
export { applyText, notebookFromText } from './text-apply.ts';
export { type ApplyOptions, applyTextToFile, type TextApplication } from './text-file.ts';
export { showText } from './text-view.ts';
