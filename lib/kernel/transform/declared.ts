import type { Program } from 'oxc-parser';
import type { Findings } from './findings.ts';
import type { CellImport } from './imports.ts';
import { patternNames } from './scope.ts';

export type DeclarationKind = 'const' | 'let' | 'var' | 'using' | 'function' | 'class' | 'import';

/** Tells whether a name declared so may not be assigned to. */
export function isConstant(kind: DeclarationKind | undefined): boolean {
  return kind === 'const' || kind === 'using' || kind === 'import';
}

/** What a cell declares for itself and for the cells after it. */
export function declaredNames(findings: Findings, imports: CellImport[]): Map<string, DeclarationKind> {
  const declared = new Map<string, DeclarationKind>();
  for (const one of imports) for (const binding of one.bindings) declared.set(binding.local, 'import');
  for (const { node } of findings.declarations) {
    const kind = node.kind === 'await using' ? 'using' : node.kind;
    for (const { id } of node.declarations) for (const name of patternNames(id)) declared.set(name, kind);
  }
  for (const name of findings.functions) declared.set(name, 'function');
  for (const { name } of findings.classes) declared.set(name, 'class');
  return declared;
}

/** The last statement of a cell that does or declares anything. */
export function lastStatement(program: Program): Program['body'][number] | undefined {
  return program.body.findLast((statement) => !isNothing(statement));
}

/** oxc-transform ends a module with `export {}` when it took all its exports and imports away. */
function isNothing(statement: Program['body'][number]): boolean {
  if (statement.type === 'EmptyStatement') return true;
  if (statement.type !== 'ExportNamedDeclaration') return false;
  return !statement.declaration && !statement.source && statement.specifiers.length === 0;
}
