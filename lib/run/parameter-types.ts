// Generated from notebooks/40_run/04_parameter_types.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40040003 40040005 40040006 40040009 4004000a

// %% notebooks/40_run/04_parameter_types.ipynb#40040003 6b8cb3be
/** What a parameter takes. */
export type ParameterType =
  | { kind: 'string' | 'number' | 'boolean' | 'bigint' | 'null' | 'undefined' | 'unknown' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'array'; element: ParameterType }
  | { kind: 'tuple'; elements: ParameterType[] }
  | { kind: 'record'; value: ParameterType } // any names, values of one type
  | { kind: 'object'; properties: Record<string, { type: ParameterType; optional: boolean }> }
  | { kind: 'union'; members: ParameterType[] };

/** The type that takes anything. */
export const unknownType: ParameterType = { kind: 'unknown' };

/** A union without repetitions; one member is itself, none is `unknown`. */
export function unionOf(types: ParameterType[]): ParameterType {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.members : [type]));
  if (flat.some((type) => type.kind === 'unknown')) return unknownType;
  const members = [...new Map(flat.map((type) => [formatType(type), type])).values()];
  return members.length === 1
    ? (members[0] as ParameterType)
    : members.length === 0
      ? unknownType
      : { kind: 'union', members };
}

// %% notebooks/40_run/04_parameter_types.ipynb#40040005 02bbf445
/** A type as TypeScript writes it, on one line. */
export function formatType(type: ParameterType): string {
  switch (type.kind) {
    case 'literal':
      return typeof type.value === 'string' ? quoted(type.value) : String(type.value);
    case 'array':
      return type.element.kind === 'union' ? `(${formatType(type.element)})[]` : `${formatType(type.element)}[]`;
    case 'tuple':
      return `[${type.elements.map(formatType).join(', ')}]`;
    case 'record':
      return `Record<string, ${formatType(type.value)}>`;
    case 'object':
      return formatObjectType(type.properties);
    case 'union':
      return type.members.map(formatType).join(' | ');
    default:
      return type.kind;
  }
}

// %% notebooks/40_run/04_parameter_types.ipynb#40040006 5e9c219b
/** An object type on one line. @internal */
export function formatObjectType(properties: Record<string, { type: ParameterType; optional: boolean }>): string {
  const members = Object.entries(properties).map(
    ([name, { type, optional }]) => `${propertyName(name)}${optional ? '?' : ''}: ${formatType(type)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`;
}

/** A property's name as TypeScript writes it. @internal */
export function propertyName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name);
}

/** A text in single quotes. @internal */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

// %% notebooks/40_run/04_parameter_types.ipynb#40040009 c9c35390
/** Why a value does not fit a type, as `"x" is not a number`; undefined when it fits. */
export function misfit(type: ParameterType, value: unknown): string | undefined {
  const wrong = () =>
    `${shown(value)} is not ${type.kind === 'union' || type.kind === 'literal' ? 'one of' : 'of type'} ${formatType(type)}`;
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'null':
      return value === null ? undefined : wrong();
    case 'bigint':
      return typeof value === 'bigint' ||
        Number.isInteger(value) ||
        (typeof value === 'string' && /^-?\d+$/.test(value))
        ? undefined
        : wrong();
    case 'literal':
      return value === type.value ? undefined : wrong();
    case 'array':
      return Array.isArray(value) ? firstMisfit(value.map((item, at) => [`[${at}]`, type.element, item])) : wrong();
    case 'tuple':
      return Array.isArray(value) && value.length === type.elements.length
        ? firstMisfit(type.elements.map((element, at) => [`[${at}]`, element, value[at]]))
        : wrong();
    case 'record':
      return isRecord(value)
        ? firstMisfit(Object.entries(value).map(([name, item]) => [`.${name}`, type.value, item]))
        : wrong();
    case 'object':
      return isRecord(value) ? objectMisfit(type.properties, value) : wrong();
    case 'union':
      return type.members.some((member) => misfit(member, value) === undefined) ? undefined : wrong();
    default:
      return typeof value === type.kind ? undefined : wrong();
  }
}

// %% notebooks/40_run/04_parameter_types.ipynb#4004000a 04218989
/** The first of several places that does not fit, with its name in front. @internal */
export function firstMisfit(places: [string, ParameterType, unknown][]): string | undefined {
  for (const [place, type, value] of places) {
    const reason = misfit(type, value);
    if (reason !== undefined) return `${place}: ${reason}`.replace(/^([[.][^:]*): ([[.])/, '$1$2');
  }
  return undefined;
}

/** Why an object does not fit: a member of a wrong type, one too few, one too many. An empty object type takes any members. @internal */
export function objectMisfit(
  properties: Record<string, { type: ParameterType; optional: boolean }>,
  value: Record<string, unknown>,
): string | undefined {
  const names = Object.keys(properties);
  for (const name of names) {
    const { type, optional } = properties[name] as { type: ParameterType; optional: boolean };
    if (Object.hasOwn(value, name)) {
      const reason = misfit(type, value[name]);
      if (reason !== undefined) return `.${name}: ${reason}`;
    } else if (!optional) return `.${name} is missing`;
  }
  const extra = names.length === 0 ? undefined : Object.keys(value).find((name) => !names.includes(name));
  return extra === undefined ? undefined : `.${extra} is not a member of ${formatObjectType(properties)}`;
}

/** Whether a value is an object with names, rather than a list or null. @internal */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a message: short, on one line. @internal */
export function shown(value: unknown): string {
  const text =
    typeof value === 'number' || value === undefined || typeof value === 'bigint'
      ? String(value)
      : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
