import type { Removed } from '../notebook/clean/clean.ts';
import type { CleanedFile } from '../notebook/clean/clean-files.ts';

/** A cleaned file for --json. */
export function shownCleaned({ error, ...file }: CleanedFile) {
  return error ? { ...file, error: { code: error.code, message: error.message, hint: error.hint } } : file;
}

/** A cleaned file on one line. */
export function cleanedLine({ path, written, removed }: CleanedFile): string {
  return `${written ? 'cleaned  ' : 'not clean'}  ${path}  (${counts(removed)})\n`;
}

function counts(removed: Removed): string {
  return Object.entries(removed)
    .map(([rule, number]) => `${rule} ${number}`)
    .join(', ');
}

/** How many notebooks were clean, and how many were not. */
export function cleanedSummary(files: CleanedFile[]): string {
  const [changed, failed] = [files.filter((file) => file.changed).length, files.filter(({ error }) => error).length];
  const done = files.some(({ written }) => written) ? 'cleaned' : 'not clean';
  const parts = [`${changed} ${done}`, `${files.length - changed - failed} clean already`];
  if (failed > 0) parts.push(`${failed} could not be read or written`);
  return `${files.length} ${files.length === 1 ? 'notebook' : 'notebooks'}: ${parts.join(', ')}\n`;
}
