// Generated from notebooks/40_run/06_declared_types.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40070003 40070005 40070006 40070009 4007000a

// %% notebooks/40_run/06_declared_types.ipynb#40070003 ab24d6de
import { type ParameterType, unionOf, unknownType } from './parameter-types.ts';
import type { Expression, TSInterfaceBody, TSSignature, TSType, TSTypeReference } from 'oxc-parser';

// %% notebooks/40_run/06_declared_types.ipynb#40070005 b0e8c5ef
/** The types that a cell names itself, by name. */
export type TypeScope = Map<string, TSType | TSInterfaceBody>;

/** Reads a type of TypeScript's tree; what it does not know is `unknown`. */
export function readType(node: TSType | TSInterfaceBody, scope: TypeScope, depth = 0): ParameterType {
  const read = (inner: TSType) => readType(inner, scope, depth + 1);
  const keyword = keywordTypes[node.type];
  if (keyword) return { kind: keyword };
  switch (node.type) {
    case 'TSLiteralType':
      return literalType(node.literal as Expression);
    case 'TSArrayType':
      return { kind: 'array', element: read(node.elementType) };
    case 'TSTupleType':
      return node.elementTypes.some(
        (each) => each.type === 'TSRestType' || each.type === 'TSOptionalType' || each.type === 'TSNamedTupleMember',
      )
        ? { kind: 'array', element: unknownType }
        : { kind: 'tuple', elements: node.elementTypes.map((each) => read(each as TSType)) };
    case 'TSUnionType':
      return unionOf(node.types.map(read));
    case 'TSTypeLiteral':
      return objectType(node.members, read);
    case 'TSInterfaceBody':
      return objectType(node.body, read);
    case 'TSTypeOperator':
      return node.operator === 'readonly' ? read(node.typeAnnotation) : unknownType;
    case 'TSParenthesizedType':
      return read(node.typeAnnotation);
    case 'TSTypeReference':
      return depth > 20 ? unknownType : referencedType(node, scope, read, depth);
    default:
      return unknownType;
  }
}

// %% notebooks/40_run/06_declared_types.ipynb#40070006 44aaa1f4
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
  const properties: Record<string, { type: ParameterType; optional: boolean }> = {};
  for (const member of members) {
    if (member.type === 'TSIndexSignature')
      return { kind: 'record', value: read(member.typeAnnotation.typeAnnotation) };
    if (member.type !== 'TSPropertySignature' || member.computed) return { kind: 'record', value: unknownType };
    const name = member.key.type === 'Identifier' ? member.key.name : String((member.key as { value?: unknown }).value);
    const type = member.typeAnnotation ? read(member.typeAnnotation.typeAnnotation) : unknownType;
    properties[name] = { type, optional: member.optional };
  }
  return { kind: 'object', properties };
}

/** `Array<T>`, `Record<string, T>`, `Readonly<T>`, `Partial<T>` is left alone, or a type of the same cell. @internal */
export function referencedType(
  node: TSTypeReference,
  scope: TypeScope,
  read: (node: TSType) => ParameterType,
  depth: number,
): ParameterType {
  const name = node.typeName.type === 'Identifier' ? node.typeName.name : '';
  const named = scope.get(name);
  if (named) return readType(named, scope, depth + 1);
  const [first, second] = node.typeArguments?.params ?? [];
  if ((name === 'Array' || name === 'ReadonlyArray') && first) return { kind: 'array', element: read(first) };
  if (name === 'Record' && second) return { kind: 'record', value: read(second) };
  return (name === 'Readonly' || name === 'NonNullable') && first ? read(first) : unknownType;
}

// %% notebooks/40_run/06_declared_types.ipynb#40070009 2fdd41ff
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
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return inferredType(node.expression);
    default:
      return unknownType;
  }
}

// %% notebooks/40_run/06_declared_types.ipynb#4007000a 28be0d95
/** @internal */
export const inferredKinds = { string: true, number: true, boolean: true };

/** The type of an object literal; names that are computed make it a record of anything. @internal */
export function inferredObject(
  members: Extract<Expression, { type: 'ObjectExpression' }>['properties'],
): ParameterType {
  const properties: Record<string, { type: ParameterType; optional: boolean }> = {};
  for (const member of members) {
    if (member.type !== 'Property' || member.computed) return { kind: 'record', value: unknownType };
    const name = member.key.type === 'Identifier' ? member.key.name : String((member.key as { value?: unknown }).value);
    properties[name] = { type: inferredType(member.value), optional: false };
  }
  return { kind: 'object', properties };
}
