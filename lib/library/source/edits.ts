// Generated from notebooks/30_library/02_source/02_edits.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a20004

// %% notebooks/30_library/02_source/02_edits.ipynb#30a20004 5e9d3e60
/** Puts `text` in the place of what lies from `start` to `end` (equal for an insertion). */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Applies edits, in any order. Those at one place apply in the order given. Throws a plain Error when two overlap. */
export function applyEdits(source: string, edits: Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position) throw new Error(`Edits overlap at ${edit.start}`);
    text += source.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return text + source.slice(position);
}

/** The 1-based line of an offset. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let index = source.indexOf('\n'); index !== -1 && index < offset; index = source.indexOf('\n', index + 1))
    line++;
  return line;
}
