// Generated from notebooks/20_notebook/02_json/01_json.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b6c03 5d0b6c05 5d0b6c08 5d0b6c0b 5d0b6c0d

// %% notebooks/20_notebook/02_json/01_json.ipynb#5d0b6c03 154622a9
/** Any JSON value. Python also writes `NaN` and `Infinity`; they are numbers here. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object; a member whose value is `undefined` counts as absent. */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** Tells whether a JSON value is an object (and neither an array nor null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// %% notebooks/20_notebook/02_json/01_json.ipynb#5d0b6c05 a70ff138
/** Spells a number as Python's json does: `1e-05`, `NaN`, `Infinity`. @internal */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const text =
    value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(Object.is(value, -0) ? '-0.0' : value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

// %% notebooks/20_notebook/02_json/01_json.ipynb#5d0b6c08 850d7fce
/** How JSON text is laid out. */
export interface JsonLayout {
  newline: string; // between members: '\n', '\r\n', or '' for all on one line
  indent: string; // of one level
  comma: string; // between members of one line: ',' or ', '
  colon: string; // ':' or ': '
}

/** The layout of Python's nbformat. */
export const nbformatLayout: JsonLayout = { newline: '\n', indent: ' ', comma: ',', colon: ': ' };

/** Writes a value as JSON with sorted keys. `outerIndent` is the indent of the line on which the value begins. */
export function formatJson(value: JsonValue, layout: JsonLayout = nbformatLayout, outerIndent = ''): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const indent = outerIndent + layout.indent;
  const parts = Array.isArray(value)
    ? value.map((element) => formatJson(element, layout, indent))
    : Object.keys(value)
        .filter((key) => value[key] !== undefined)
        .sort()
        .map((key) => JSON.stringify(key) + layout.colon + formatJson(value[key] as JsonValue, layout, indent));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (layout.newline === '') return open + parts.join(layout.comma) + close;
  const line = layout.newline + indent;
  return open + line + parts.join(`,${line}`) + layout.newline + outerIndent + close;
}

// %% notebooks/20_notebook/02_json/01_json.ipynb#5d0b6c0b d6f57243
/** The characters that end a line in Python. @internal */
export const lineEnds = '\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029';

/** One line with its end, or the last one without. @internal */
export const lineWithEnd = new RegExp(`[^${lineEnds}]*(?:\r\n|[${lineEnds}])|[^${lineEnds}]+$`, 'g');

// %% notebooks/20_notebook/02_json/01_json.ipynb#5d0b6c0d ea68936a
/** Splits a text behind each line end, as Python's `str.splitlines(True)` does; '' has no lines. */
export function splitLines(text: string): string[] {
  return text.match(lineWithEnd) ?? [];
}

/** The text of a value that a notebook may keep as one string or as a list of lines. */
export function joinLines(text: string | string[]): string {
  return typeof text === 'string' ? text : text.join('');
}
