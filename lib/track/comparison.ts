// Generated from notebooks/60_track/18_comparison.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60180003 60180005 60180006 60180008 60180009 60180011 60180012

// %% notebooks/60_track/18_comparison.ipynb#60180003 fa69ff0a
import { OctavoError } from '../errors/index.ts';
import { encodeNumber } from './limits.ts';

// %% notebooks/60_track/18_comparison.ipynb#60180005 2104904a
/** A piece of SQL and the values bound in it, in order. */
export interface Piece {
  sql: string;
  values: (string | number)[];
}

/** One condition on a run. */
export interface Comparison {
  kind: 'metric' | 'parameter' | 'tag';
  name: string;
  operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
  value: string;
}

// %% notebooks/60_track/18_comparison.ipynb#60180006 66d6a71c
/** Reads a condition as `parameters.rate>=0.1`; singular words do as well. Throws `track-search`. */
export function parseComparison(text: string): Comparison {
  const pattern = /^\s*(metric|parameter|tag)s?\.([^=!<>]+?)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$/s;
  const [, kind, name, operator, value] = pattern.exec(text) ?? [];
  if (kind === undefined || name === undefined) {
    throw new OctavoError('track-search', `Cannot read the condition ${JSON.stringify(text)}`, {
      hint: 'metrics.accuracy>0.9, parameters.rate=0.1 or tags.kind!=nightly',
    });
  }
  return { kind, name, operator, value } as Comparison;
}

// %% notebooks/60_track/18_comparison.ipynb#60180008 939b8088
/** SQL for what a text is worth: a number when it is one as JSON writes it, else the text. Numbers come before texts in SQLite's order. */
export function numberOrText(column: string): string {
  const number = `CASE WHEN json_type(${column}) IN ('integer', 'real') THEN CAST(${column} AS REAL) ELSE ${column} END`;
  return `CASE json_valid(${column}) WHEN 1 THEN ${number} ELSE ${column} END`;
}

// %% notebooks/60_track/18_comparison.ipynb#60180009 0b77c9bb
/** The number that a text is; `NaN` and `Infinity` are numbers where metrics are meant. @internal */
export function numberOf(value: string): number | undefined {
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
  return undefined;
}

// %% notebooks/60_track/18_comparison.ipynb#60180011 dd46cd9c
/** The condition in SQL, on a run called `r`. Throws `track-search` when a number is needed and there is none. */
export function comparisonPiece(comparison: Comparison): Piece {
  const { kind, name, operator, value } = comparison;
  if (kind === 'metric') return metricPiece(comparison);
  const table = kind === 'parameter' ? 'params' : 'tags';
  const number = numberOf(value);
  const of = (condition: string) =>
    `EXISTS (SELECT 1 FROM ${table} v WHERE v.run_uuid = r.run_uuid AND v.key = ? AND ${condition})`;
  if (operator === '=' || operator === '!=') {
    const equal = number === undefined ? 'v.value = ?' : `(v.value = ? OR ${numberOrText('v.value')} = ?)`;
    const values = number === undefined ? [name, value] : [name, value, number];
    return { sql: of(operator === '=' ? equal : `NOT ${equal}`), values };
  }
  if (number === undefined) throw notNumber(comparison);
  const worth = numberOrText('v.value');
  return { sql: of(`typeof(${worth}) = 'real' AND ${worth} ${operator} ?`), values: [name, number] };
}

// %% notebooks/60_track/18_comparison.ipynb#60180012 1422889d
/** @internal */
export function metricPiece(comparison: Comparison): Piece {
  const { name, operator, value } = comparison;
  const number = /^(NaN|-?Infinity)$/i.test(value) ? wordNumber(value) : numberOf(value);
  if (number === undefined) throw notNumber(comparison);
  const of = (condition: string) =>
    `EXISTS (SELECT 1 FROM latest_metrics v WHERE v.run_uuid = r.run_uuid AND v.key = ? AND ${condition})`;
  const isNot = operator === '!=';
  if (Number.isNaN(number)) {
    const condition = isNot ? 'NOT v.is_nan' : operator === '=' ? 'v.is_nan' : '0';
    return { sql: of(condition), values: [name] };
  }
  const condition = isNot ? '(v.is_nan OR v.value != ?)' : `NOT v.is_nan AND v.value ${operator} ?`;
  return { sql: of(condition), values: [name, encodeNumber(number).value] };
}

/** NaN and infinities, however they are spelled. @internal */
export function wordNumber(word: string): number {
  if (/nan/i.test(word)) return Number.NaN;
  return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** @internal */
export function notNumber({ kind, name, operator, value }: Comparison): OctavoError {
  const message = `Cannot compare ${kind} "${name}" by ${operator} with ${JSON.stringify(value)}, which is not a number`;
  return new OctavoError('track-search', message, { hint: `${kind}s.${name}${operator}0.5` });
}
