// Generated from notebooks/40_run/03_parameters/01_parameter_types.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40040003 40040005 40040006

// %% notebooks/40_run/03_parameters/01_parameter_types.ipynb#40040003 d45d5ca6
/** What a parameter takes. */
export type ParameterType =
  | { kind: 'string' | 'number' | 'boolean' | 'bigint' | 'date' | 'null' | 'undefined' | 'unknown' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'array'; element: ParameterType }
  | { kind: 'enum'; name: string; members: [name: string, value: string | number][] }
  | { kind: 'tuple'; elements: ParameterType[]; required?: number; rest?: ParameterType } // required: how many must be there, all unless given
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

// %% notebooks/40_run/03_parameters/01_parameter_types.ipynb#40040005 568ae620
/** A type as TypeScript writes it, on one line. */
export function formatType(type: ParameterType): string {
  switch (type.kind) {
    case 'literal':
      return typeof type.value === 'string' ? quoted(type.value) : String(type.value);
    case 'array':
      return `${inBrackets(type.element)}[]`;
    case 'tuple':
      return formatTuple(type);
    case 'enum':
      return type.members.map(([member]) => `${type.name}.${member}`).join(' | ');
    case 'date':
      return 'Date';
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

// %% notebooks/40_run/03_parameters/01_parameter_types.ipynb#40040006 fa086622
/** A tuple on one line: `[string, number?, ...boolean[]]`. @internal */
export function formatTuple({
  elements,
  required = elements.length,
  rest,
}: Extract<ParameterType, { kind: 'tuple' }>): string {
  const shown = elements.map((element, at) => (at < required ? formatType(element) : `${inBrackets(element)}?`));
  return `[${[...shown, ...(rest ? [`...${inBrackets(rest)}[]`] : [])].join(', ')}]`;
}

/** A type before which or behind which something is written. @internal */
export function inBrackets(type: ParameterType): string {
  return type.kind === 'union' || type.kind === 'enum' ? `(${formatType(type)})` : formatType(type);
}

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
