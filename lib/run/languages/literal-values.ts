// Generated from notebooks/40_run/04_languages/01_literal_values.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40060003 40060005 40060006

// %% notebooks/40_run/04_languages/01_literal_values.ipynb#40060003 20313ff0
import { readDate } from '../parameters/dates-and-enums.ts';
import type { Expression } from 'oxc-parser';

// %% notebooks/40_run/04_languages/01_literal_values.ipynb#40060005 9048d4cf
/** The value of a literal expression as `{ value }`; undefined when it is not one. */
export function literalValue(node: Expression): { value: unknown } | undefined {
  switch (node.type) {
    case 'Literal':
      return 'bigint' in node ? { value: BigInt(node.bigint) } : 'regex' in node ? undefined : { value: node.value };
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? { value: node.quasis[0]?.value.cooked } : undefined;
    case 'Identifier':
      return namedValues.has(node.name) ? { value: namedValues.get(node.name) } : undefined;
    case 'UnaryExpression':
      return signedValue(node.operator, literalValue(node.argument));
    case 'ArrayExpression':
      return allValues(
        node.elements.map((element) =>
          element && element.type !== 'SpreadElement' ? literalValue(element) : undefined,
        ),
      );
    case 'ObjectExpression':
      return recordValue(node.properties);
    case 'NewExpression':
      return dateValue(node);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return literalValue(node.expression);
    default:
      return undefined;
  }
}

// %% notebooks/40_run/04_languages/01_literal_values.ipynb#40060006 902ca63c
/** @internal */
export const namedValues: ReadonlyMap<string, unknown> = new Map([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
]);

/** The date of `new Date('2026-01-31')`; undefined for one that only running the cell tells. @internal */
export function dateValue(node: Extract<Expression, { type: 'NewExpression' }>): { value: Date } | undefined {
  const [argument, ...more] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || more.length > 0) return undefined;
  const text =
    argument?.type === 'Literal' && typeof argument.value === 'string' ? readDate(argument.value) : undefined;
  return text && { value: text };
}

/** A number with its sign. @internal */
export function signedValue(operator: string, found: { value: unknown } | undefined): { value: unknown } | undefined {
  if (typeof found?.value === 'bigint' && operator === '-') return { value: -found.value };
  if (typeof found?.value !== 'number') return undefined;
  return operator === '-' ? { value: -found.value } : operator === '+' ? found : undefined;
}

/** A list of values, when every one is known. @internal */
export function allValues(found: ({ value: unknown } | undefined)[]): { value: unknown[] } | undefined {
  return found.every((each) => each !== undefined) ? { value: found.map((each) => each.value) } : undefined;
}

/** A record, when every name and value is known. @internal */
export function recordValue(
  properties: Extract<Expression, { type: 'ObjectExpression' }>['properties'],
): { value: unknown } | undefined {
  const entries: [string, unknown][] = [];
  for (const property of properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init' || property.method)
      return undefined;
    const found = literalValue(property.value);
    if (!found) return undefined;
    entries.push([
      property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value),
      found.value,
    ]);
  }
  return { value: Object.fromEntries(entries) };
}
