// Generated from notebooks/40_run/22_inspect.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40160003 40160004 40160006 40160007

// %% notebooks/40_run/22_inspect.ipynb#40160003 5c69d7b3
import {
  type JsonObject,
  type JsonValue,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  readNotebook,
} from '../notebook/index.ts';
import type { ParameterType } from './parameter-types.ts';
import { plainValue } from './parameter-values.ts';
import { findParametersCell, type Parameter } from './parameters.ts';
import { createTranslators, type Translators } from './translators.ts';

// %% notebooks/40_run/22_inspect.ipynb#40160004 21bfc9f7
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

// %% notebooks/40_run/22_inspect.ipynb#40160006 32836b50
/** The JSON Schema (draft 2020-12) of the object that holds a notebook's parameters. */
export function parametersSchema(parameters: Parameter[], options: { title?: string } = {}): JsonObject {
  const properties: JsonObject = {};
  for (const parameter of parameters) {
    const schema = typeSchema(parameter.type);
    if (parameter.help) schema.description = parameter.help;
    if (parameter.default !== undefined && typeof parameter.default !== 'bigint')
      schema.default = plainValue(parameter.default);
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

// %% notebooks/40_run/22_inspect.ipynb#40160007 c89f515c
/** The schema of one type; `{}` takes anything. @internal */
export function typeSchema(type: ParameterType): JsonObject {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { type: type.kind };
    case 'bigint':
      return { type: 'integer' };
    case 'literal':
      return { const: type.value };
    case 'array':
      return { type: 'array', items: typeSchema(type.element) };
    case 'tuple':
      return {
        type: 'array',
        prefixItems: type.elements.map(typeSchema),
        minItems: type.elements.length,
        maxItems: type.elements.length,
      };
    case 'record':
      return { type: 'object', additionalProperties: typeSchema(type.value) };
    case 'object':
      return objectSchema(type.properties);
    case 'union':
      return unionSchema(type.members);
    default:
      return {};
  }
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
  if (schemas.length === 1) return schemas[0] as JsonObject;
  if (schemas.every((schema) => 'const' in schema || schema.type === 'null')) {
    return { enum: schemas.map((schema) => ('const' in schema ? schema.const : null) as JsonValue) };
  }
  if (schemas.every((schema) => typeof schema.type === 'string' && Object.keys(schema).length === 1))
    return { type: schemas.map((schema) => schema.type as string) };
  return { anyOf: schemas };
}
