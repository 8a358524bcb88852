// Generated from notebooks/40_run/04_languages/05_python_parameters.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40090003 40090005 40090007 40090008

// %% notebooks/40_run/04_languages/05_python_parameters.ipynb#40090003 5d57048c
import type { Parameter } from '../parameters/parameter.ts';
import { type ParameterType, unknownType } from '../parameters/parameter-types.ts';
import { constants } from '../parameters/parameter-values.ts';

// %% notebooks/40_run/04_languages/05_python_parameters.ipynb#40090005 f61346b3
/** @internal */
export const definitionPattern =
  /^(?<target>[\p{L}\p{N}_]+)\s*(?::\s*["']?(?<annotation>[\p{L}\p{N}_][\p{L}\p{N}_[\],\s]*)["']?\s*)?=\s*(?<value>.*?)(?:\s*#\s*(?:type:\s*(?<comment>[^\s]*)\s*)?(?<help>.*))?$/u;

/** The lines of one definition as one line; comments count on the last line only. @internal */
export function flatten(lines: string[]): string {
  const last = lines.length - 1;
  return lines
    .map((line, at) => (at === last || !line.includes('#') ? line : line.slice(0, line.indexOf('#'))).trim())
    .join('');
}

/** The definitions of a cell, each on one line. @internal */
export function definitions(source: string): string[] {
  const groups: string[][] = [[]];
  for (const line of source.split(/\r\n|\r|\n/)) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const equals = line.split('=').length - 1;
    if (equals > 0) groups.push([]);
    if (equals <= 1) groups.at(-1)?.push(line);
  }
  return groups.map(flatten).filter((definition) => definition !== '');
}

// %% notebooks/40_run/04_languages/05_python_parameters.ipynb#40090007 7590ae5e
/** Reads the parameters that a Python cell defines (source: papermill 2.7 PythonTranslator.inspect). */
export function readPythonParameters(source: string): Parameter[] {
  return definitions(source).flatMap((definition) => {
    const groups = definitionPattern.exec(definition)?.groups;
    if (!groups?.target) return [];
    const typeText = (groups.annotation || groups.comment)?.trim();
    const defaultText = (groups.value ?? '').trim();
    return [
      {
        name: groups.target,
        type: pythonTypes.get(typeText ?? '') ?? unknownType,
        typeText,
        keyword: undefined,
        required: false,
        default: pythonLiteral(defaultText),
        defaultText,
        help: (groups.help ?? '').trim(),
      },
    ];
  });
}

// %% notebooks/40_run/04_languages/05_python_parameters.ipynb#40090008 eb3f54cc
/** @internal */
export const pythonTypes: ReadonlyMap<string, ParameterType> = new Map([
  ['int', { kind: 'number' }],
  ['float', { kind: 'number' }],
  ['str', { kind: 'string' }],
  ['bool', { kind: 'boolean' }],
]);

/** The value of the simplest literals; undefined for all else. @internal */
export function pythonLiteral(text: string): unknown {
  if (/^[+-]?\d+$|^[+-]?\d*\.\d+$|^[+-]?\d+\.$/.test(text)) return Number(text);
  const constant = constants.get(text);
  if (constant !== undefined) return constant;
  return /^(?:"[^"\\]*"|'[^'\\]*')$/.test(text) ? text.slice(1, -1) : undefined;
}
