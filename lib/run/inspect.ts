// Generated from notebooks/40_run/09_inspect.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40160003 40160004 40160006 40160007

// %% notebooks/40_run/09_inspect.ipynb#40160003 0d9a4e9d
import { type Notebook, notebookKernelName, notebookLanguage, readNotebook } from '../notebook/index.ts';
import type { JsonObject, JsonValue } from '../notebook/json/index.ts';
import { misfit } from './parameters/misfit.ts';
import type { ParameterType } from './parameters/parameter-types.ts';
import { plainValue } from './parameters/parameter-values.ts';
import { findParametersCell, type Parameter } from './parameters/parameter.ts';
import { createTranslators, type Translators } from './translators.ts';

// %% notebooks/40_run/09_inspect.ipynb#40160004 21bfc9f7
/** The parameters of a notebook, or of the notebook in a file. Throws what `readNotebook` throws, and `run-parameters-syntax`. */
export async function inspectNotebook(
  notebook: string | Notebook,
  translators: Translators = createTranslators(),
): Promise<Parameter[]> {
  return notebookParameters(typeof notebook === 'string' ? await readNotebook(notebook) : notebook, translators);
}

/** The parameters that a notebook declares; [] when no cell is tagged `parameters` or nobody can read its language. */
export function notebookParameters(notebook: Notebook, translators: Translators = createTranslators()): Parameter[] {
  const cell = findParametersCell(notebook);
  const translator = translators.find(notebookKernelName(notebook), notebookLanguage(notebook));
  if (!cell || !translator?.readParameters) return [];
  return translator.readParameters(cell.source, { notebook: notebook.path, cell: cell.id });
}

// %% notebooks/40_run/09_inspect.ipynb#40160006 c0b09166
/** The JSON Schema (draft 2020-12) of the object that holds a notebook's parameters. */
export function parametersSchema(parameters: Parameter[], options: { title?: string } = {}): JsonObject {
  const properties: JsonObject = {};
  for (const parameter of parameters) {
    const schema = typeSchema(parameter.type);
    if (parameter.help) schema.description = parameter.help;
    const plain = parameter.default === undefined ? undefined : plainValue(parameter.default);
    if (plain !== undefined && misfit(parameter.type, plain) === undefined) schema.default = plain; // NaN is no JSON
    Object.defineProperty(properties, parameter.name, {
      value: schema,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  const required = parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(options.title === undefined ? {} : { title: options.title }),
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

// %% notebooks/40_run/09_inspect.ipynb#40160007 43c64bc1
/** The schema of one type; `{}` takes anything. @internal */
export function typeSchema(type: ParameterType): JsonObject {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { type: type.kind };
    case 'bigint':
      return { type: ['integer', 'string'], pattern: '^-?\\d+$' }; // JSON readers change large integers: as text they are exact
    case 'date':
      return { type: 'string', anyOf: [{ format: 'date-time' }, { format: 'date' }] };
    case 'literal':
      return { const: type.value };
    case 'enum':
      return { enum: [...new Set(type.members.flatMap(([name, value]) => [value, name]))] };
    case 'array':
      return { type: 'array', items: typeSchema(type.element) };
    case 'tuple':
      return tupleSchema(type);
    case 'record':
      return { type: 'object', additionalProperties: typeSchema(type.value) };
    case 'object':
      return objectSchema(type.properties);
    case 'union':
      return unionSchema(type.members);
    case 'undefined':
      return { not: {} };
    default:
      return {};
  }
}

/** The schema of a tuple. @internal */
export function tupleSchema(type: Extract<ParameterType, { kind: 'tuple' }>): JsonObject {
  const { elements, required = elements.length, rest } = type;
  return {
    type: 'array',
    ...(elements.length > 0 ? { prefixItems: elements.map(typeSchema) } : {}),
    ...(rest ? { items: typeSchema(rest) } : {}),
    minItems: required,
    ...(rest ? {} : { maxItems: elements.length }),
  };
}

/** The schema of an object type; one without members takes any. @internal */
export function objectSchema(properties: Record<string, { type: ParameterType; optional: boolean }>): JsonObject {
  const entries = Object.entries(properties);
  if (entries.length === 0) return { type: 'object' };
  const required = entries.filter(([, { optional }]) => !optional).map(([name]) => name);
  const schemas = Object.fromEntries(entries.map(([name, { type }]) => [name, typeSchema(type)]));
  return {
    type: 'object',
    properties: schemas,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

/** The schema of a union: an enumeration of values, a list of simple types, or anyOf. `undefined` is no JSON and falls away. @internal */
export function unionSchema(members: ParameterType[]): JsonObject {
  const schemas = members.filter((member) => member.kind !== 'undefined').map(typeSchema);
  if (schemas.length < 2) return schemas[0] ?? { not: {} };
  if (schemas.every((schema) => 'const' in schema || schema.type === 'null')) {
    return { enum: schemas.map((schema) => ('const' in schema ? schema.const : null) as JsonValue) };
  }
  if (schemas.every((schema) => typeof schema.type === 'string' && Object.keys(schema).length === 1))
    return { type: schemas.map((schema) => schema.type as string) };
  return { anyOf: schemas };
}
