import { parseSync } from 'oxc-parser';

export interface Completeness {
  status: 'complete' | 'incomplete' | 'invalid';
  indent: string; // what the next line starts with when more must come
}

/** Tells whether a cell could run, needs more lines, or is wrong whatever follows (Jupyter's is_complete_request). */
export function completenessOf(source: string): Completeness {
  const parsed = parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module' });
  const error = parsed.errors[0];
  if (!error) return { status: 'complete', indent: '' };
  const end = source.trimEnd().length;
  const stopsAtEnd = (error.labels.at(-1)?.start ?? 0) >= end || /EOF|Missing catch/.test(error.message);
  const isOpen = error.message.startsWith('Unterminated')
    ? mayGoOn(source.slice(error.labels[0]?.start ?? 0))
    : stopsAtEnd;
  if (!isOpen) return { status: 'invalid', indent: '' };
  const lastLine = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(lastLine)?.[0] ?? '';
  return { status: 'incomplete', indent: /[{([]$/.test(lastLine) ? `${indent}  ` : indent };
}

/** A template or a comment goes on over lines; a string or a regular expression does not. */
function mayGoOn(unterminated: string): boolean {
  return /^(`|\}|\/\*)/.test(unterminated);
}
