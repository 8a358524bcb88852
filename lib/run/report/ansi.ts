import { escapeHtml } from '../../kernel/views/html.ts';

interface Look {
  colour: string; // '' for that of the text around it; else a class, or a value of CSS
  background: string;
  marks: Set<string>; // bold, faint, italic, underlined
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of control characters
const sequences = /\x1b\[([0-9;:]*)m|\x1b\[[0-9;?:<=>]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\^_]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a page cannot show
const unshown = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** Text with the colours of a terminal, as HTML. Lines that were written over show what was written last. */
export function ansiHtml(text: string): string {
  const source = settled(text);
  let look: Look = plainLook();
  let html = '';
  let at = 0;
  const show = (piece: string) => {
    if (piece !== '') html += spanOf(look, escapeHtml(piece.replace(unshown, '')));
  };
  for (const match of source.matchAll(sequences)) {
    show(source.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) look = nextLook(look, match[1]);
  }
  show(source.slice(at));
  return html;
}

/** Text without the sequences of a terminal. */
export function withoutAnsi(text: string): string {
  return text.replace(sequences, '').replace(unshown, '');
}

/** What a line shows when its beginning was written again, as by progress bars. */
function settled(text: string): string {
  const lines = text.replace(/\r+\n/g, '\n');
  if (!lines.includes('\r')) return lines;
  return lines
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1) ?? '')
    .join('\n');
}

function plainLook(): Look {
  return { colour: '', background: '', marks: new Set() };
}

function nextLook(before: Look, codes: string): Look {
  const look = { ...before, marks: new Set(before.marks) };
  const numbers = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] as number;
    if (code === 0) Object.assign(look, plainLook());
    else if (code === 1) look.marks.add('bold');
    else if (code === 2) look.marks.add('faint');
    else if (code === 3) look.marks.add('italic');
    else if (code === 4) look.marks.add('underlined');
    else if (code === 22) for (const mark of ['bold', 'faint']) look.marks.delete(mark);
    else if (code === 23) look.marks.delete('italic');
    else if (code === 24) look.marks.delete('underlined');
    else if (code === 39) look.colour = '';
    else if (code === 49) look.background = '';
    else if (code >= 30 && code <= 37) look.colour = names[code - 30] as string;
    else if (code >= 90 && code <= 97) look.colour = names[code - 90] as string;
    else if (code >= 40 && code <= 47) look.background = names[code - 40] as string;
    else if (code >= 100 && code <= 107) look.background = names[code - 100] as string;
    else if (code === 38 || code === 48) {
      const [colour, used] = extended(numbers.slice(at + 1));
      if (code === 38) look.colour = colour;
      else look.background = colour;
      at += used;
    }
  }
  return look;
}

/** A colour of the 256 or of the 16 million: the nearest of the eight, which can be read on light and on dark. */
function extended([kind, ...rest]: number[]): [string, number] {
  if (kind === 2) return [nearest(rest.slice(0, 3)), 4];
  if (kind !== 5) return ['', 1];
  const index = rest[0] ?? 0;
  if (index < 16) return [names[index % 8] as string, 2];
  if (index >= 232) return ['black', 2];
  const cube = [36, 6, 1].map((step) => (Math.floor((index - 16) / step) % 6) * 51);
  return [nearest(cube), 2];
}

function nearest(channels: number[]): string {
  const most = Math.max(...channels);
  if (most - Math.min(...channels) < 40) return 'black';
  const bits = channels.map((value) => (value > most * 0.6 ? 1 : 0));
  return names[(bits[0] ?? 0) + 2 * (bits[1] ?? 0) + 4 * (bits[2] ?? 0)] as string;
}

function spanOf({ colour, background, marks }: Look, html: string): string {
  const classes = [...marks].map((mark) => `a-${mark}`);
  if (background !== '') classes.push(`a-on-${background}`);
  else if (colour !== '') classes.push(`a-${colour}`);
  return classes.length === 0 ? html : `<span class="${classes.join(' ')}">${html}</span>`;
}
