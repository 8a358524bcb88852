// Generated from notebooks/20_notebook/17_diff/07_diff_format.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3703 5d0c3704 5d0c3705 5d0c3707 5d0cfeca 5d0cc916 5d0ca3f7 5d0c3709 5d0c83ee 5d0c9ed5 5d0c370a

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c3703 faed0ac3
import type { CellDiff, NotebookDiff } from './notebook-diff.ts';
import { formatOutputDiff, formatValueDiff } from './output-diff.ts';
import type { DiffBlock, WordDiff } from './text-diff.ts';

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c3704 0f612045
/** How a difference is shown. */
export interface DiffStyle {
  colours?: boolean | undefined; // ANSI colours
  wordDiff?: boolean | undefined; // [-old-]{+new+} within lines; default: where there are no colours
  context?: number | undefined; // unchanged lines around changed ones, default 3
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c3705 6046d728
/** A style with all that it leaves open. @internal */
export type FullStyle = Required<{ [key in keyof DiffStyle]: NonNullable<DiffStyle[key]> }>;

/** What begins and ends a colour. @internal */
export const colours = {
  bold: ['\u001b[1m', '\u001b[22m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  red: ['\u001b[31m', '\u001b[39m'],
  green: ['\u001b[32m', '\u001b[39m'],
  yellow: ['\u001b[33m', '\u001b[39m'],
  reverse: ['\u001b[7m', '\u001b[27m'],
} as const;

/** A text in a colour, if there are colours. @internal */
export function paint(text: string, colour: keyof typeof colours, style: FullStyle): string {
  return style.colours && text !== '' ? colours[colour].join(text) : text;
}

/** A line that fits a screen, without signs that a terminal would obey. @internal */
export function safeLine(line: string): string {
  const long = line.length > 1000 ? `${line.slice(0, 1000)}… (${line.length - 1000} more)` : line;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal obeys
  return long.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (sign) => (sign === '\r' ? '' : '\ufffd'));
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c3707 55b3d786
/** The lines of the blocks of a source. @internal */
export function formatSource(blocks: readonly DiffBlock[], style: FullStyle): string[] {
  return blocks.flatMap((block, index) => {
    if (block.kind === 'changed')
      return style.wordDiff ? markedLines(block.words, style) : twoSides(block.words, style);
    const isFirst = index === 0;
    const isLast = index === blocks.length - 1;
    const [head, tail] = [isFirst ? 0 : style.context, isLast ? 0 : style.context];
    const same = (line: string) => `      ${safeLine(line)}`.trimEnd();
    if (block.lines.length <= head + tail + 1) return block.lines.map(same);
    const left = block.lines.length - head - tail;
    const gap = paint(`      … ${left} lines`, 'dim', style);
    return [...block.lines.slice(0, head).map(same), gap, ...block.lines.slice(block.lines.length - tail).map(same)];
  });
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0cfeca 86caf866
/** Changed lines, the old ones above the new ones; words that are only in one of them in reverse. @internal */
export function twoSides(words: readonly WordDiff[], style: FullStyle): string[] {
  return (['removed', 'added'] as const).flatMap((side) => {
    const own = words.filter(({ kind }) => kind === 'same' || kind === side);
    const [sign, colour] = side === 'removed' ? (['-', 'red'] as const) : (['+', 'green'] as const);
    return toLines(own).map((line) => {
      const isWhole = line.kinds.size === 1; // the whole line is old or new: no word stands out
      const text = line.words.map((word) =>
        !isWhole && word.kind === side ? paint(word.text, 'reverse', style) : word.text,
      );
      return `    ${paint(`${sign} ${text.join('')}`.trimEnd(), colour, style)}`;
    });
  });
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0cc916 0fc7003d
/** Changed lines once, the words marked; lines that are all old or all new have a sign alone. @internal */
export function markedLines(words: readonly WordDiff[], style: FullStyle): string[] {
  return toLines(words).map(({ words, kinds }) => {
    const [only] = kinds.size === 1 ? kinds : [];
    const plain = words.map(({ text }) => text).join('');
    if (only === 'removed') return `    ${paint(`- ${plain}`.trimEnd(), 'red', style)}`;
    if (only === 'added') return `    ${paint(`+ ${plain}`.trimEnd(), 'green', style)}`;
    const marked = words.map(({ kind, text }) => {
      if (kind === 'removed') return paint(`[-${text}-]`, 'red', style);
      return kind === 'added' ? paint(`{+${text}+}`, 'green', style) : text;
    });
    return `    ${only ? ' ' : '~'} ${marked.join('')}`.trimEnd();
  });
}

/** A line, and the kinds of its pieces and of its end. @internal */
export interface PieceLine {
  words: WordDiff[];
  kinds: Set<WordDiff['kind']>;
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0ca3f7 196a860e
/** Pieces of text, divided into lines. @internal */
export function toLines(words: readonly WordDiff[]): PieceLine[] {
  const lines: PieceLine[] = [];
  let line: PieceLine = { words: [], kinds: new Set() };
  for (const { kind, text } of words) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) {
        line.kinds.add(kind);
        lines.push(line);
        line = { words: [], kinds: new Set() };
      }
      if (part === '') continue;
      line.words.push({ kind, text: safeLine(part) });
      line.kinds.add(kind);
    }
  }
  return line.words.length > 0 ? [...lines, line] : lines;
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c3709 0ee4e547
/** The sign and the colour of a change. @internal */
export const signs = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  edited: ['~', 'yellow'],
  moved: ['>', 'yellow'],
  ran: ['~', 'dim'],
} as const;

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c83ee 7f7a70ea
/** The lines of a cell. @internal */
export function formatCell(cell: CellDiff, style: FullStyle): string[] {
  const { before, after, change } = cell;
  const [sign, colour] = signs[change];
  const words: string[] = [change === 'ran' ? 'ran again' : change];
  if (cell.moved && before && after) words.push(`moved from [${before.place}]`);
  if (cell.moved && change === 'moved') words.shift();
  if (before && after && before.kind !== after.kind) words.push(`${before.kind} -> ${after.kind}`);
  if (before && after && before.id !== after.id) words.push(`its id was ${safeLine(before.id)}`);
  const kind = (after ?? before)?.kind;
  const name = `cell ${safeLine(cell.id)} [${(after ?? before)?.place}]${kind === 'code' ? '' : ` ${kind}`}`;
  const facts = cell.metadata.map(formatValueDiff);
  if (cell.attachments.length > 0) facts.push(`attachments: ${cell.attachments.join(', ')}`);
  if (cell.outputs) facts.push(`outputs: ${formatOutputDiff(cell.outputs)}`);
  return [
    `  ${paint(`${sign} ${name}`, colour, style)}  ${words.join(', ')}`,
    ...facts.map((fact) => `      ${paint(safeLine(fact), 'dim', style)}`),
    ...formatSource(cell.source ?? [], style),
  ];
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c9ed5 12ddc84f
/** What differs, in a few words: `2 edited, 1 new, 1 moved`. @internal */
export function countChanges(diff: NotebookDiff): string {
  const count = (test: (cell: CellDiff) => boolean) => diff.cells.filter(test).length;
  const counts: [number, string][] = [
    [count(({ change }) => change === 'edited'), 'edited'],
    [count(({ change }) => change === 'added'), 'new'],
    [count(({ change }) => change === 'removed'), 'removed'],
    [count(({ moved }) => moved), 'moved'],
    [count(({ change }) => change === 'ran'), 'ran again'],
  ];
  const words = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  if (diff.metadata.length > 0) words.push('metadata');
  if (diff.format) words.push(`format ${diff.format.before} -> ${diff.format.after}`);
  return words.join(', ') || 'no difference';
}

// %% notebooks/20_notebook/17_diff/07_diff_format.ipynb#5d0c370a 84ee5008
/** The differences of a notebook as text, ending with a line end. `title` names it. */
export function formatNotebookDiff(diff: NotebookDiff, title: string, style: DiffStyle = {}): string {
  const full = { colours: false, context: 3, ...style, wordDiff: style.wordDiff ?? !style.colours } as FullStyle;
  const shown = diff.cells.filter((cell) => cell.change !== 'ran' || cell.outputs !== undefined);
  const head = `${paint(safeLine(title), 'bold', full)}  ${countChanges(diff)}`;
  const facts = diff.metadata.map((value) => `  ${paint(`metadata ${safeLine(formatValueDiff(value))}`, 'dim', full)}`);
  return [head, ...facts, ...shown.flatMap((cell) => formatCell(cell, full))].map((line) => `${line}\n`).join('');
}
