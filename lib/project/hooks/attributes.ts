/** The attributes that send notebooks through Octavo, by the part of the installation that needs them. */
const attributeOf: Record<string, string> = { filter: 'filter=octavo', diff: 'diff=octavo', merge: 'merge=octavo' };

const note = '# Octavo: notebooks in git. `octavo hooks remove` takes these two lines out.';

/** The text of an attributes file with a line for notebooks, at its end, so that it wins. What was there keeps its bytes. */
export function withAttributes(text: string, parts: readonly string[], pattern = '*.ipynb'): string {
  const rest = withoutAttributes(text, pattern);
  const attributes = parts.flatMap((part) => attributeOf[part] ?? []);
  if (attributes.length === 0) return rest;
  const newline = rest.includes('\r\n') ? '\r\n' : '\n';
  const gap = rest === '' || rest.endsWith('\n') ? '' : newline;
  // A file whose last line had no end says so in the note, and loses the end that it was given when the lines go.
  const head = gap === '' ? note : `${note} (The line above had no end.)`;
  return `${rest}${gap}${head}${newline}${pattern} ${attributes.join(' ')}${newline}`;
}

/** The text without the lines that `withAttributes` put in. */
export function withoutAttributes(text: string, pattern = '*.ipynb'): string {
  const escaped = pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const lines = new RegExp(
    `(\\r?\\n)?(${note.replace(/[.*()]/g, '\\$&')})( \\(The line above had no end\\.\\))?\\r?\\n${escaped}( \\w+=octavo)+(\\r?\\n|$)`,
  );
  return text.replace(lines, (_, before: string | undefined, __, hadNoEnd: string | undefined) =>
    hadNoEnd ? '' : (before ?? ''),
  );
}

/** A folder of a repository as the beginning of an attributes pattern: signs that mean something there are escaped. */
export function attributePattern(prefix: string): string {
  if (prefix === '') return '*.ipynb';
  const pattern = `/${prefix.replace(/[[\]*?\\]/g, '\\$&')}**/*.ipynb`;
  return /[\s"]/.test(pattern) ? JSON.stringify(pattern) : pattern;
}
