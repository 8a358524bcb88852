// Generated from notebooks/40_run/03_parameters/09_yaml.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40080003 40080005 676069f8 c778c155 40080007 40080008

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#40080003 203ac1ff
import { createRequire } from 'node:module';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { exactInteger, WholeFloat } from './parameter-values.ts';
import { isPlainObject, refuseLong } from './plain-data.ts';
import type { Document as YamlDocument, ScalarTag, Tags } from 'yaml';

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#40080005 2d72253a
/** @internal */
export const boolTag: ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|true|on)$/i.test(text),
};

/** An integer as PyYAML sees it: `010` is eight, and `08`, `02138` and `08:30` are texts. @internal */
export const integerTag: ScalarTag = {
  identify: (value) => typeof value === 'bigint',
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]*|[1-9][\d_]*(?::[0-5]?\d)*)$/,
  resolve: (text) => {
    const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
    const octal = /^0\d/.test(digits) ? `0o${digits}` : digits;
    const value = octal.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
    return text.startsWith('-') ? -value : value;
  },
};

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#676069f8 763c2d1a
/** A float as Python sees it: with a point, and with a signed exponent if it has one; `1:30.5` counts in sixties. @internal */
export const pythonFloatTag: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: /^(?:(?:[-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:e[-+]\d+)?|[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*)$/i,
  resolve: (text) => {
    const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
    const value = digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    return pythonFloat(text.startsWith('-') ? -value : value);
  },
};

/** `!!float 5`, whatever its digits look like. @internal */
export const forcedFloatTag: ScalarTag = {
  identify: () => false,
  tag: 'tag:yaml.org,2002:float',
  resolve: (text, onError) => {
    const value = Number(text.replaceAll('_', ''));
    if (text.trim() === '' || Number.isNaN(value)) onError(`${text} is no number`);
    return pythonFloat(value);
  },
};

/** @internal */
export function pythonFloat(value: number): number | WholeFloat {
  return Number.isInteger(value) ? new WholeFloat(value) : value;
}

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#c778c155 2de85fb2
/** YAML 1.1's own tags, with PyYAML's booleans and integers, without dates; for Python with its floats as well. @internal */
export function tagsFor(python: boolean, tags: Tags): Tags {
  const without = ['timestamp', 'bool', 'int'].map((name) => `tag:yaml.org,2002:${name}`);
  const kept = tags.filter((tag) => {
    if (typeof tag === 'string') return true;
    const isUsual = python && tag.tag === 'tag:yaml.org,2002:float' && !('test' in tag && tag.test?.test('.inf'));
    return !without.includes(tag.tag) && !isUsual;
  });
  return [...kept, boolTag, integerTag, ...(python ? [pythonFloatTag, forcedFloatTag] : [])];
}

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#40080007 827c9d13
/** Reads a YAML (or JSON) mapping of parameters. Throws `run-parameter-file` and `run-parameter-inexact`. */
export function readYamlParameters(
  text: string,
  options: {
    source?: string; // what to call the text in a message: a path, or `-y`
    python?: boolean; // PyYAML's floats, with whole ones as WholeFloat
  } = {},
): Record<string, unknown> {
  const { source = 'the YAML', python = false } = options;
  const document = parsedDocument(text, source, python);
  const failure = document.errors[0] ?? document.warnings[0]; // a warning is about a tag that nobody knows: !!python/object
  if (failure) throw notParameters(source, reasonOf(failure.message), failure.linePos?.[0]?.line);
  const value: unknown = documentValue(document, source);
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw notParameters(
      source,
      `it is ${Array.isArray(value) ? 'a list' : 'a single value'}, not a mapping of names to values`,
    );
  return value as Record<string, unknown>;
}

// %% notebooks/40_run/03_parameters/09_yaml.ipynb#40080008 e8c1f156
/** The tree of a text. Throws for one that is too large, or nested too deep to be read. @internal */
export function parsedDocument(text: string, source: string, python: boolean): YamlDocument {
  refuseLong(text, source);
  try {
    const customTags = (tags: Tags) => tagsFor(python, tags);
    const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml'); // 70 files: most runs need none
    return parseDocument(text, { version: '1.1', intAsBigInt: true, customTags, logLevel: 'error' });
  } catch (error) {
    throw notParameters(source, error instanceof RangeError ? 'it is nested too deep' : (error as Error).message);
  }
}

/** An error about a text that holds no parameters. @internal */
export function notParameters(source: string, reason: string, line?: number): OctavoError {
  return new OctavoError(
    'run-parameter-file',
    `Cannot read parameters from ${source}${line ? ` line ${line}` : ''}: ${reason}`,
    {
      hint: "write a mapping, for example: -y '{epochs: 5, name: iris}'",
    },
  );
}

/** What the parser says, without the place that it repeats. @internal */
export function reasonOf(message: string): string {
  const reason = (message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '');
  return reason.startsWith('Maximum call stack') ? 'it is nested too deep' : reason;
}

/** The value of a document whose aliases neither form a circle nor swell without end. @internal */
export function documentValue(document: YamlDocument, source: string): unknown {
  try {
    return plainNumbers(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (isOctavoError(error)) throw error;
    const reason =
      error instanceof RangeError ? 'a value contains itself, or is nested too deep' : (error as Error).message;
    throw notParameters(source, reason);
  }
}

/** The same value with every integer as a number; what is used twice stays one object, or a few lines could fill the memory. @internal */
export function plainNumbers(value: unknown, made: Map<object, unknown> = new Map()): unknown {
  if (typeof value === 'bigint') return exactInteger(String(value));
  if (value === null || typeof value !== 'object' || value instanceof WholeFloat) return value;
  const known = made.get(value);
  if (known !== undefined) return known;
  const again = Array.isArray(value)
    ? value.map((item) => plainNumbers(item, made))
    : isPlainObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainNumbers(member, made)]))
      : value; // a set or bytes (!!set, !!binary): refused where it is used
  made.set(value, again);
  return again;
}
