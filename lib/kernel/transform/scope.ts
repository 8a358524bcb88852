import type { Node } from 'oxc-parser';

/** The names that one block, function or cell declares. */
export interface Scope {
  names: Set<string>;
  outer: Scope | undefined; // undefined for the cell's own
  isFunction?: boolean; // `var` goes no further out
}

/** Tells whether a name met in `scope` is the cell's own or comes from outside it: no scope in between declares it. */
export function isCellLevel(name: string, scope: Scope): boolean {
  for (let current = scope; current.outer; current = current.outer) {
    if (current.names.has(name)) return false;
  }
  return true;
}

/** Tells whether `var` in this scope declares a variable of the cell. */
export function isInCell(scope: Scope): boolean {
  for (let current: Scope | undefined = scope; current; current = current.outer) {
    if (current.isFunction) return false;
  }
  return true;
}

export function innerScope(outer: Scope, names: Iterable<string> = [], isFunction = false): Scope {
  return { names: new Set(names), outer, isFunction };
}

/** The names that a pattern binds: `{ a, b: [c = 1], ...d }` binds a, c, d. */
export function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** The names that statements declare for the block they stand in: let, const, using, class and (in strict code) function. */
export function lexicalNames(statements: readonly Node[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      return statement.declarations.flatMap((declarator) => patternNames(declarator.id));
    }
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      return statement.id ? [statement.id.name] : [];
    }
    if (statement.type === 'LabeledStatement') return lexicalNames([statement.body]);
    return [];
  });
}

/** The names that `var` declares in statements and in the blocks below them, functions left out. */
export function varNames(statements: readonly (Node | null | undefined)[]): string[] {
  return statements.flatMap((statement) => {
    switch (statement?.type) {
      case 'VariableDeclaration':
        return statement.kind === 'var' ? statement.declarations.flatMap((one) => patternNames(one.id)) : [];
      case 'BlockStatement':
        return varNames(statement.body);
      case 'IfStatement':
        return varNames([statement.consequent, statement.alternate]);
      case 'ForStatement':
        return varNames([statement.init, statement.body]);
      case 'ForInStatement':
      case 'ForOfStatement':
        return varNames([statement.left, statement.body]);
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        return varNames([statement.body]);
      case 'TryStatement':
        return varNames([statement.block, statement.handler?.body, statement.finalizer]);
      case 'SwitchStatement':
        return statement.cases.flatMap((one) => varNames(one.consequent));
      case 'ExportNamedDeclaration':
        return varNames([statement.declaration]);
      default:
        return [];
    }
  });
}
