import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences } from './differences.ts';

const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'kernel.md');
const [begin, end] = ['<!-- differences from tslab: generated -->', '<!-- end of the differences -->'];

/** The differences as a table in markdown. */
export function differenceTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const rows = differences.map(({ tslab, octavo, why }) => `| ${[tslab, octavo, why].map(cell).join(' | ')} |`);
  return ['| Stock tslab 1.0.22 | Octavo | Why |', '|---|---|---|', ...rows].join('\n');
}

/** The page of the kernel with the table between its two marks. */
export function pageWithTable(text: string): string {
  const [before, rest] = text.split(begin);
  const [, after] = (rest ?? '').split(end);
  if (before === undefined || after === undefined) throw new Error(`${page} lacks the line ${begin} or ${end}`);
  return `${before}${begin}\n\n${differenceTable()}\n\n${end}${after}`;
}

export function readPage(): string {
  return readFileSync(page, 'utf8');
}

// `node test/compat/tslab/difference-table.ts` writes the table into the page.
if (import.meta.main) writeFileSync(page, pageWithTable(readPage()));
