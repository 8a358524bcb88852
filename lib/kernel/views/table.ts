import type { MimeBundle } from '../mime.ts';
import { cutText } from '../plain-text.ts';
import { formatColumn } from './cell-text.ts';
import { counted, type Frame, type ShownColumn, type ShownFrame, shownFrame } from './frame.ts';
import { escapeHtml, framed } from './html.ts';

const maxName = 60;
const maxWidth = 120; // characters of a line of text

/** A frame as an HTML table and as lines of text. */
export function tableBundle(frame: Frame): MimeBundle {
  const shown = shownFrame(frame, formatColumn);
  return { 'text/html': framed(tableHtml(shown), 'table'), 'text/plain': tableText(shown) };
}

/** A frame as an HTML table alone. */
export function tableOf(frame: Frame): string {
  return framed(tableHtml(shownFrame(frame, formatColumn)), 'table');
}

function tableHtml(shown: ShownFrame): string {
  const columns: (ShownColumn | undefined)[] = [...shown.columns]; // undefined: columns are left out here
  if (shown.columnGapAfter !== undefined) columns.splice(shown.columnGapAfter, 0, undefined);
  const heads = columns.map((column) => {
    if (!column) return '<th>…</th>';
    const type = column.type === undefined ? '' : `<br><small>${escapeHtml(column.type)}</small>`;
    return `<th${alignment(column)}>${escapeHtml(nameOf(column))}${type}</th>`;
  });
  const lines = shown.labels.map((label, row) => {
    const cells = columns.map((column) =>
      column ? `<td${alignment(column)}>${escapeHtml(column.cells[row] as string)}</td>` : '<td>…</td>',
    );
    return `<tr><th align="right">${escapeHtml(label)}</th>${cells.join('')}</tr>`;
  });
  if (shown.gapAfter !== undefined) {
    const gap = columns.map((column) => `<td${column ? alignment(column) : ''}>⋮</td>`).join('');
    lines.splice(shown.gapAfter, 0, `<tr><th align="right">⋮</th>${gap}</tr>`);
  }
  const head = `<thead><tr><th></th>${heads.join('')}</tr></thead>`;
  return `<table class="octavo-table">${head}<tbody>\n${lines.join('\n')}\n</tbody></table>
<p class="octavo-dim">${escapeHtml(shown.caption)}</p>`;
}

function alignment({ isNumeric }: ShownColumn): string {
  return isNumeric ? ' align="right"' : '';
}

function nameOf({ name }: ShownColumn): string {
  return cutText(name.replace(/\s+/g, ' '), maxName, '…');
}

function tableText(shown: ShownFrame): string {
  const types = shown.columns.some(({ type }) => type !== undefined);
  const withGap = (cells: string[]) => (shown.gapAfter === undefined ? cells : cells.toSpliced(shown.gapAfter, 0, '⋮'));
  const heads = (name: string, type: string) => (types ? [name, type] : [name]);
  let lines = flush([...heads('', ''), ...withGap(shown.labels)], true);
  let left = 0;
  for (const [at, column] of shown.columns.entries()) {
    const gap = at === shown.columnGapAfter ? '  …' : '';
    const cells = flush([...heads(nameOf(column), column.type ?? ''), ...withGap(column.cells)], column.isNumeric);
    const wider = lines.map((line, row) => `${line}${gap}  ${cells[row]}`);
    if (left > 0 || (at > 0 && (wider[0] as string).length > maxWidth)) left += 1;
    else lines = wider;
  }
  const unseen = left > 0 ? ` (${counted(left, 'column')} more on the right)` : '';
  return [...lines.map((line) => line.trimEnd()), shown.caption + unseen].join('\n');
}

function flush(cells: string[], right: boolean): string[] {
  const width = Math.max(...cells.map((cell) => cell.length));
  return cells.map((cell) => (right ? cell.padStart(width) : cell.padEnd(width)));
}
