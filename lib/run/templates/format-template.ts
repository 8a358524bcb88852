// Generated from notebooks/40_run/05_templates/04_format_template.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40240003 40240005 40240085 40240008 40240088 40240009 40240089 4024000c 4024008c 4024000d

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240003 57c2a60d
import { OctavoError } from '../../errors/index.ts';
import { formatNumber, formatText, templateError } from './format-spec.ts';
import { WholeFloat } from '../parameters/parameter-values.ts';
import { type DateFields, dateFields, dateRepr, dateText, formatDate, PythonDate } from './python-date.ts';

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240005 1faa5b6e
/** A value as Python's `str` shows it. */
export function pythonStr(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof PythonDate ? dateText(value) : pythonRepr(value);
}

/** A value as Python's `repr` shows it. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quotedText(value);
  if (value instanceof PythonDate) return dateRepr(value);
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof WholeFloat)
    return formatNumber(value, '');
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${quotedText(name)}: ${pythonRepr(member)}`);
  return `{${members.join(', ')}}`;
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240085 14b3c150
/** A text in Python's quotes: single ones, unless it holds such and no double ones. @internal */
export function quotedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const short: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    [quote]: `\\${quote}`,
  };
  const letters = Array.from(text, (letter) => {
    if (short[letter]) return short[letter];
    return letter !== ' ' && /[\p{C}\p{Z}]/u.test(letter) ? escapedLetter(letter) : letter;
  });
  return quote + letters.join('') + quote;
}

/** A letter by its code: `\x07`, `\u200b`, `\U0001f600`. @internal */
export function escapedLetter(letter: string): string {
  const code = letter.codePointAt(0) as number;
  const [sign, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return `\\${sign}${code.toString(16).padStart(digits as number, '0')}`;
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240008 4897ad0f
/** A piece of a template: text as it is, or a field. */
export type TemplatePiece = { text: string } | TemplateField;

/** `{name[member]!r:>8}`. */
export interface TemplateField {
  name: string;
  members: (string | number)[]; // [0] is the number 0, [run_uuid] and .year are texts
  conversion: '' | 'r' | 's' | 'a';
  specification: string; // may hold fields itself
}

/** Reads a template. Throws `run-template-syntax`, in Python's words. */
export function readTemplate(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  const textPattern = /(?:[^{}]|\{\{|\}\})+/suy;
  for (let at = 0; at < template.length; ) {
    textPattern.lastIndex = at;
    const text = textPattern.exec(template)?.[0];
    if (text !== undefined) pieces.push({ text: text.replaceAll('{{', '{').replaceAll('}}', '}') });
    at += text?.length ?? 0;
    if (at === template.length) break;
    if (template[at] === '}') throw templateError("Single '}' encountered in format string");
    const end = closingBrace(template, at);
    pieces.push(readField(template.slice(at + 1, end)));
    at = end + 1;
  }
  return pieces;
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240088 d50f1ebd
/** Where the field that begins at an offset ends. @internal */
export function closingBrace(template: string, start: number): number {
  if (start === template.length - 1) throw templateError("Single '{' encountered in format string");
  let depth = 0;
  for (let at = start; at < template.length; at++) {
    if (template[at] === '{') depth++;
    if (template[at] === '}' && --depth === 0) return at;
  }
  throw templateError("expected '}' before end of string");
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240009 6c5f29e8
/** The names that a template uses, those inside of specifications too. */
export function templateNames(template: string): string[] {
  const names = readTemplate(template).flatMap((piece) =>
    'text' in piece ? [] : [piece.name, ...templateNames(piece.specification)],
  );
  return [...new Set(names)];
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#40240089 cfc1b5a5
/** Reads what stands between the braces of a field. @internal */
export function readField(inside: string): TemplateField {
  const found =
    /^(?<name>[^.[\]{}:!]*)(?<members>(?:\.[^.[\]{}:!]+|\[[^\]{}]+\])*)(?:!(?<conversion>[^:]*))?(?::(?<specification>.*))?$/su.exec(
      inside,
    );
  const { name = '', members = '', conversion = '', specification = '' } = found?.groups ?? {};
  if (!found) throw templateError(`'{${inside}}' is not a field: {name}, {name[member]}, {name:.3f}`);
  if (found.groups?.conversion !== undefined && !/^[rsa]$/.test(conversion))
    throw templateError(`Unknown conversion specifier '${conversion}'`);
  if (/^\d*$/.test(name)) throw templateError(`Replacement index ${name || 0} out of range for positional args tuple`);
  const parts = [...members.matchAll(/\.(?<attribute>[^.[]+)|\[(?<index>[^\]]+)\]/gu)].map(({ groups }) => {
    if (groups?.attribute !== undefined) return `.${groups.attribute}`;
    const index = groups?.index as string;
    return /^\d+$/.test(index) ? Number(index) : index;
  });
  return { name, members: parts, conversion: conversion as TemplateField['conversion'], specification };
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#4024000c 7b68512f
/** Fills a template with values (source: Python's str.format). Throws `run-template-missing` and `run-template-syntax`. */
export function formatTemplate(template: string, values: ReadonlyMap<string, unknown>): string {
  return readTemplate(template)
    .map((piece) => ('text' in piece ? piece.text : fieldText(piece, values)))
    .join('');
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#4024008c 98005181
/** The text of one field. @internal */
export function fieldText(field: TemplateField, values: ReadonlyMap<string, unknown>): string {
  const { name, conversion } = field;
  if (!values.has(name)) throw missingParameter(`'${name}'`);
  const value = field.members.reduce(memberOf, values.get(name));
  const nested = readTemplate(field.specification).some((piece) => 'name' in piece && piece.specification !== '');
  if (nested) throw templateError('Max string recursion exceeded');
  const specification = formatTemplate(field.specification, values);
  if (conversion === 's') return formatText(pythonStr(value), specification);
  if (conversion === 'r') return formatText(pythonRepr(value), specification);
  if (conversion === 'a') return formatText(pythonRepr(value).replace(/[^\x20-\x7e]/gu, escapedLetter), specification);
  return valueText(value, specification);
}

/** A value by a specification. @internal */
export function valueText(value: unknown, specification: string): string {
  if (typeof value === 'string') return formatText(value, specification);
  if (specification === '') return pythonStr(value);
  if (value instanceof PythonDate) return formatDate(value, specification);
  const isNumber = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
  if (isNumber || value instanceof WholeFloat) return formatNumber(value, specification);
  const kind = value === null || value === undefined ? 'NoneType' : Array.isArray(value) ? 'list' : 'dict';
  throw templateError(`unsupported format string passed to ${kind}.__format__`);
}

// %% notebooks/40_run/05_templates/04_format_template.ipynb#4024000d 8074a864
/** A member of a value: an item of a list, a letter of a text, a member of an object, a number of a date. @internal */
export function memberOf(value: unknown, member: string | number): unknown {
  if (typeof member === 'string' && member.startsWith('.')) return attributeOf(value, member.slice(1));
  if (Array.isArray(value) || typeof value === 'string') {
    const items = typeof value === 'string' ? [...value] : value;
    if (typeof member === 'string') throw templateError(`[${member}]: a list and a text have numbered members only`);
    if (member >= items.length) throw templateError(`[${member}]: index out of range`);
    return items[member];
  }
  const isObject =
    typeof value === 'object' && value !== null && !(value instanceof PythonDate) && !(value instanceof WholeFloat);
  if (!isObject) throw templateError(`[${member}]: ${pythonRepr(value)} has no members`);
  if (typeof member === 'number') throw missingParameter(String(member));
  if (!Object.hasOwn(value, member)) throw missingParameter(`'${member}'`);
  return (value as Record<string, unknown>)[member];
}

/** The attributes that there are: the numbers of a date. @internal */
export function attributeOf(value: unknown, name: string): unknown {
  const fields = value instanceof PythonDate ? dateFields(value) : {};
  if (Object.hasOwn(fields, name)) return (fields as DateFields)[name as keyof DateFields];
  throw templateError(`a template takes no attribute ".${name}"; a member is written [${name}]`);
}

/** papermill's text for a name that nobody gave. @internal */
export function missingParameter(name: string): OctavoError {
  return new OctavoError('run-template-missing', `Missing parameter ${name}`);
}
