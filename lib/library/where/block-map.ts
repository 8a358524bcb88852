// Generated from notebooks/30_library/20_where/01_block_map.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b20003 30b20005 30b20008 30b2000b

// %% notebooks/30_library/20_where/01_block_map.ipynb#30b20003 9b05f4a0
import { applyEdits, type Edit } from '../source/edits.ts';

// %% notebooks/30_library/20_where/01_block_map.ipynb#30b20005 16ee8e37
/** A stretch of a block and the stretch of the cell that it stands for. Offsets count UTF-16 units, ends are exclusive. @internal */
export interface BlockPiece {
  block: number;
  blockEnd: number;
  cell: number;
  cellEnd: number;
  copied: boolean; // both are the same text
}

/** The pieces of a block, in order, without gaps. `text` is the block, `edits` those of the cell's source that made it. @internal */
export function blockPieces({ source, edits, text }: { source: string; edits: Edit[]; text: string }): BlockPiece[] {
  const code = applyEdits(source, edits);
  const trimmed = code.trim();
  const guard = text.length - trimmed.length;
  const shift = guard - (code.length - code.trimStart().length);
  const pieces: BlockPiece[] = [];
  const add = (length: number, cell: number, cellEnd: number, copied: boolean) => {
    const start = pieces.at(-1)?.blockEnd ?? shift;
    pieces.push({ block: start, blockEnd: start + length, cell, cellEnd, copied });
  };
  let position = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    add(edit.start - position, position, edit.start, true);
    add(edit.text.length, edit.start, edit.end, false);
    position = edit.end;
  }
  add(source.length - position, position, source.length, true);
  return pieces.flatMap((piece) => _cut(piece, guard, text.length));
}

/** What is left of a piece when the block is trimmed. */
function _cut(piece: BlockPiece, from: number, to: number): BlockPiece[] {
  const [before, behind] = [Math.max(0, from - piece.block), Math.max(0, piece.blockEnd - to)];
  if (piece.blockEnd - behind <= piece.block + before) return [];
  const { cell, cellEnd, copied } = piece;
  const kept = copied ? { cell: cell + before, cellEnd: cellEnd - behind } : { cell, cellEnd };
  return [{ block: piece.block + before, blockEnd: piece.blockEnd - behind, ...kept, copied }];
}

// %% notebooks/30_library/20_where/01_block_map.ipynb#30b20008 40358eb7
/** The offset in the cell of an offset in its block. @internal */
export function offsetInCell(pieces: BlockPiece[], offset: number): number {
  const piece = pieces.find(({ blockEnd }) => offset < blockEnd) ?? pieces.at(-1);
  if (!piece) return 0;
  const distance = Math.max(0, offset - piece.block);
  return Math.min(piece.cell + distance, piece.copied ? piece.cellEnd : Math.max(piece.cell, piece.cellEnd - 1));
}

/** The offset in the block of an offset in its cell; undefined for what is not in the block. @internal */
export function offsetInBlock(pieces: BlockPiece[], offset: number): number | undefined {
  const piece = pieces.find(({ cell, cellEnd }) => cell <= offset && offset < cellEnd);
  return piece && Math.min(piece.block + offset - piece.cell, piece.blockEnd - 1);
}

// %% notebooks/30_library/20_where/01_block_map.ipynb#30b2000b 70ff229d
/** A place in a text as people count it, from 1. @internal */
export interface LinePlace {
  line: number;
  column: number; // UTF-16 units
}

/** The offset of a place; without a column that of the first character of the line that is not blank. A line beyond the end is the end. @internal */
export function offsetOfPlace(text: string, line: number, column?: number): number {
  let start = 0;
  for (let left = line; left > 1; left--) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const whole = text.slice(start, end < 0 ? undefined : end);
  return start + Math.min(column === undefined ? Math.max(0, whole.search(/\S/)) : column - 1, whole.length);
}

/** The place of an offset. @internal */
export function placeOfOffset(text: string, offset: number): LinePlace {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** The line of a cell that became a line of its block, with the column where one is given. @internal */
export function placeInCell(
  map: { pieces: BlockPiece[]; source: string; text: string },
  line: number,
  column?: number,
): LinePlace {
  return placeOfOffset(map.source, offsetInCell(map.pieces, offsetOfPlace(map.text, line, column)));
}

/** The line of the block that a line of the cell became; undefined when nothing of it is in the block. @internal */
export function placeInBlock(
  map: { pieces: BlockPiece[]; source: string; text: string },
  line: number,
  column?: number,
): LinePlace | undefined {
  const from = offsetOfPlace(map.source, line, column);
  const end = map.source.indexOf('\n', from);
  for (let offset = from; offset <= (end < 0 ? map.source.length : end); offset++) {
    const found = offsetInBlock(map.pieces, offset);
    if (found !== undefined) return placeOfOffset(map.text, found);
  }
  return undefined;
}
