import { isOctavoError } from '../../errors/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import type { JsonValue } from '../../notebook/json/index.ts';
import { notebookParameters } from '../inspect.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { formatType } from '../parameters/parameter-types.ts';
import { member } from './run-status.ts';

/** A line of the table of parameters. */
export interface ParameterRow {
  name: string;
  value: string;
  defaultText: string | undefined; // where the value differs from it
  type: string;
  help: string;
}

/** The parameters that a notebook declares, and those that its run was given beside them. */
export function parameterRowsOf(notebook: Notebook): ParameterRow[] {
  const given = member(member(notebook.metadata, 'papermill'), 'parameters');
  const declared = declaredParameters(notebook);
  const names = new Set(declared.map(({ name }) => name));
  const rows = declared.map((parameter) =>
    rowOf(parameter, Object.hasOwn(given, parameter.name), given[parameter.name]),
  );
  const others = Object.entries(given).filter(([name]) => !names.has(name));
  return [
    ...rows,
    ...others.map(([name, value]) => ({ name, value: shownValue(value), defaultText: undefined, type: '', help: '' })),
  ];
}

/** A parameters cell that nobody can read any more declares nothing. */
function declaredParameters(notebook: Notebook): Parameter[] {
  try {
    return notebookParameters(notebook);
  } catch (error) {
    if (isOctavoError(error)) return [];
    throw error;
  }
}

function rowOf(parameter: Parameter, isGiven: boolean, value: JsonValue | undefined): ParameterRow {
  const { name, typeText, type, help, keyword } = parameter;
  const defaultText = parameter.defaultText?.replace(/\s+/g, ' ');
  const shownType = keyword === undefined && type.kind === 'unknown' ? (typeText ?? '') : formatType(type);
  const row = { name, type: shownType === 'unknown' ? '' : shownType, help };
  if (!isGiven) return { ...row, value: defaultText ?? '', defaultText: undefined };
  const isSame = parameter.default !== undefined && JSON.stringify(parameter.default) === JSON.stringify(value);
  return { ...row, value: shownValue(value), defaultText: isSame ? undefined : defaultText };
}

/** A value on one line, cut when it is long. */
export function shownValue(value: JsonValue | undefined): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}
