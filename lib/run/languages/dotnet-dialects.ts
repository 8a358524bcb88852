// Generated from notebooks/40_run/04_languages/10_dotnet_dialects.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401c0003 401c0005 401c0008 401c000a

// %% notebooks/40_run/04_languages/10_dotnet_dialects.ipynb#401c0003 b4c0d4e0
import { WholeFloat } from '../parameters/parameter-values.ts';
import { hex } from './python-source.ts';
import { longInteger } from './scala-matlab-dialects.ts';
import { commonEscapes, type Dialect, escaped, unicodeEscape } from './translator.ts';

// %% notebooks/40_run/04_languages/10_dotnet_dialects.ipynb#401c0005 2ae0f5bf
/** What .NET makes of a value, so that two values of one list can be compared; undefined when a list would not compile. */
export function elementType(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value;
  if (value instanceof WholeFloat) return 'double';
  if (typeof value === 'number' || typeof value === 'bigint')
    return Number.isInteger(Number(value)) && !Object.is(value, -0)
      ? longInteger(value).endsWith('L')
        ? 'long'
        : 'int'
      : 'double';
  if (Array.isArray(value)) {
    const element = sameType(value);
    return element && `${element}[]`;
  }
  return value === null || value === undefined ? undefined : 'record';
}

/** The one type of all values; undefined when they have several, or there is none. */
export function sameType(values: unknown[]): string | undefined {
  const types = new Set(values.map(elementType));
  return types.size === 1 ? [...types][0] : undefined;
}

/** Whether all values are numbers, of whatever size. */
export function areNumbers(values: unknown[]): boolean {
  return values.length > 0 && values.every((value) => ['int', 'long', 'double'].includes(elementType(value) ?? ''));
}

// %% notebooks/40_run/04_languages/10_dotnet_dialects.ipynb#401c0008 3f18661b
/** C# (source: papermill 2.7 CSharpTranslator). */
export const csharpDialect: Dialect = {
  language: 'C#',
  title: '// Parameters',
  assign: (name, expression) => `${expression === 'null' ? 'object' : 'var'} ${name} = ${expression};`,
  nothing: 'null',
  booleans: ['false', 'true'],
  integer: longInteger,
  special: ['double.NaN', 'double.PositiveInfinity', 'double.NegativeInfinity'],
  text: (text) => `"${escaped(text, commonEscapes, unicodeEscape)}"`,
  list: (items, values) =>
    `${sameType(values) !== undefined || areNumbers(values) ? 'new []' : 'new object[]'} { ${items.join(', ')} }`,
  record: (members) =>
    `new Dictionary<string,Object>{ ${members.map(([key, value]) => `{ ${key} , ${value} }`).join(', ')} }`,
  isName: (name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name),
  reference: {
    environment: (name) => `System.Environment.GetEnvironmentVariable("${name}")`,
    file: (path) =>
      `System.IO.File.ReadAllText("${escaped(path, commonEscapes, unicodeEscape)}").TrimEnd('\\r', '\\n')`,
  },
};

// %% notebooks/40_run/04_languages/10_dotnet_dialects.ipynb#401c000a 6915ad96
/** F# (source: papermill 2.7 FSharpTranslator). */
export const fsharpDialect: Dialect = {
  language: 'F#',
  title: '(* Parameters *)',
  assign: (name, expression) => `let ${name} = ${expression}`,
  nothing: 'None',
  booleans: ['false', 'true'],
  integer: longInteger,
  special: ['nan', 'infinity', '-infinity'],
  text: fsharpText,
  list: (items, values) =>
    `[ ${(values.length === 0 || sameType(values) ? items : items.map((item) => `box (${item})`)).join('; ')} ]`,
  record: (members) =>
    `[ ${members.map(([key, value]) => `(${key}, ${value} :> IComparable)`).join('; ')} ] |> Map.ofList`,
  isName: (name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name),
  reference: {
    environment: (name) => `System.Environment.GetEnvironmentVariable("${name}")`,
    file: (path) => `System.IO.File.ReadAllText(${fsharpText(path)}).TrimEnd('\\r', '\\n')`,
  },
};

/** A text of F#. */
export function fsharpText(text: string): string {
  return `"${escaped(text, commonEscapes, (code) => (code < 0x100 ? `\\x${hex(code, 2)}` : unicodeEscape(code)))}"`;
}
