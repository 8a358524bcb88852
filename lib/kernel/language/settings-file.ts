import { readFileSync } from 'node:fs';

export type Json = Record<string, unknown>;

// A text or a comment that is not closed goes on to the end: looked for again at each quote, it would take for ever.
const text = String.raw`("(?:[^"\\]|\\[^]?)*(?:"|$))`;
const comments = new RegExp(String.raw`${text}|//[^\n]*|/\*[^]*?(?:\*/|$)`, 'g');
const lastCommas = new RegExp(String.raw`${text}|,(?=\s*[}\]])`, 'g');

/** Comments and commas at the end of lists are allowed in a tsconfig.json; one that is still no JSON counts as empty. */
export function readSettings(file: string): Json {
  try {
    const written = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    const plain = written.replace(comments, (_, string) => string ?? ' ');
    const value = JSON.parse(plain.replace(lastCommas, (_, string) => string ?? ''));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
