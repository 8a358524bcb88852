import { type CallExpression, type Node, type Program, visitorKeys } from 'oxc-parser';
import { type Findings, noFindings, type Reference } from './findings.ts';
import { functionParts } from './function-parts.ts';
import { innerScope, isCellLevel, isInCell, lexicalNames, patternNames, type Scope, varNames } from './scope.ts';

type TargetRole = 'write' | 'declare' | 'local'; // local: a declaration of a block or function, which stays as it is

/**
 * Walks a cell's JavaScript with its scopes (ECMAScript 2025, strict code) and says what reaches beyond them. `internal`
 * are names that no cell wrote: they stay variables of the function around the cell.
 */
export function findInCell(program: Program, internal: ReadonlySet<string> = new Set()): Findings {
  const findings = noFindings();
  const cell: Scope = { names: new Set(), outer: undefined };

  const isNotWritten = (name: string) => internal.has(name);

  function refer(node: Node & { type: 'Identifier' }, scope: Scope, role: Reference['role'], shorthand = false): void {
    findings.identifiers.add(node.name);
    if (!isCellLevel(node.name, scope) || internal.has(node.name)) return;
    findings.references.push({ name: node.name, start: node.start, end: node.end, role, shorthand });
  }

  function visitAll(nodes: readonly (Node | null)[], scope: Scope): void {
    for (const node of nodes) visit(node, scope);
  }

  function visitChildren(node: Node, scope: Scope): void {
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      if (Array.isArray(child)) visitAll(child, scope);
      else visit(child, scope);
    }
  }

  function visitOperand(node: Node, scope: Scope, role: Reference['role']): void {
    if (node.type === 'Identifier') refer(node, scope, role);
    else visit(node, scope);
  }

  /** A function or class without a name takes that of the cell-level variable it is given to. */
  function nameAfter(target: Node, value: Node | null, scope: Scope): void {
    if (target.type !== 'Identifier' || !value || !isAnonymousDefinition(value)) return;
    if (isCellLevel(target.name, scope) && !internal.has(target.name)) {
      findings.wraps.push({ name: target.name, start: value.start, end: value.end });
    }
  }

  function visitTarget(target: Node, scope: Scope, role: TargetRole, shorthand = false): void {
    switch (target.type) {
      case 'Identifier':
        if (role === 'local') findings.identifiers.add(target.name);
        else refer(target, scope, role, shorthand);
        return;
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') visitTarget(property.argument, scope, role);
          else {
            if (property.computed) visit(property.key, scope);
            visitTarget(property.value, scope, role, property.shorthand);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) visitTarget(element, scope, role);
        return;
      case 'RestElement':
        visitTarget(target.argument, scope, role);
        return;
      case 'AssignmentPattern':
        visitTarget(target.left, scope, role, shorthand);
        visit(target.right, scope);
        if (role !== 'local') nameAfter(target.left, target.right, scope);
        return;
      default:
        visit(target, scope);
    }
  }

  function visitDeclaration(node: Node & { type: 'VariableDeclaration' }, scope: Scope, place: Place): void {
    const isInternal = internal.size > 0 && node.declarations.every(({ id }) => patternNames(id).every(isNotWritten));
    const isCells = (node.kind === 'var' ? isInCell(scope) : scope === cell) && !isInternal;
    const isUsing = node.kind === 'using' || node.kind === 'await using';
    for (const { id, init } of node.declarations) {
      visitTarget(id, scope, isCells && !isUsing ? 'declare' : 'local');
      const fresh = isCells ? enumArgument(id, init) : undefined;
      if (fresh) findings.freshEnums.push({ start: fresh.start, end: fresh.end });
      visit(fresh ? (init as CallExpression).callee : init, scope);
      if (isCells && !isUsing) nameAfter(id, init, scope);
    }
    if (isCells) findings.declarations.push({ node, place });
  }

  function visitHead(node: Node | null, scope: Scope, place: Place): void {
    if (node?.type === 'VariableDeclaration') visitDeclaration(node, scope, place);
    else if (node && place === 'for-head') visitTarget(node, scope, 'write');
    else visit(node, scope);
  }

  function visitDecorators(decorators: readonly Node[], scope: Scope): void {
    if (decorators.length > 0) findings.decorates = true;
    visitAll(decorators, scope);
  }

  function visitFunction(node: Parameters<typeof functionParts>[0], scope: Scope): void {
    const { params, paramScope, body, bodyScope } = functionParts(node, scope);
    for (const param of params) visitTarget(param, paramScope, 'local');
    visitAll(body, bodyScope);
  }

  function visit(node: Node | null | undefined, scope: Scope): void {
    if (!node) return;
    switch (node.type) {
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'Identifier':
        refer(node, scope, 'read');
        return;
      case 'MemberExpression':
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      case 'Property':
        if (node.computed) visit(node.key, scope);
        if (node.shorthand && node.value.type === 'Identifier') refer(node.value, scope, 'read', true);
        else visit(node.value, scope);
        return;
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (node.type === 'AccessorProperty') findings.decorates = true;
        visitDecorators(node.decorators, scope);
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import') findings.importMetas.push({ start: node.start, end: node.end });
        return;
      case 'ImportExpression':
        visitChildren(node, scope);
        findings.importCalls.push({ start: node.start, end: node.end });
        return;
      case 'AwaitExpression':
        visit(node.argument, scope);
        findings.wraps.push({ start: node.start, end: node.end });
        return;
      case 'CallExpression':
        visitOperand(node.callee, scope, 'call');
        visitAll(node.arguments, scope);
        return;
      case 'TaggedTemplateExpression':
        visitOperand(node.tag, scope, 'call');
        visit(node.quasi, scope);
        return;
      case 'UnaryExpression':
        visitOperand(node.argument, scope, node.operator === 'typeof' ? 'typeof' : 'read');
        return;
      case 'UpdateExpression':
        visitOperand(node.argument, scope, 'write');
        return;
      case 'AssignmentExpression':
        visitTarget(node.left, scope, 'write');
        visit(node.right, scope);
        if (/^(\|\||&&|\?\?)?=$/.test(node.operator)) nameAfter(node.left, node.right, scope);
        return;
      case 'VariableDeclaration':
        visitDeclaration(node, scope, 'statement');
        return;
      case 'ForStatement': {
        const inner = innerScope(scope, node.init ? lexicalNames([node.init]) : []);
        visitHead(node.init, inner, 'for-init');
        visitAll([node.test, node.update, node.body], inner);
        return;
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = innerScope(scope, lexicalNames([node.left]));
        visitHead(node.left, inner, 'for-head');
        visitAll([node.right, node.body], inner);
        return;
      }
      case 'BlockStatement':
        visitAll(node.body, innerScope(scope, lexicalNames(node.body)));
        return;
      case 'StaticBlock':
        visitAll(node.body, innerScope(scope, [...varNames(node.body), ...lexicalNames(node.body)], true));
        return;
      case 'SwitchStatement': {
        visit(node.discriminant, scope);
        visitAll(node.cases, innerScope(scope, lexicalNames(node.cases.flatMap((one) => one.consequent))));
        return;
      }
      case 'CatchClause': {
        const inner = innerScope(scope, node.param ? patternNames(node.param) : []);
        if (node.param) visitTarget(node.param, inner, 'local');
        visit(node.body, inner);
        return;
      }
      case 'LabeledStatement':
        visit(node.body, scope);
        return;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.id) findings.identifiers.add(node.id.name);
        if (node.type === 'FunctionDeclaration' && node.id && scope === cell) findings.functions.push(node.id.name);
        visitFunction(node, scope);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        if (node.id) findings.identifiers.add(node.id.name);
        visitDecorators(node.decorators, scope);
        const inner = innerScope(scope, node.id ? [node.id.name] : []);
        visit(node.superClass, inner);
        visit(node.body, inner);
        if (node.type === 'ClassDeclaration' && node.id && scope === cell) {
          findings.classes.push({ name: node.id.name, start: node.start, end: node.end });
        }
        return;
      }
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
      case 'ExportNamedDeclaration':
        visit(node.declaration, scope);
        return;
      case 'ExportDefaultDeclaration':
        visit(node.declaration as Node, scope);
        return;
      default:
        visitChildren(node, scope);
    }
  }

  visitAll(program.body, cell);
  return findings;
}

type Place = Findings['declarations'][number]['place'];

/** The argument of `var E = function (E) { … }(E || {})`, which is how oxc-transform writes the first part of an enum. */
function enumArgument(id: Node, init: Node | null): Node | undefined {
  if (id.type !== 'Identifier' || init?.type !== 'CallExpression' || init.callee.type !== 'FunctionExpression') return;
  const argument = init.arguments[0];
  if (argument?.type !== 'LogicalExpression' || argument.right.type !== 'ObjectExpression') return;
  return argument.left.type === 'Identifier' && argument.left.name === id.name ? argument : undefined;
}

function isAnonymousDefinition(node: Node): boolean {
  if (node.type === 'ArrowFunctionExpression') return true;
  return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id;
}
