// Generated from notebooks/40_run/06_points/04_run_table.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 402f0003 402f0005 402f0006 402f0009 402f0010 402f0011

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0003 22489584
import { OctavoError, suggest } from '../../errors/index.ts';
import { isJsonObject, type JsonValue } from '../../notebook/json/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { mostSweepRuns, tooManyRuns } from './grid-values.ts';
import type { SweepPoint } from './sweep-points.ts';
import { readYamlParameters } from '../parameters/yaml.ts';

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0005 8e56ebd1
/** @internal */
export interface CsvField {
  text: string;
  isQuoted: boolean;
}

/** @internal */
export interface CsvRow {
  line: number; // 1-based, of its beginning
  fields: CsvField[];
}

/** @internal */
export const fieldPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0006 34a382e0
/** The rows of a CSV text, without empty lines. Throws `run-sweep-table`. @internal */
export function readCsv(text: string, path: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let row: CsvRow = { line, fields: [] };
  for (let at = 0; at < text.length || row.fields.length > 0; ) {
    fieldPattern.lastIndex = at;
    const match = fieldPattern.exec(text);
    if (!match) throw badLine(path, line, 'a quote stands where none may, or is not closed');
    const [all, quoted, plain = '', separator] = match;
    row.fields.push({ text: quoted?.replaceAll('""', '"') ?? plain, isQuoted: quoted !== undefined });
    line += all.split('\n').length - 1;
    at += all.length;
    if (separator === ',') continue;
    if (row.fields.length > 1 || row.fields[0]?.isQuoted || row.fields[0]?.text.trim() !== '') rows.push(row);
    row = { line, fields: [] };
  }
  return rows;
}

/** A line of a table that is refused. @internal */
export function badLine(path: string, line: number, reason: string): OctavoError {
  return new OctavoError('run-sweep-table', `${path} line ${line}: ${reason}`, {
    hint: `a CSV file has a first line with the names of the parameters, a .jsonl file one JSON object a line`,
  });
}

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0009 9cff3ad8
/** The points of a CSV table. @internal */
export function csvPoints(text: string, path: string): SweepPoint[] {
  const [header, ...rows] = readCsv(text, path);
  const names = header?.fields.map((field) => field.text.trim()) ?? [];
  const other = names.length === 1 ? /[;\t]/.exec(names[0] as string)?.[0] : undefined;
  if (other !== undefined)
    throw badLine(path, 1, `its columns are separated by ${other === ';' ? 'semicolons' : 'tabs'}, not by commas`);
  if (names.some((name) => name === '')) throw badLine(path, 1, 'a column has no name');
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw badLine(path, 1, `the column "${twice}" stands there twice`);
  return rows.map(({ line, fields }) => {
    if (fields.length !== names.length) {
      throw badLine(
        path,
        line,
        `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, and the first line ${names.length}`,
      );
    }
    const given = fields.map((field, at): [string, GivenParameter] => {
      return [names[at] as string, field.isQuoted && field.text === '' ? { value: '' } : { word: field.text }];
    });
    return new Map(given.filter(([, value]) => !('word' in value && value.word === '')));
  });
}

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0010 6b6b5c05
/** The points of a file of JSON lines. @internal */
export function jsonLinesPoints(text: string, path: string, python: boolean): SweepPoint[] {
  return text.split('\n').flatMap((content, at) => {
    if (content.trim() === '') return [];
    let value: JsonValue;
    try {
      value = JSON.parse(content) as JsonValue;
    } catch (error) {
      throw badLine(path, at + 1, `it is no JSON (${(error as Error).message})`);
    }
    if (!isJsonObject(value)) throw badLine(path, at + 1, 'it is no JSON object');
    const values = readYamlParameters(content, { source: `${path} line ${at + 1}`, python }); // JSON is YAML; large integers are refused
    return [new Map(Object.entries(values).map(([name, each]) => [name, { value: each }]))];
  });
}

// %% notebooks/40_run/06_points/04_run_table.ipynb#402f0011 d392d2c1
/** Reads a table of runs, in order. `python` keeps whole floats apart. Throws `run-sweep-table`, `run-sweep-size`, `run-parameter-inexact`. */
export function readRunTable(text: string, path: string, options: { python?: boolean } = {}): SweepPoint[] {
  const content = text.replace(/^\uFEFF/, '');
  const kind = /\.(csv|jsonl|ndjson)$/i.exec(path)?.[1]?.toLowerCase();
  if (kind === undefined) {
    const ending = path.slice(path.lastIndexOf('.') + 1);
    const near = suggest(ending, ['csv', 'jsonl', 'ndjson']);
    throw new OctavoError('run-sweep-table', `A table of runs is a .csv or a .jsonl file, not ${path}`, {
      hint: near ? `did you mean .${near}?` : '--runs cases.csv',
    });
  }
  const points = kind === 'csv' ? csvPoints(content, path) : jsonLinesPoints(content, path, options.python ?? false);
  if (points.length > mostSweepRuns) throw tooManyRuns(path, points.length);
  if (points.length === 0) throw badLine(path, 1, 'it has no runs');
  return points;
}
