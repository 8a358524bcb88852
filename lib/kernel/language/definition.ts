import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LspRange } from './completion-item.ts';
import type { CellDocument } from './language.ts';

interface LspLocation {
  uri?: string;
  range?: LspRange;
  targetUri?: string;
  targetRange?: LspRange; // of the whole declaration
}

/** Where a name is declared in a file: `lib/foo.ts:12`, with the declaration's text. */
export interface Definition {
  path: string; // absolute
  line: number; // 1-based
  source: string;
}

const mostLines = 60;

/** Asks where the name at a place is declared. Undefined when that is no file: a cell, or nothing. */
export async function definitionAt(document: CellDocument, offset: number): Promise<Definition | undefined> {
  const answer = await document.ask<LspLocation | LspLocation[] | null>('textDocument/definition', offset);
  const [location] = Array.isArray(answer) ? answer : answer ? [answer] : [];
  const uri = location?.targetUri ?? location?.uri;
  const range = location?.targetRange ?? location?.range;
  if (!uri?.startsWith('file:') || !range) return undefined;
  const path = fileURLToPath(uri);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const lines = text.split(/\r?\n/).slice(range.start.line, range.end.line + 1);
  const source = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  return { path, line: range.start.line + 1, source: source.join('\n') };
}

/** `zod 4.1.0: TypeScript-first schema validation` of the package that a file belongs to, if it came with npm. */
export function packageOf(path: string): string | undefined {
  if (!/[\\/]node_modules[\\/]/.test(path)) return undefined;
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'));
    const { name, version, description } = parse(text);
    if (name && version) return `${name} ${version}${description ? `: ${description}` : ''}`;
  }
  return undefined;
}

/** As a person in this folder would write it. */
export function shownPath(path: string, folder = process.cwd()): string {
  const short = relative(folder, path);
  return short.startsWith('..') ? path : short;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string | undefined): { name?: string; version?: string; description?: string } {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
