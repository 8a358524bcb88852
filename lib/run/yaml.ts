// Generated from notebooks/40_run/08_yaml.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40080003 40080005 40080007 40080008

// %% notebooks/40_run/08_yaml.ipynb#40080003 6f8984a7
import { isOctavoError, OctavoError } from '../errors/index.ts';
import { exactInteger, WholeFloat } from './parameter-values.ts';
import { parseDocument, type ScalarTag, type Tags, type Document as YamlDocument } from 'yaml';

// %% notebooks/40_run/08_yaml.ipynb#40080005 94c0896f
/** @internal */
export const boolTag: ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  resolve: (text) => /^(?:yes|true|on)$/i.test(text),
};

/** A float as Python sees it: with a point, and with a signed exponent if it has one. @internal */
export const pythonFloatTag: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: /^(?:[-+]?\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:e[-+]\d+)?$/i,
  resolve: (text) => {
    const value = Number(text.replaceAll('_', ''));
    return Number.isInteger(value) ? new WholeFloat(value) : value;
  },
};

/** YAML 1.1's own tags, with PyYAML's booleans, without dates; for Python with its floats as well. @internal */
export function tagsFor(python: boolean, tags: Tags): Tags {
  const without = ['tag:yaml.org,2002:timestamp', 'tag:yaml.org,2002:bool'];
  const kept = tags.filter((tag) => {
    if (typeof tag === 'string') return true;
    const isExponent = python && tag.tag === 'tag:yaml.org,2002:float' && !('test' in tag && tag.test?.test('.inf'));
    return !without.includes(tag.tag) && !isExponent;
  });
  return [...kept, boolTag, ...(python ? [pythonFloatTag] : [])];
}

// %% notebooks/40_run/08_yaml.ipynb#40080007 11fa01bd
/** Reads a YAML (or JSON) mapping of parameters. Throws `run-parameter-file` and `run-parameter-inexact`. */
export function readYamlParameters(
  text: string,
  options: {
    source?: string; // what to call the text in a message: a path, or `-y`
    python?: boolean; // PyYAML's floats, with whole ones as WholeFloat
  } = {},
): Record<string, unknown> {
  const { source = 'the YAML', python = false } = options;
  const document = parseDocument(text, {
    version: '1.1',
    intAsBigInt: true,
    customTags: (tags) => tagsFor(python, tags),
    logLevel: 'silent',
  });
  const failure = document.errors[0];
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

// %% notebooks/40_run/08_yaml.ipynb#40080008 34da1c32
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
  return (message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '');
}

/** The value of a document whose aliases neither form a circle nor swell without end. @internal */
export function documentValue(document: YamlDocument, source: string): unknown {
  try {
    return plainNumbers(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (isOctavoError(error)) throw error;
    throw notParameters(source, error instanceof RangeError ? 'a value contains itself' : (error as Error).message);
  }
}

/** The same value with every integer as a number. @internal */
export function plainNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return exactInteger(String(value));
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (value === null || typeof value !== 'object' || value instanceof WholeFloat) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainNumbers(member)]));
}
