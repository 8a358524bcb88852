import { type OxcError, type ParseResult, parseSync } from 'oxc-parser';

export interface Completeness {
  status: 'complete' | 'incomplete' | 'invalid';
  indent: string; // what the next line starts with when more must come
}

/** Where a name, a value or a block is missing the parser may say that what is there is wrong: these show what it needs. */
const continuations = [' x', ' = x', ' {}'];

/** Tells whether a cell could run, needs more lines, or is wrong whatever follows (Jupyter's is_complete_request). */
export function completenessOf(source: string): Completeness {
  const plain = statusOf(source, 'ts');
  const mayBeJsx = plain === 'invalid' && /<[\p{ID_Start}>]/u.test(source); // where a project does without, running says so
  const status = mayBeJsx ? statusOf(source, 'tsx') : plain === 'invalid' ? statusOfObject(source) : plain;
  return { status, indent: status === 'incomplete' ? indentAfter(source) : '' };
}

/** A cell may be an object and nothing else: `{ "a": 1 }`. */
function statusOfObject(source: string): Completeness['status'] {
  if (!/^\s*\{/.test(source)) return 'invalid';
  return statusOf(`(${source})`, 'ts') === 'complete' ? 'complete' : statusOf(`(${source}`, 'ts');
}

function statusOf(source: string, lang: 'ts' | 'tsx'): Completeness['status'] {
  const parsed = parse(source, lang);
  const error = parsed.errors[0];
  if (!error) return isBodyMissing(parsed, source) ? 'incomplete' : 'complete';
  if (error.message.startsWith('Unterminated')) return mayGoOn(unterminated(source, error)) ? 'incomplete' : 'invalid';
  const stopsAtEnd = (error.labels.at(-1)?.start ?? 0) >= source.trimEnd().length;
  const isOpen = stopsAtEnd || /EOF|Missing catch/.test(error.message);
  const isContinued = () => continuations.some((more) => parse(`${source}${more}`, lang).errors.length === 0);
  return isOpen || isContinued() ? 'incomplete' : 'invalid';
}

function parse(source: string, lang: 'ts' | 'tsx'): ParseResult {
  return parseSync(`cell.${lang}`, source, { lang, sourceType: 'module' });
}

/** `function f()` with nothing behind it could be an overload; a person who writes a cell means to go on. */
function isBodyMissing({ program }: ParseResult, source: string): boolean {
  const last = program.body.at(-1);
  return last?.type === 'TSDeclareFunction' && !last.declare && !source.trimEnd().endsWith(';');
}

function unterminated(source: string, error: OxcError): string {
  return source.slice(error.labels[0]?.start ?? 0);
}

/** A template or a comment goes on over lines; a string or a regular expression does not. */
function mayGoOn(piece: string): boolean {
  return /^(`|\}|\/\*)/.test(piece);
}

/** As the last line, and more behind an opening bracket. In a template spaces would be a part of the text. */
function indentAfter(source: string): string {
  const error = parse(source, 'ts').errors[0];
  if (error?.message.startsWith('Unterminated') && /^[`}]/.test(unterminated(source, error))) return '';
  const lastLine = source.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(lastLine)?.[0] ?? '';
  return /[{([]$/.test(lastLine) ? `${indent}  ` : indent;
}
