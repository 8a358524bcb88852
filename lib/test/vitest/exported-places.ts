import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseModule } from '../../library/blocks.ts';
import { matchedLine } from '../../notebook/index.ts';

/** Where a line of an exported cell stands in its module. */
export interface ModulePlace {
  file: string; // absolute
  line: number; // 1-based
  shift: number; // columns by which the module's line is longer at its beginning: the word export
}

/** Finds that place; undefined for a cell, or a line of it, that no module has. Lines of the cell are 0-based. */
export type FindModulePlace = (notebook: string, cell: string, source: string, line: number) => ModulePlace | undefined;

/** Reads the modules of a project to tell where the lines of their cells went. */
export function exportedPlaces(root: string, lib: string): FindModulePlace {
  const blocks = new Map<string, { file: string; first: number; lines: string[] }>();
  for (const name of globSync(`${lib}/**/*.{ts,tsx}`, { cwd: root })) {
    const file = join(root, name);
    const text = readFileSync(file, 'utf8');
    const lines = text.split(/\r?\n/);
    for (const { notebook, id, line, text: block } of parseModule(text)?.blocks ?? []) {
      if (notebook === undefined || id === undefined) continue;
      const blank = lines.slice(line).findIndex((one) => one.trim() !== '');
      blocks.set(`${notebook}#${id}`, { file, first: line + Math.max(blank, 0) + 1, lines: block.split('\n') });
    }
  }
  return (notebook, cell, source, line) => {
    const block = blocks.get(`${notebook}#${cell}`);
    const sourceLines = source.split('\n');
    const at = block && matchedLine(sourceLines, block.lines, line);
    if (!block || at === undefined) return undefined;
    const shift = (block.lines[at] ?? '').length - (sourceLines[line] ?? '').length;
    return { file: block.file, line: block.first + at, shift: /^export /.test(block.lines[at] ?? '') ? shift : 0 };
  };
}
