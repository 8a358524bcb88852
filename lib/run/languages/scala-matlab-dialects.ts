// Generated from notebooks/40_run/04_languages/09_scala_matlab_dialects.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 401b0003 401b0005 401b0008

// %% notebooks/40_run/04_languages/09_scala_matlab_dialects.ipynb#401b0003 d2653b4b
import { hex } from './python-source.ts';
import { commonEscapes, type Dialect, escaped } from './translator.ts';

// %% notebooks/40_run/04_languages/09_scala_matlab_dialects.ipynb#401b0005 33492df8
/** Scala (source: papermill 2.7 ScalaTranslator). */
export const scalaDialect: Dialect = {
  language: 'Scala',
  title: '// Parameters',
  assign: (name, expression) => `val ${name} = ${expression}`,
  nothing: 'None',
  booleans: ['false', 'true'],
  integer: longInteger,
  special: ['Double.NaN', 'Double.PositiveInfinity', 'Double.NegativeInfinity'],
  text: scalaText,
  list: (items) => `Seq(${items.join(', ')})`,
  record: (members) => `Map(${members.map(([key, value]) => `${key} -> ${value}`).join(', ')})`,
  reference: {
    environment: (name) => `sys.env("${name}")`,
    file: (path) => `scala.io.Source.fromFile(${scalaText(path)}, "UTF-8").mkString.replaceAll("[\\\\r\\\\n]+$", "")`,
  },
};

/** An integer with an `L` when 32 bits do not hold it. */
export function longInteger(value: number | bigint): string {
  return value > 2147483647 || value < -2147483648 ? `${value}L` : String(value);
}

/** A text of Scala: letters beyond ASCII as one or two UTF-16 units. */
export function scalaText(text: string): string {
  const units = (code: number) =>
    String.fromCodePoint(code)
      .split('')
      .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`);
  return `"${escaped(text, commonEscapes, (code) => units(code).join(''))}"`;
}

// %% notebooks/40_run/04_languages/09_scala_matlab_dialects.ipynb#401b0008 1c3d5a41
/** MATLAB (source: papermill 2.7 MatlabTranslator). */
export const matlabDialect: Dialect = {
  language: 'MATLAB',
  title: '% Parameters',
  assign: (name, expression) => `${name} = ${expression};`,
  nothing: 'NaN',
  booleans: ['false', 'true'],
  special: ['NaN', 'Inf', '-Inf'],
  text: matlabText,
  list: (items) => `{${items.join(', ')}}`,
  record: (members) => {
    const keys = members.map(([key]) =>
      key.includes(' + char(') ? `char(${key})` : `'${key.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`,
    );
    return `containers.Map({${keys.join(', ')}}, {${members.map(([, value]) => value).join(', ')}})`;
  },
  isName: (name) => /^[A-Za-z]\w*$/.test(name),
  reference: {
    environment: (name) => `string(getenv("${name}"))`,
    file: (path) => `strip(string(fileread(${matlabText(path)})), "right", newline)`,
  },
};

/** A text of MATLAB: as it is, with control characters added by number. */
export function matlabText(text: string): string {
  const parts = text
    .split(/(\p{Cc})/u)
    .map((part) => (/^\p{Cc}$/u.test(part) ? `char(${part.codePointAt(0)})` : `"${part.replaceAll('"', '""')}"`));
  return parts.filter((part, at) => part !== '""' || at === 0).join(' + ');
}
