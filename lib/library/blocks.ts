// Generated from notebooks/30_library/05_blocks.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b10003 30b10005 30b1000f 30b10007 30b1000a

// %% notebooks/30_library/05_blocks.ipynb#30b10003 b329dbf8
import { createHash } from 'node:crypto';
import { parseSync } from 'oxc-parser';
import { blockMarker, generatedMark } from '../notebook/exported-line.ts';

// %% notebooks/30_library/05_blocks.ipynb#30b10005 ca9ef62b
/** A piece of a module: one exported cell, or a piece that a person began with a bare `// %%`. */
export interface ModuleBlock {
  notebook: string | undefined; // path from the project's root; undefined for a bare marker
  id: string | undefined; // of the cell
  hash: string | undefined; // of the text as it was exported; undefined in modules of before there were hashes
  text: string; // below the marker, without blank lines around it
  line: number; // 1-based, of the marker
}

/** A module, read. */
export interface ModuleBlocks {
  notebook: string; // whose module it is
  cells: string[] | undefined; // what was exported last, in order: ids, or `path#id` for cells of other notebooks
  stray: { text: string; line: number } | undefined; // what stands outside of any block
  blocks: ModuleBlock[];
}

/** A block to be written. */
export interface BlockText {
  notebook: string;
  id: string;
  text: string;
}

// %% notebooks/30_library/05_blocks.ipynb#30b1000f 5395a883
const _likeMarker = /^([ \t]*\/\/[ \t]*)(\\*)(%%(?:[ \t]+\S.*?\.ipynb#[\w-]+(?:[ \t]+[0-9a-f]{8})?)?[ \t]*)$/;

/** The lines (from 0) that are comments between statements; undefined for a text that cannot be parsed. */
function _commentLines(text: string): Set<number> | undefined {
  const { program, comments, errors } = parseSync('module.ts', text, { lang: 'ts', sourceType: 'module' });
  if (errors.length > 0 && program.body.length === 0) return undefined; // after a lesser error there is a tree
  const ends = new Map(comments.map(({ start, end }) => [text.slice(0, end).trimEnd().length, start]));
  const statements = (program.body as { start: number; end: number }[]).map(({ start, end }) => {
    return { start, end: text[end - 1] === ';' ? _codeEnd(text, end - 1, ends) : end };
  });
  const between = comments.filter(
    (comment) => !statements.some(({ start, end }) => start <= comment.start && comment.start < end),
  );
  const starts = new Set(between.filter(({ type }) => type === 'Line').map(({ start }) => start));
  const lines = new Set<number>();
  let offset = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (starts.has(offset + line.search(/\S|$/))) lines.add(index);
    offset += line.length + 1;
  }
  return lines;
}

/** Where code ends before an offset. The semicolon of a statement may be the guard of the next block, with a marker between. */
function _codeEnd(text: string, offset: number, comments: Map<number, number>): number {
  for (let end = offset; ; ) {
    const trimmed = text.slice(0, end).trimEnd().length;
    const comment = comments.get(trimmed);
    if (comment === undefined) return trimmed;
    end = comment;
  }
}

function _escapeMarkers(text: string): string {
  const lines = text.split('\n');
  if (!lines.some((line) => _likeMarker.test(line))) return text;
  const comments = _commentLines(text);
  return lines.map((line, at) => (comments?.has(at) ? line.replace(_likeMarker, '$1\\$2$3') : line)).join('\n');
}

// %% notebooks/30_library/05_blocks.ipynb#30b10007 954af4d4
/** The first line of a generated file. @internal */
export function generatedHeader(source: string, advice: string): string {
  return `// Generated from ${source} by \`octavo export\`. ${advice}\n`;
}

/** Tells whether a file is one that the exporter wrote. @internal */
export function isGenerated(text: string): boolean {
  return generatedMark.test(text);
}

/** What a generated file says it was made from: a notebook, or folders of notebooks for an index. @internal */
export function sourceOf(text: string): string | undefined {
  return /^\ufeff?\/[/*].*?\bGenerated from (.*) by `octavo export`/.exec(text)?.[1];
}

/** What is kept of a block's text: eight hexadecimal digits. Line ends and blank lines around it do not count. @internal */
export function blockHash(text: string): string {
  const plain = text.replaceAll('\r\n', '\n').trim();
  return createHash('sha256').update(plain).digest('hex').slice(0, 8);
}

/** The text of a module with these blocks. Empty ones are left out. @internal */
export function formatModule(notebook: string, blocks: BlockText[]): string {
  const written = blocks.filter((block) => block.text !== '');
  const names = written.map((block) => _cellName(block, notebook)).join(' ');
  const header = generatedHeader(notebook, 'Edit the notebook; or edit here and type `octavo update`.');
  const parts = written.map(
    ({ notebook, id, text }) => `\n// %% ${notebook}#${id} ${blockHash(text)}\n${_escapeMarkers(text)}\n`,
  );
  return `${header}// cells:${names === '' ? '' : ` ${names}`}\n${parts.join('')}`;
}

function _cellName({ notebook, id }: { notebook: string; id: string }, owner: string): string {
  return notebook === owner ? id : `${notebook.replaceAll(' ', '%20')}#${id}`;
}

// %% notebooks/30_library/05_blocks.ipynb#30b1000a 81c44380
/** Reads a generated module; undefined for a text that has not its header. */
export function parseModule(text: string): ModuleBlocks | undefined {
  if (!isGenerated(text)) return undefined;
  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(/^\ufeff/, '')
    .split('\n');
  const notebook = sourceOf(text) ?? '';
  const listed = /^\/\/ ?cells:(.*)$/.exec(lines[1] ?? '')?.[1];
  const cells = listed?.split(' ').filter((name) => name !== '');
  const { starts, blocks } = _blocksOf(lines);
  const first = cells === undefined ? 1 : 2;
  const stray = lines.slice(first, starts[0]);
  const at = stray.findIndex((line) => line.trim() !== '');
  return {
    notebook,
    cells: cells?.map((name) => name.replaceAll('%20', ' ')),
    stray: at < 0 ? undefined : { text: stray.join('\n').trim(), line: first + at + 1 },
    blocks,
  };
}

function _blocksOf(lines: string[]): { starts: number[]; blocks: ModuleBlock[] } {
  const likely = lines.flatMap((line, index) => (blockMarker.test(line) ? [index] : []));
  const escaped = lines.some((line) => _likeMarker.exec(line)?.[2]);
  const pieces = _pieces(lines, likely);
  if (!escaped && pieces.every(({ hash, text }) => hash === blockHash(text))) return { starts: likely, blocks: pieces };
  const comments = _commentLines(lines.join('\n'));
  if (!comments) return { starts: likely, blocks: pieces };
  const plain = lines.map((line, at) => (comments.has(at) ? line.replace(_likeMarker, _withoutSlash) : line));
  const starts = likely.filter((index) => comments.has(index));
  return { starts, blocks: _pieces(plain, starts) };
}

function _withoutSlash(_line: string, comment: string, slashes: string, rest: string): string {
  return comment + slashes.slice(1) + rest;
}

function _pieces(lines: string[], starts: number[]): ModuleBlock[] {
  return starts.map((start, index) => {
    const [, notebook, id, hash] = blockMarker.exec(lines[start] as string) ?? [];
    const inside = lines.slice(start + 1, starts[index + 1]).join('\n');
    return { notebook, id, hash, text: inside.trim(), line: start + 1 };
  });
}
