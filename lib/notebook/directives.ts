// Generated from notebooks/20_notebook/12_directives.ipynb by `octavo export`. Edit the notebook, not this file.

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7403
import type { Cell } from './cell.ts';

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7405
/** One directive line of a cell. */
export interface Directive {
  name: string;
  value: string; // '' when there is none
  line: number; // 1-based, in the cell's source
}

/** Reads the directives of a cell, in order; [] for a cell that is not code (source: nbdev 3 and Quarto). */
export function parseDirectives(cell: Pick<Cell, 'kind' | 'source'>): Directive[] {
  if (cell.kind !== 'code') return [];
  const directives: Directive[] = [];
  for (const [index, line] of cell.source.split(/\r?\n/).entries()) {
    const match = directiveLine.exec(line);
    if (!match) break;
    if (match[1]) directives.push({ name: match[1], value: (match[2] ?? '').trim(), line: index + 1 });
  }
  return directives;
}

/** The value of a directive, '' when it stands alone, undefined when the cell does not have it. The first one counts. */
export function directiveValue(cell: Pick<Cell, 'kind' | 'source'>, name: string): string | undefined {
  return parseDirectives(cell).find((directive) => directive.name === name)?.value;
}

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7406
/** `//| name: value`, `//| name value` or `#| …`; a line with the mark alone belongs to the run too. */
export const directiveLine = /^(?:\/\/|#)\|[ \t]*(?:([\w-]+)(?:[ \t]*:(?=[ \t]|$)|(?=[ \t]|$))(.*))?$/;

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7409
/** The source of a cell below its directive lines. */
export function sourceWithoutDirectives(cell: Pick<Cell, 'kind' | 'source'>): string {
  if (cell.kind !== 'code') return cell.source;
  const lines = cell.source.split('\n');
  const first = lines.findIndex((line) => !directiveLine.test(line.replace(/\r$/, '')));
  return first < 0 ? '' : lines.slice(first).join('\n');
}
