// Generated from notebooks/40_run/04_languages/07_translator.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40190003 40190004 40190005 40190006 40190008

// %% notebooks/40_run/04_languages/07_translator.ipynb#40190003 7287fbe8
import { OctavoError } from '../../errors/index.ts';
import { WholeFloat } from '../parameters/parameter-values.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { hex, pythonFloat } from './python-source.ts';
import { ParameterReference } from '../parameters/reference.ts';

// %% notebooks/40_run/04_languages/07_translator.ipynb#40190004 0f350524
/** What the runner needs to know of a language. Only `writeParameters` must be there. */
export interface Translator {
  writeParameters: (values: Record<string, unknown>, declared: Parameter[]) => string; // source of the injected cell
  // What the parameters cell declares; without it nothing is known, and every name is passed with a warning.
  readParameters?:
    | ((source: string, where?: { notebook?: string | undefined; cell?: string | undefined }) => Parameter[])
    | undefined;
  strict?: boolean | undefined; // an unknown name or a wrong type is an error, rather than a warning
  python?: boolean | undefined; // values are read as Python reads them: 1e3 is a float
  isName?: ((name: string) => boolean) | undefined; // whether a variable can be called so; identifiers unless given
  references?: boolean | undefined; // it writes a ParameterReference as code that reads the value; else they are refused
}

/** How a language writes values. A function that returns undefined has no way to write that value. */
export interface Dialect {
  language: string; // as people call it
  title: string; // first line of the cell, a comment
  assign: (name: string, expression: string, value: unknown) => string; // one line
  nothing: string;
  booleans: [no: string, yes: string];
  integer?: ((value: number | bigint) => string) | undefined; // digits unless given
  special?: [notANumber: string, infinity: string, minusInfinity: string] | undefined; // nan, inf and -inf unless given
  text: (text: string) => string | undefined;
  list: (items: string[], values: unknown[]) => string | undefined;
  record: (members: [key: string, expression: string][], values: unknown[]) => string | undefined; // keys are written as texts
  isName?: ((name: string) => boolean) | undefined;
  reference?: { environment: (name: string) => string; file: (path: string) => string } | undefined; // both arguments unquoted
}

/** A translator for notebooks of a dialect. Its parameters cell is not read; `run-value-unwritable` says what it cannot write. */
export function translatorOf(dialect: Dialect): Translator {
  return {
    python: true,
    references: dialect.reference !== undefined,
    isName: dialect.isName ?? isIdentifier,
    writeParameters: (values) => {
      const lines = Object.entries(values).map(
        ([name, value]) => `${dialect.assign(name, expressionOf(dialect, value, name), value)}\n`,
      );
      return `${dialect.title}\n${lines.join('')}`;
    },
  };
}

// %% notebooks/40_run/04_languages/07_translator.ipynb#40190005 c190af74
/** A value as an expression of the language (source of the order: papermill 2.7 Translator.translate). Throws `run-value-unwritable`. */
export function expressionOf(dialect: Dialect, value: unknown, parameter: string): string {
  const write = (inner: unknown) => expressionOf(dialect, inner, parameter);
  if (value instanceof ParameterReference) {
    const { reference } = dialect;
    if (!reference) throw unwritable(dialect, 'a reference', parameter);
    return value.kind === 'env' ? reference.environment(value.place) : reference.file(value.place);
  }
  if (value === null || value === undefined) return dialect.nothing;
  if (typeof value === 'boolean') return dialect.booleans[value ? 1 : 0];
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof WholeFloat)
    return numberOf(dialect, value);
  if (Array.isArray(value))
    return dialect.list(value.map(write), value) ?? fail(unwritable(dialect, 'this list', parameter));
  if (typeof value === 'object' && !(value instanceof Date)) {
    const members = Object.entries(value).map(([key, member]): [string, string] => [write(key), write(member)]);
    return dialect.record(members, Object.values(value)) ?? fail(unwritable(dialect, 'this record', parameter));
  }
  const text = value instanceof Date ? value.toISOString() : String(value);
  return (text.isWellFormed() ? dialect.text(text) : undefined) ?? fail(unwritable(dialect, 'this text', parameter));
}

// %% notebooks/40_run/04_languages/07_translator.ipynb#40190006 f52f1329
/** A number: digits, or a float as Python's `repr` writes it. @internal */
export function numberOf(dialect: Dialect, value: number | bigint | WholeFloat): string {
  const { integer = String, special = ['nan', 'inf', '-inf'] } = dialect;
  if (typeof value === 'bigint' || (Number.isSafeInteger(value) && !Object.is(value, -0)))
    return integer(value as number);
  const float = value.valueOf() as number;
  if (Number.isNaN(float)) return special[0];
  return Number.isFinite(float) ? pythonFloat(float) : float > 0 ? special[1] : special[2];
}

/** Whether a name is one in nearly every language. @internal */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** What a language has no words for. @internal */
export function unwritable({ language }: Dialect, what: string, parameter: string): OctavoError {
  return new OctavoError('run-value-unwritable', `Parameter "${parameter}": ${language} has no way to write ${what}`, {
    hint: `pass it as text, and read the text in the notebook: -r ${parameter} '{"as": "JSON"}'`,
  });
}

/** Throws, where an expression is wanted. @internal */
export function fail(error: Error): never {
  throw error;
}

// %% notebooks/40_run/04_languages/07_translator.ipynb#40190008 9fb98fd6
/** A text with its letters escaped: those of the table, and by `other` those that are not printable ASCII. */
export function escaped(
  text: string,
  table: Readonly<Record<string, string>>,
  other: (code: number) => string,
): string {
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0) as number;
    return table[letter] ?? (code >= 0x20 && code < 0x7f ? letter : other(code));
  }).join('');
}

/** The escapes that C gave to most languages. */
export const commonEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** `\u00e9`, and `\U0001f600` beyond the first 65,536. */
export function unicodeEscape(code: number): string {
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}
