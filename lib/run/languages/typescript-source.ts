// Generated from notebooks/40_run/04_languages/04_typescript_source.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400b0003 400b0005 400b0006 400b0009 400b000a 400b000c

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b0003 31bb8e6f
import type { Parameter } from '../parameters/parameter.ts';
import { isoText, EnumValue } from '../parameters/dates-and-enums.ts';
import { formatType, type ParameterType } from '../parameters/parameter-types.ts';
import { ParameterReference } from '../parameters/reference.ts';

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b0005 76c723e2
/** A value as a TypeScript expression on one line. */
export function typescriptValue(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return typescriptText(value);
  if (Array.isArray(value)) return `[${value.map(typescriptValue).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Number) return typescriptValue(value.valueOf());
  if (value instanceof Date) return `new Date("${isoText(value)}")`;
  if (value instanceof EnumValue) return value.source;
  if (value instanceof ParameterReference) return typescriptReference(value);
  const members = Object.entries(value).map(([name, member]) => `${typescriptName(name)}: ${typescriptValue(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b0006 97a94665
/** A text in double quotes, in ASCII where a reader could stumble. @internal */
export function typescriptText(text: string): string {
  return JSON.stringify(text)
    .replace(
      /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/<(?=\/|!--)/g, '\\x3C');
}

/** The name of a member. @internal */
export function typescriptName(name: string): string {
  if (name === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : typescriptText(name);
}

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b0009 3e1cab43
/** The source of the injected-parameters cell: `// Parameters`, then one line for each value. */
export function typescriptCell(values: Record<string, unknown>, declared: Parameter[] = []): string {
  const lines = Object.entries(values).map(([name, value]) => {
    const parameter = declared.find((each) => each.name === name);
    const type = parameter && (parameter.typeText ?? inferredText(parameter.type));
    const text = value instanceof ParameterReference ? typescriptReference(value, type) : typescriptValue(value);
    return `${parameter?.keyword ?? 'const'} ${name}${type ? `: ${type}` : ''} = ${text};\n`;
  });
  return `// Parameters\n${lines.join('')}`;
}

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b000a 4c38c969
/** An inferred type as it is written in the cell; nothing when a part of it is not known. @internal */
export function inferredText(type: ParameterType): string | undefined {
  const text = formatType(type);
  return /\bunknown\b/.test(text) || text === '{}' ? undefined : text;
}

// %% notebooks/40_run/04_languages/04_typescript_source.ipynb#400b000c 7d208b19
/** What a reference stands for, as an expression of a type; of `''` in JavaScript. @internal */
export function typescriptReference({ kind, place, reading }: ParameterReference, type = 'string'): string {
  const cast = (text: string, to: string) => (type === '' ? text : `${text} as ${to}`);
  const file = `process.getBuiltinModule('node:fs').readFileSync(${typescriptText(place)}, 'utf8').replace(/[\\r\\n]+$/, '')`;
  const text = kind === 'file' ? file : cast(`process.env.${place}`, reading === 'text' ? type : 'string');
  if (reading === 'json') return `JSON.parse(${text})`;
  if (reading === 'bigint') return `BigInt(${text})`;
  if (reading === 'date') return `new Date(${text})`;
  return kind === 'file' && type !== 'string' ? cast(text, type) : text;
}
