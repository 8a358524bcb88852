// Generated from notebooks/20_notebook/18_clean by `octavo export`. Edit the notebooks, not this file.
export { type CleanedFile, type CleanedText, cleanBytes, cleanFiles, cleanOptionsFor } from './clean-files.ts';
export {
  type Cleaned,
  type CleanOptions,
  cleanNotebook,
  cleanNotebookText,
  notebookCleaner,
  type Removed,
} from './clean.ts';
export type { PathPlace } from './volatile-text.ts';
export { type CleanOutputs, type CleanRule, type CleanSettings, cleanRules, readCleanSettings } from './volatile.ts';
