import { inspect, stripVTControlCharacters, types } from 'node:util';
import { grey, red } from '../../colours.ts';
import { CellSyntaxError } from '../../transform/index.ts';
import type { PlaceInCell } from './cell-scripts.ts';
import { cleanMessage } from './clean-message.ts';
import { excerpt } from './excerpt.ts';
import { frameFrom, framesOf, type StackFrame } from './stack-frames.ts';

export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[]; // lines, with ANSI colours
}

const maxDepth = 5; // of causes
const maxErrors = 10; // of an AggregateError
const longestMessage = 20_000; // characters: some carry the whole answer of a server
const longestName = 200;

/** Says what was thrown, as Jupyter's error message wants it. Never throws, whatever it is given. */
export function describeFailure(thrown: unknown, cell: string): Failure {
  try {
    if (thrown instanceof CellSyntaxError) return describeSyntaxError(thrown, cell);
    if (isError(thrown)) {
      const { name, message } = namesOf(thrown);
      return { ename: name, evalue: message, traceback: describeError(thrown, []) };
    }
    const shown = cut(typeof thrown === 'string' ? thrown : inspect(thrown), longestMessage);
    return {
      ename: 'Uncaught',
      evalue: shown,
      traceback: [`${red('Uncaught')} ${inspect(thrown)}`],
    };
  } catch (error) {
    const why = `an error that cannot be shown (${safeText(error)})`;
    return { ename: 'Error', evalue: why, traceback: [`${red('Error')}: ${why}`] };
  }
}

function describeSyntaxError(error: CellSyntaxError, cell: string): Failure {
  const place = { cell, source: error.source, position: { line: error.line, column: error.column } };
  const hint = error.hint === undefined ? [] : [error.hint];
  return {
    ename: 'SyntaxError',
    evalue: `${error.message} (${cell} line ${error.line}:${error.column})`,
    traceback: [`${red('SyntaxError')}: ${error.message}`, ...excerpt(place, error.length), ...hint],
  };
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || safely(() => value instanceof Error) === true;
}

function namesOf(error: Error): { name: string; message: string } {
  const name = safely(() => String(nameOf(error) || 'Error')) ?? 'Error';
  const message = safely(() => String(error.message ?? '')) ?? '';
  const clean = safely(() => cleanMessage(error, message)) ?? message;
  return { name: cut(name, longestName), message: cut(clean, longestMessage) };
}

function cut(text: string, longest: number): string {
  const more = (text.length - longest).toLocaleString('en');
  return text.length <= longest ? text : `${text.slice(0, longest)}… ${more} more characters`;
}

/** What a function returns; undefined when it throws: an error may be a proxy, or have getters that throw. */
function safely<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A class that sets no name of its own is called by its class name, as in `class MyError extends Error {}`. */
function nameOf(error: Error): string {
  const hasOwn = Object.hasOwn(error, 'name') || Object.hasOwn(Object.getPrototypeOf(error) ?? {}, 'name');
  return hasOwn ? error.name : error.constructor.name;
}

/** The lines of an error and of those within it. `outer` are the errors that it is within. */
function describeError(error: Error, outer: Error[]): string[] {
  const { name, message } = namesOf(error);
  const lines = [`${red(name)}${message ? `: ${message}` : ''}`];
  if (outer.includes(error)) return [`${lines[0]} ${grey('(as above: it goes in a circle)')}`];
  lines.push(...beforeStack(error, name));
  const innermost = outer.length === 0 ? innermostPlace(error) : undefined;
  if (innermost) lines.push(...excerpt(innermost));
  lines.push(...withoutRepeats(safeFrames(error).map(showFrame)));
  const hint = safely(() => (error as { hint?: unknown }).hint);
  if (name === 'OctavoError' && typeof hint === 'string') lines.push(`hint: ${hint}`);
  lines.push(...ownProperties(error, name));
  const within = [...outer, error];
  if (within.length > maxDepth) return lines;
  for (const [label, inner] of innerErrors(error)) lines.push(...nested(label, inner, within));
  return lines;
}

/** What an error carries that was thrown before it, with the words that say how. */
function innerErrors(error: Error): [label: string, inner: unknown][] {
  const { cause, errors, suppressed } = Object.fromEntries(
    ['cause', 'errors', 'suppressed'].map((key) => [
      key,
      safely(() => (error as unknown as Record<string, unknown>)[key]),
    ]),
  );
  const inner: [string, unknown][] = cause === undefined ? [] : [['cause', cause]];
  if (suppressed !== undefined) {
    inner.push(['error', safely(() => (error as SuppressedError).error)], ['suppressed', suppressed]);
  }
  if (!Array.isArray(errors)) return inner;
  inner.push(...errors.slice(0, maxErrors).map((one, index): [string, unknown] => [`errors[${index}]`, one]));
  if (errors.length > maxErrors) inner.push([`errors: ${errors.length - maxErrors} more`, undefined]);
  return inner;
}

function nested(label: string, value: unknown, outer: Error[]): string[] {
  const lines = isError(value) ? describeError(value, outer) : [value === undefined ? '' : safeInspect(value)];
  return lines.map((line, index) => `  ${index === 0 ? `[${label}] ` : ''}${line}`.trimEnd());
}

function safeInspect(value: unknown, depth = 2): string {
  return safely(() => inspect(value, { colors: true, depth, maxStringLength: 1000 })) ?? 'a value that cannot be shown';
}

function safeFrames(error: Error): StackFrame[] {
  return safely(() => framesOf(error)) ?? [];
}

/** The place in a cell nearest to what went wrong; when the error itself has none (fetch), that of its cause. */
function innermostPlace(error: unknown, depth = 0): PlaceInCell | undefined {
  if (!isError(error) || depth > maxDepth) return undefined;
  const own = safeFrames(error).find((frame) => frame.place?.position);
  return own
    ? own.place
    : innermostPlace(
        safely(() => error.cause),
        depth + 1,
      );
}

/** Of more than three equal lines in a row (a recursion without end), two. */
function withoutRepeats(lines: string[]): string[] {
  const shown: string[] = [];
  for (let start = 0, end = 0; start < lines.length; start = end) {
    while (end < lines.length && lines[end] === lines[start]) end += 1;
    const count = end - start;
    if (count <= 3) shown.push(...lines.slice(start, end));
    else shown.push(...lines.slice(start, start + 2), grey(`    … ${count - 2} more of the same`));
  }
  return shown;
}

/** Frames of the notebook and of the project stand out against those of packages and of the language. */
function showFrame({ text, place }: StackFrame): string {
  const shown = `    ${frameFrom(process.cwd(), text)}`;
  return place || !/[/\\]node_modules[/\\]|<anonymous>/.test(shown) ? shown : grey(shown);
}

/** Node puts the place of a syntax error in a module before the stack's first line. */
function beforeStack(error: Error, name: string): string[] {
  if (name !== 'SyntaxError') return [];
  const [before] = safely(() => String(error.stack).split(`\n${name}: `)) ?? [];
  const isPlace = before !== undefined && /^\S+:\d+\n/.test(before);
  return isPlace ? frameFrom(process.cwd(), before).split('\n') : [];
}

const shownElsewhere = new Set(['name', 'message', 'stack', 'cause', 'errors', 'error', 'suppressed', 'hint']);
const saidInMessage: Record<string, string[]> = {
  AssertionError: ['generatedMessage', 'code', 'actual', 'expected', 'operator', 'diff'],
  OctavoError: ['where', 'exitCode'],
};

/** What an error carries besides its message, such as the `code` of a file error. */
function ownProperties(error: Error, name: string): string[] {
  const said = saidInMessage[name] ?? [];
  const names = safely(() => Object.keys(error)) ?? [];
  const wanted = names.filter((one) => !shownElsewhere.has(one) && !said.includes(one));
  if (wanted.length === 0) return [];
  const read = (key: string) => safely(() => (error as unknown as Record<string, unknown>)[key]);
  return safeInspect(Object.fromEntries(wanted.map((key) => [key, read(key)]))).split('\n');
}

function safeText(value: unknown): string {
  try {
    return stripVTControlCharacters(String(value));
  } catch {
    return 'unknown';
  }
}
