// Generated from notebooks/40_run/03_parameters/10_reference_reading.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40240003 40240004 40240007

// %% notebooks/40_run/03_parameters/10_reference_reading.ipynb#40240003 76c03511
import { OctavoError } from '../../errors/index.ts';
import { misfit } from './misfit.ts';
import type { ParameterType } from './parameter-types.ts';
import { parsedJson, pythonInteger, pythonFloat, pythonSpecial } from './parameter-values.ts';
import type { Parameter } from './parameter.ts';
import type { ParameterReference, ReferenceReading } from './reference.ts';

// %% notebooks/40_run/03_parameters/10_reference_reading.ipynb#40240004 8a8bbb32
/** By which rule a text fits a type of TypeScript; undefined when it fits by none. */
export function referenceReading(type: ParameterType, text: string): ReferenceReading | undefined {
  const members = type.kind === 'union' ? type.members : [type];
  const fitting = members.filter((member) => misfit(member, text) === undefined);
  if (fitting.some((member) => !['date', 'bigint', 'enum'].includes(member.kind))) return 'text';
  if (fitting.some((member) => member.kind === 'enum' && member.members.some(([, value]) => value === text)))
    return 'text';
  if (fitting.some((member) => member.kind === 'date')) return 'date';
  if (fitting.some((member) => member.kind === 'bigint')) return 'bigint';
  const isJson = parsedJson(text).some((value) =>
    members.some((member) => isJsonType(member) && misfit(member, value) === undefined),
  );
  return isJson ? 'json' : undefined;
}

/** Whether JSON alone makes values of a type: it knows neither dates nor big integers. */
export function isJsonType(type: ParameterType): boolean {
  switch (type.kind) {
    case 'date':
    case 'bigint':
      return false;
    case 'array':
      return isJsonType(type.element);
    case 'tuple':
      return [...type.elements, ...(type.rest ? [type.rest] : [])].every(isJsonType);
    case 'record':
      return isJsonType(type.value);
    case 'object':
      return Object.values(type.properties).every((member) => isJsonType(member.type));
    case 'union':
      return type.members.every(isJsonType);
    default:
      return true;
  }
}

// %% notebooks/40_run/03_parameters/10_reference_reading.ipynb#40240007 d980de8e
/** By which rule a text is read for a parameter of Python. Throws `run-parameter-type` when it does not fit. */
export function pythonReading(
  name: string,
  parameter: Parameter | undefined,
  reference: ParameterReference,
  text: string,
): ReferenceReading {
  const wanted = pythonKind(parameter);
  if (wanted === 'text') return wanted;
  const word = text.trim();
  const isFloat = pythonFloat.test(word) || pythonSpecial.test(word);
  const fits = { int: pythonInteger.test(word), float: isFloat, bool: /^(?:true|false)$/i.test(text) };
  if (fits[wanted]) return wanted;
  throw new OctavoError(
    'run-parameter-type',
    `Parameter "${name}": what ${reference} holds is no ${wanted} of Python`,
    {
      hint: `declare it as text in the parameters cell: ${name}: str = ""`,
    },
  );
}

/** What a parameter of Python takes, as far as it says. */
export function pythonKind(parameter: Parameter | undefined): 'int' | 'float' | 'bool' | 'text' {
  const declared = parameter?.typeText;
  if (declared === 'int' || declared === 'float' || declared === 'bool') return declared;
  if (declared !== undefined) return 'text';
  if (typeof parameter?.default === 'boolean') return 'bool';
  if (typeof parameter?.default !== 'number') return 'text';
  return parameter.defaultText?.includes('.') ? 'float' : 'int';
}
