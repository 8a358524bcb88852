// Generated from notebooks/40_run/04_languages/02_declared_types.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40070003 40070005 40070006 4007000c 4007000d 40070009 4007000a

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#40070003 ba0f0c1f
import { type ParameterType, unionOf, unknownType } from '../parameters/parameter-types.ts';
import { literalValue } from './literal-values.ts';
import type {
  Expression,
  TSEnumDeclaration,
  TSInterfaceDeclaration,
  TSSignature,
  TSTupleElement,
  TSType,
  TSTypeAliasDeclaration,
  TSTypeReference,
} from 'oxc-parser';

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#40070005 a87962f3
/** The types that a cell names itself, by name; an interface may be declared in several parts. */
export interface TypeScope {
  named: Map<string, TypeDeclaration[]>;
  open: Set<string>; // names that are being read: one that is met again goes round in circles
  left: number; // how many types may still be read: a few names that use each other twice could make billions
}

/** What gives a name to a type. */
export type TypeDeclaration = TSTypeAliasDeclaration | TSInterfaceDeclaration | TSEnumDeclaration;

/** A scope with these declarations. */
export function createTypeScope(declarations: TypeDeclaration[] = []): TypeScope {
  const named = new Map<string, TypeDeclaration[]>();
  for (const each of declarations) named.set(each.id.name, [...(named.get(each.id.name) ?? []), each]);
  return { named, open: new Set(), left: 2000 };
}

/** Reads a type of TypeScript's tree; what it does not know is `unknown`. */
export function readType(node: TSType, scope: TypeScope): ParameterType {
  const read = (inner: TSType) => readType(inner, scope);
  if (--scope.left < 0) return unknownType;
  const keyword = keywordTypes[node.type];
  if (keyword) return { kind: keyword };
  switch (node.type) {
    case 'TSLiteralType':
      return literalType(node.literal as Expression);
    case 'TSArrayType':
      return { kind: 'array', element: read(node.elementType) };
    case 'TSTupleType':
      return tupleType(node.elementTypes, read);
    case 'TSUnionType':
      return unionOf(node.types.map(read));
    case 'TSIntersectionType':
      return joinedType(node.types.map(read));
    case 'TSTypeLiteral':
      return objectType(node.members, read);
    case 'TSTypeOperator':
      return node.operator === 'readonly' ? read(node.typeAnnotation) : unknownType;
    case 'TSParenthesizedType':
      return read(node.typeAnnotation);
    case 'TSObjectKeyword':
      return { kind: 'record', value: unknownType };
    case 'TSTypeReference':
      return referencedType(node, scope, read);
    default:
      return unknownType;
  }
}

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#40070006 5aa3516d
/** @internal */
export const keywordTypes: Readonly<
  Record<string, 'string' | 'number' | 'boolean' | 'bigint' | 'null' | 'undefined' | undefined>
> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSBigIntKeyword: 'bigint',
  TSNullKeyword: 'null',
  TSUndefinedKeyword: 'undefined',
};

/** The type of one value: `'adam'`, `3`, `-1`, `true`. @internal */
export function literalType(node: Expression): ParameterType {
  if (
    node.type === 'UnaryExpression' &&
    node.operator === '-' &&
    node.argument.type === 'Literal' &&
    typeof node.argument.value === 'number'
  ) {
    return { kind: 'literal', value: -node.argument.value };
  }
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return { kind: 'literal', value: node.quasis[0]?.value.cooked ?? '' };
  if (node.type !== 'Literal') return unknownType;
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { kind: 'literal', value }
    : unknownType;
}

/** The type of `{ lr: number; name?: string }`, or of `{ [name: string]: number }`. @internal */
export function objectType(members: TSSignature[], read: (node: TSType) => ParameterType): ParameterType {
  const properties: [string, { type: ParameterType; optional: boolean }][] = [];
  for (const member of members) {
    if (member.type === 'TSIndexSignature' && members.length === 1)
      return { kind: 'record', value: read(member.typeAnnotation.typeAnnotation) };
    if (member.type !== 'TSPropertySignature' || member.computed) return { kind: 'record', value: unknownType };
    const name = member.key.type === 'Identifier' ? member.key.name : String((member.key as { value?: unknown }).value);
    const type = member.typeAnnotation ? read(member.typeAnnotation.typeAnnotation) : unknownType;
    properties.push([name, { type, optional: member.optional }]);
  }
  return { kind: 'object', properties: Object.fromEntries(properties) };
}

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#4007000c 53e5ee66
/** `Array<T>`, `Record<string, T>`, `Readonly<T>`, `Date`, or a type of the same cell; others, generic ones too, are unknown. @internal */
export function referencedType(
  node: TSTypeReference,
  scope: TypeScope,
  read: (node: TSType) => ParameterType,
): ParameterType {
  const name = node.typeName.type === 'Identifier' ? node.typeName.name : '';
  const declarations = scope.named.get(name);
  if (declarations) return readOnce(name, scope, () => namedType(declarations, scope, read));
  const [first, second] = node.typeArguments?.params ?? [];
  if (name === 'Date') return { kind: 'date' };
  if ((name === 'Array' || name === 'ReadonlyArray') && first) return { kind: 'array', element: read(first) };
  if (name === 'Record' && first && second) return recordType(read(first), read(second));
  return name === 'Readonly' && first ? read(first) : unknownType;
}

/** `Record<string, number>`; with certain names (`Record<'a' | 'b', number>`) all of them must be there. @internal */
export function recordType(key: ParameterType, value: ParameterType): ParameterType {
  const names = (key.kind === 'union' ? key.members : [key]).map((each) =>
    each.kind === 'literal' ? String(each.value) : undefined,
  );
  if (names.some((name) => name === undefined)) return { kind: 'record', value };
  return {
    kind: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: value, optional: false }])),
  };
}

/** What is read under a name; `unknown` within itself. @internal */
export function readOnce(name: string, scope: TypeScope, read: () => ParameterType): ParameterType {
  if (scope.open.has(name)) return unknownType;
  scope.open.add(name);
  const type = read();
  scope.open.delete(name);
  return type;
}

/** The type that a name stands for. @internal */
export function namedType(
  declarations: TypeDeclaration[],
  scope: TypeScope,
  read: (node: TSType) => ParameterType,
): ParameterType {
  const parts = declarations.flatMap((each): ParameterType[] => {
    if (each.type === 'TSEnumDeclaration') return [enumType(each)];
    if (each.typeParameters) return [unknownType];
    if (each.type === 'TSTypeAliasDeclaration') return [read(each.typeAnnotation)];
    const parents = each.extends.map(({ expression, typeArguments }) => {
      const known = expression.type === 'Identifier' && !typeArguments ? scope.named.get(expression.name) : undefined;
      const { name = '' } = expression as { name?: string };
      return known ? readOnce(name, scope, () => namedType(known, scope, read)) : unknownType;
    });
    return [...parents, objectType(each.body.body, read)];
  });
  return joinedType(parts);
}

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#4007000d e9933cd1
/** Several types at once: objects are joined; anything else than one type or objects is unknown. @internal */
export function joinedType(parts: ParameterType[]): ParameterType {
  if (parts.length === 1) return parts[0] as ParameterType;
  const objects = parts.filter((part) => part.kind === 'object');
  if (objects.length < parts.length) return unknownType;
  return { kind: 'object', properties: Object.fromEntries(objects.flatMap((part) => Object.entries(part.properties))) };
}

/** `[string, size?: number, ...boolean[]]`. @internal */
export function tupleType(nodes: TSTupleElement[], read: (node: TSType) => ParameterType): ParameterType {
  const elements: ParameterType[] = [];
  let required = 0;
  for (const [at, node] of nodes.entries()) {
    const named = node.type === 'TSNamedTupleMember';
    const inner = named ? node.elementType : node;
    if (inner.type === 'TSRestType') {
      const rest =
        inner.typeAnnotation.type === 'TSNamedTupleMember' ? inner.typeAnnotation.elementType : inner.typeAnnotation;
      const type = at === nodes.length - 1 ? read(rest as TSType) : unknownType;
      return type.kind === 'array'
        ? { kind: 'tuple', elements, required, rest: type.element }
        : { kind: 'array', element: unknownType };
    }
    const isOptional = inner.type === 'TSOptionalType' || (named && node.optional);
    elements.push(read((inner.type === 'TSOptionalType' ? inner.typeAnnotation : inner) as TSType));
    if (!isOptional) required = elements.length;
  }
  return required < elements.length ? { kind: 'tuple', elements, required } : { kind: 'tuple', elements };
}

/** The members of an enumeration whose values are written down; `unknown` when one is computed. @internal */
export function enumType(node: TSEnumDeclaration): ParameterType {
  const members: [string, string | number][] = [];
  let next = 0;
  for (const { id, initializer } of node.body.members) {
    const value = initializer ? literalValue(initializer)?.value : next;
    if (id.type !== 'Identifier' || (typeof value !== 'string' && typeof value !== 'number')) return unknownType;
    members.push([id.name, value]);
    next = typeof value === 'number' ? value + 1 : Number.NaN;
  }
  return { kind: 'enum', name: node.id.name, members };
}

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#40070009 e60bf18a
/** The type that a default value suggests; `unknown` when it suggests none. */
export function inferredType(node: Expression | null | undefined): ParameterType {
  switch (node?.type) {
    case 'Literal':
      return 'bigint' in node
        ? { kind: 'bigint' }
        : (typeof node.value) in inferredKinds
          ? { kind: typeof node.value as 'string' | 'number' | 'boolean' }
          : unknownType;
    case 'TemplateLiteral':
      return { kind: 'string' };
    case 'UnaryExpression':
      return node.operator === '!' ? { kind: 'boolean' } : inferredType(node.argument);
    case 'BinaryExpression':
      return ['-', '*', '/', '%', '**'].includes(node.operator) ? { kind: 'number' } : unknownType;
    case 'Identifier':
      return node.name === 'NaN' || node.name === 'Infinity' ? { kind: 'number' } : unknownType;
    case 'ArrayExpression':
      return {
        kind: 'array',
        element: unionOf(
          node.elements.map((each) => (each && each.type !== 'SpreadElement' ? inferredType(each) : unknownType)),
        ),
      };
    case 'ObjectExpression':
      return inferredObject(node.properties);
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Date' ? { kind: 'date' } : unknownType;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return inferredType(node.expression);
    default:
      return unknownType;
  }
}

// %% notebooks/40_run/04_languages/02_declared_types.ipynb#4007000a b5837c7f
/** @internal */
export const inferredKinds = { string: true, number: true, boolean: true };

/** The type of an object literal; names that are computed make it a record of anything. @internal */
export function inferredObject(
  members: Extract<Expression, { type: 'ObjectExpression' }>['properties'],
): ParameterType {
  const properties: [string, { type: ParameterType; optional: boolean }][] = [];
  for (const member of members) {
    if (member.type !== 'Property' || member.computed) return { kind: 'record', value: unknownType };
    const name = member.key.type === 'Identifier' ? member.key.name : String((member.key as { value?: unknown }).value);
    properties.push([name, { type: inferredType(member.value), optional: false }]);
  }
  return { kind: 'object', properties: Object.fromEntries(properties) };
}
