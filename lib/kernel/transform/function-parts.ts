import type { ArrowFunctionExpression, Function as FunctionNode, Node } from 'oxc-parser';
import { innerScope, lexicalNames, patternNames, type Scope, varNames } from './scope.ts';

/** A function's scopes: its own name (expressions only), its parameters, and its body, which default values do not see. */
export function functionParts(node: FunctionNode | ArrowFunctionExpression, outer: Scope) {
  const ownName = node.type === 'FunctionExpression' && node.id ? [node.id.name] : [];
  const nameScope = innerScope(outer, ownName);
  const params = node.params as readonly Node[];
  const paramScope = innerScope(nameScope, params.flatMap(patternNames), true);
  if (node.type !== 'ArrowFunctionExpression') paramScope.names.add('arguments');
  const body: readonly (Node | null)[] = node.body?.type === 'BlockStatement' ? node.body.body : [node.body];
  const statements = node.body?.type === 'BlockStatement' ? node.body.body : [];
  const bodyScope = innerScope(paramScope, [...varNames(statements), ...lexicalNames(statements)]);
  return { params, paramScope, body, bodyScope };
}
