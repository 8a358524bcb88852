// Generated from notebooks/20_notebook/02_json/03_json_reader.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0bb103 5d0bb105 5d0bb185 5d0bb107 5d0bb108 5d0bb187 5d0bb109 5d0bb189

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb103 ff2d6b27
import type { JsonObject, JsonValue } from './json.ts';

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb105 c6d47741
/** What is wrong with a JSON text. @internal */
export interface JsonProblem {
  message: string; // "expected a value, found }"
  line: number; // 1-based
  column: number; // 1-based, in UTF-16 units
  truncated: boolean; // the text ended too early, with nothing wrong before
}

/** Reads JSON, with Python's `NaN`, `Infinity` and `-Infinity`. Returns the value or what is wrong. @internal */
export function readJson(text: string): { value: JsonValue } | { problem: JsonProblem } {
  try {
    const value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as JsonValue;
    if (isDeeper(value, deepestLevel)) throw undefined; // the other reader says where
    return { value };
  } catch {
    const result = readJsonAt(text, text.startsWith('\ufeff') ? 1 : 0);
    if ('problem' in result) return result;
    const rest = { text, at: result.end, level: 0 };
    if (peek(rest) === undefined) return { value: result.value };
    return { problem: describeProblem(text, rest.at, `expected the end of the file, found ${shown(rest)}`) };
  }
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb185 d7a7c272
/** Reads the JSON value that begins at `at`, whatever stands behind it. Returns the value and its end, or what is wrong. @internal */
export function readJsonAt(text: string, at: number): { value: JsonValue; end: number } | { problem: JsonProblem } {
  const reader = { text, at, level: 0 };
  try {
    return { value: readValue(reader), end: reader.at };
  } catch (stop) {
    if (typeof stop !== 'string') throw stop;
    return { problem: describeProblem(text, reader.at, stop) };
  }
}

/** Tells whether a value is nested more than so many levels deep: what goes through it needs as much of the stack. @internal */
export function isDeeper(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (!Array.isArray(value)) return Object.values(value).some((part) => isDeeper(part, levels - 1));
  return value.some((part) => typeof part === 'object' && isDeeper(part, levels - 1));
}

/** Adds line and column to a problem. @internal */
export function describeProblem(text: string, at: number, message: string): JsonProblem {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { message, line, column: at - before.lastIndexOf('\n'), truncated: at >= text.length };
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb107 ba7653f2
/** A text and how far it has been read. @internal */
export interface Reader {
  text: string;
  at: number;
  level: number; // of nesting
}

/** A number, or a word that stands for a value. @internal */
export const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity|NaN|true|false|null/y;

/** The deepest nesting that is read; a notebook has about ten levels. @internal */
export const deepestLevel = 500;

/** What the words stand for that are not numbers to JavaScript. @internal */
export const words: Record<string, boolean | null> = { true: true, false: false, null: null };

/** The next character that is not blank; undefined at the end. @internal */
export function peek(reader: Reader): string | undefined {
  while ('\t\n\r '.includes(reader.text[reader.at] ?? 'x')) reader.at++;
  return reader.text[reader.at];
}

/** What stands at the reader's place, for a message. @internal */
export function shown(reader: Reader): string {
  const rest = /^[\w.+-]{1,20}|./su.exec(reader.text.slice(reader.at, reader.at + 40))?.[0];
  return rest === undefined ? 'the end of the file' : JSON.stringify(rest);
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb108 412181ea
/** Reads a value of any type. @internal */
export function readValue(reader: Reader): JsonValue {
  const next = peek(reader);
  if (next === '{' || next === '[') {
    if (++reader.level > deepestLevel) throw `it is nested more than ${deepestLevel} levels deep`;
    const value = next === '{' ? readObject(reader) : readArray(reader);
    reader.level--;
    return value;
  }
  if (next === '"') return readString(reader);
  literal.lastIndex = reader.at;
  const word = literal.exec(reader.text)?.[0];
  if (word === undefined) {
    const cut = /^-?\w*$/.test(reader.text.slice(reader.at, reader.at + 12));
    const message = `expected a value, found ${shown(reader)}`;
    if (cut) reader.at = reader.text.length;
    throw message;
  }
  reader.at += word.length;
  return word in words ? (words[word] as boolean | null) : Number(word);
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb187 3403b387
/** Reads a string, with its escapes. @internal */
export function readString(reader: Reader): string {
  const start = reader.at;
  const { text } = reader;
  for (reader.at++; text[reader.at] !== '"'; reader.at++) {
    if (reader.at >= text.length) throw 'the text ends inside a string';
    if (text.charCodeAt(reader.at) < 0x20) throw 'a line break or control character inside a string';
    if (text[reader.at] === '\\') reader.at++;
  }
  reader.at++;
  try {
    return JSON.parse(text.slice(start, reader.at)) as string;
  } catch {
    reader.at = start;
    throw 'a string with a wrong escape';
  }
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb109 71ac5390
/** Reads an array. @internal */
export function readArray(reader: Reader): JsonValue[] {
  const elements: JsonValue[] = [];
  reader.at++;
  if (peek(reader) === ']') reader.at++;
  else
    do elements.push(readValue(reader));
    while (!ends(reader, ']'));
  return elements;
}

// %% notebooks/20_notebook/02_json/03_json_reader.ipynb#5d0bb189 7aefc384
/** Reads an object; a key `__proto__` is a key like any other. @internal */
export function readObject(reader: Reader): JsonObject {
  const entries: [string, JsonValue][] = [];
  reader.at++;
  if (peek(reader) === '}') reader.at++;
  else
    do {
      if (peek(reader) !== '"') throw `expected a key in double quotes, found ${shown(reader)}`;
      const key = readString(reader);
      if (peek(reader) !== ':') throw `expected ":" behind the key ${JSON.stringify(key)}, found ${shown(reader)}`;
      reader.at++;
      entries.push([key, readValue(reader)]);
    } while (!ends(reader, '}'));
  return Object.fromEntries(entries);
}

/** Steps over a comma, or over the closing bracket, and tells whether it was the bracket. @internal */
export function ends(reader: Reader, close: string): boolean {
  const next = peek(reader);
  if (next !== close && next !== ',') throw `expected "," or "${close}", found ${shown(reader)}`;
  reader.at++;
  return next === close;
}
