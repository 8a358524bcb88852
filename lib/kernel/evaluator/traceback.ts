import { inspect, stripVTControlCharacters, types } from 'node:util';
import { CellSyntaxError } from '../transform/index.ts';
import type { PlaceInCell } from './cell-scripts.ts';
import { cleanMessage } from './clean-message.ts';
import { excerpt } from './excerpt.ts';
import { frameFrom, framesOf, type StackFrame } from './stack-frames.ts';

export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[]; // lines, with ANSI colours
}

const red = (text: string) => `\x1b[31m${text}\x1b[39m`;
const grey = (text: string) => `\x1b[90m${text}\x1b[39m`;
const maxDepth = 5; // of causes

/** Says what was thrown, as Jupyter's error message wants it. Never throws, whatever it is given. */
export function describeFailure(thrown: unknown, cell: string): Failure {
  try {
    if (thrown instanceof CellSyntaxError) return describeSyntaxError(thrown, cell);
    if (isError(thrown)) {
      const { name, message } = namesOf(thrown);
      return { ename: name, evalue: message, traceback: describeError(thrown, 0) };
    }
    const shown = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { ename: 'Uncaught', evalue: shown, traceback: [`${red('Uncaught')} ${inspect(thrown, { colors: true })}`] };
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
  return types.isNativeError(value) || value instanceof Error;
}

function namesOf(error: Error): { name: string; message: string } {
  const read = (get: () => unknown, otherwise: string) => {
    try {
      return String(get() ?? otherwise);
    } catch {
      return otherwise;
    }
  };
  return {
    name: read(() => nameOf(error), 'Error') || 'Error',
    message: cleanMessage(
      error,
      read(() => error.message, ''),
    ),
  };
}

/** A class that sets no name of its own is called by its class name, as in `class MyError extends Error {}`. */
function nameOf(error: Error): string {
  const hasOwn = Object.hasOwn(error, 'name') || Object.hasOwn(Object.getPrototypeOf(error) ?? {}, 'name');
  return hasOwn ? error.name : error.constructor.name;
}

function describeError(error: Error, depth: number): string[] {
  const { name, message } = namesOf(error);
  const frames = safeFrames(error);
  const lines = [`${red(name)}${message ? `: ${message}` : ''}`];
  lines.push(...beforeStack(error));
  const innermost = depth === 0 ? innermostPlace(error) : undefined;
  if (innermost) lines.push(...excerpt(innermost));
  lines.push(...withoutRepeats(frames.map(showFrame)));
  const hint = (error as { hint?: unknown }).hint;
  if (name === 'OctavoError' && typeof hint === 'string') lines.push(`hint: ${hint}`);
  lines.push(...ownProperties(error));
  if (depth >= maxDepth) return lines;
  if (error.cause !== undefined) lines.push(...nested('cause', error.cause, depth));
  const inner = (error as AggregateError).errors;
  if (Array.isArray(inner)) {
    for (const [index, one] of inner.entries()) lines.push(...nested(`errors[${index}]`, one, depth));
  }
  return lines;
}

function nested(label: string, value: unknown, depth: number): string[] {
  const lines = isError(value) ? describeError(value, depth + 1) : [inspect(value, { colors: true })];
  return lines.map((line, index) => `  ${index === 0 ? `[${label}] ` : ''}${line}`);
}

function safeFrames(error: Error): StackFrame[] {
  try {
    return framesOf(error);
  } catch {
    return [];
  }
}

/** The place in a cell nearest to what went wrong; when the error itself has none (fetch), that of its cause. */
function innermostPlace(error: unknown, depth = 0): PlaceInCell | undefined {
  if (!isError(error) || depth > maxDepth) return undefined;
  const own = safeFrames(error).find((frame) => frame.place?.position);
  return own ? own.place : innermostPlace(error.cause, depth + 1);
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

function showFrame({ text, place }: StackFrame): string {
  const shown = `    ${frameFrom(process.cwd(), text)}`;
  return place ? shown : grey(shown);
}

/** Node puts the place of a syntax error in a module before the stack's first line. */
function beforeStack(error: Error): string[] {
  if (error.name !== 'SyntaxError') return [];
  try {
    const [before] = String(error.stack).split(`\n${error.name}: `);
    const isPlace = before !== undefined && /^\S+:\d+\n/.test(before);
    return isPlace ? frameFrom(process.cwd(), before).split('\n') : [];
  } catch {
    return [];
  }
}

const shownElsewhere = new Set(['name', 'message', 'stack', 'cause', 'errors', 'hint']);
const saidInMessage: Record<string, string[]> = {
  AssertionError: ['generatedMessage', 'code', 'actual', 'expected', 'operator', 'diff'],
  OctavoError: ['where', 'exitCode'],
};

/** What an error carries besides its message, such as the `code` of a file error. */
function ownProperties(error: Error): string[] {
  const said = saidInMessage[error.name] ?? [];
  const names = Object.keys(error).filter((name) => !shownElsewhere.has(name) && !said.includes(name));
  if (names.length === 0) return [];
  const properties = Object.fromEntries(
    names.map((name) => [name, (error as unknown as Record<string, unknown>)[name]]),
  );
  return inspect(properties, { colors: true, depth: 2 }).split('\n');
}

function safeText(value: unknown): string {
  try {
    return stripVTControlCharacters(String(value));
  } catch {
    return 'unknown';
  }
}
