import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { blockAtLine, matchedLine } from '../../../notebook/exported-line.ts';
import { cellFileLines } from '../../../notebook/file-lines.ts';

/** The cell that a line of an exported module comes from. */
export interface ExportedLine {
  notebook: string; // relative to the project's root
  cell: string; // its id
  index: number | undefined; // [n]; undefined, as the lines are, when the notebook does not tell
  line: number | undefined; // in the cell
  fileLine: number | undefined; // in the notebook's file
}

const readBytes = 16 * 1024 * 1024; // larger notebooks would hold up the message they are to improve

/**
 * Finds the notebook cell that a line of a module was exported from; undefined when the module was not exported. The line
 * is found by laying the texts side by side: what the exporter did, only its parser would tell, which no cell should wait for.
 */
export function findExportedCell(file: string, line: number): ExportedLine | undefined {
  try {
    const block = blockAtLine(readFileSync(file, 'utf8'), line);
    if (!block || block.notebook.split('/').includes('..')) return undefined;
    const { notebook, cell } = block;
    const written = findCell(dirname(file), notebook, cell);
    const source = written?.source;
    const at = source && matchedLine(block.lines, source, line - block.first);
    const found = at === undefined ? {} : { line: at + 1, fileLine: written?.fileLines[at] };
    return { notebook, cell, index: written?.index, line: undefined, fileLine: undefined, ...found };
  } catch {
    return undefined;
  }
}

/** The place in a notebook that a source map names as `x.ipynb#id`, with the line of the cell; undefined for another source. */
export function cellOfSource(source: string, line: number): ExportedLine | undefined {
  const [, address, cell] = /^(.*\.ipynb)(?:#|%23)([\w-]+)$/.exec(source) ?? [];
  if (address === undefined || cell === undefined) return undefined;
  try {
    const notebook = decodeURIComponent(address);
    const { dir, base } = parse(notebook);
    const written = existsSync(notebook) ? findCell(dir, base, cell) : undefined;
    return { notebook, cell, index: written?.index, line, fileLine: written?.fileLines[line - 1] };
  } catch {
    return { notebook: address, cell, index: undefined, line, fileLine: undefined };
  }
}

interface WrittenCell {
  source: string[]; // lines
  index: number;
  fileLines: number[];
}

/** The cell in its notebook, which lies in the folder of the module's project: one of those above the module. */
function findCell(folder: string, notebook: string, id: string): WrittenCell | undefined {
  const text = readText(join(folder, notebook));
  if (text === undefined) return folder === parse(folder).root ? undefined : findCell(dirname(folder), notebook, id);
  const { cells } = JSON.parse(text) as { cells: { id?: string; cell_type?: string; source: string | string[] }[] };
  const sources = cells.map(({ source }) => [source].flat().join(''));
  const at = cells.findIndex((cell) => cell.id === id);
  if (at < 0) return undefined;
  const ran = cells.slice(0, at + 1).filter((cell, one) => cell.cell_type === 'code' && sources[one]?.trim() !== '');
  return {
    source: sources[at]?.split('\n') ?? [],
    index: ran.length,
    fileLines: cellFileLines(text)[at]?.source ?? [],
  };
}

function readText(file: string): string | undefined {
  try {
    return statSync(file).size > readBytes ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
