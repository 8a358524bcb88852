import { readFileSync } from 'node:fs';

export type Json = Record<string, unknown>;

/** Comments and commas at the end of lists are allowed in a tsconfig.json; one that is still no JSON counts as empty. */
export function readSettings(file: string): Json {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
    const plain = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? ' ');
    const value = JSON.parse(plain.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? ''));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
