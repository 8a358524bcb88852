import {
  type Cell,
  directiveValue,
  type Notebook,
  type Output,
  sourceWithoutDirectives,
} from '../../notebook/index.ts';

/** A notebook as a Markdown page: its Markdown cells, its code cells as fenced TypeScript, and the outputs it keeps. */
export function formatReadme(notebook: Notebook, source: string): string {
  const header = `<!-- Generated from ${source} by \`octavo prepare\`. Edit the notebook, not this page. -->`;
  return `${[header, ...notebook.cells.flatMap(formatCell)].join('\n\n')}\n`;
}

/** Tells whether a page is one that was made from a notebook. */
export function isGeneratedReadme(text: string): boolean {
  return /^<!-- Generated from \S.* by `/.test(text);
}

function formatCell(cell: Cell): string[] {
  if (cell.kind !== 'code') return cell.source.trim() === '' ? [] : [cell.source.trim()];
  if (directiveValue(cell, 'hide') !== undefined) return [];
  const code = sourceWithoutDirectives(cell).trim();
  return [...(code === '' ? [] : [fence('ts', code)]), ...cell.outputs.flatMap(formatOutput)];
}

function formatOutput(output: Output): string[] {
  if (output.output_type === 'error') return [];
  const text = output.output_type === 'stream' ? output.text : output.data['text/plain'];
  return text === undefined ? [] : [fence('text', [text].flat().join('').trimEnd())];
}

/** A fence is longer than any run of backticks in what it holds. */
function fence(language: string, text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(Math.max(3, longest + 1));
  return `${mark}${language}\n${text}\n${mark}`;
}
