import type MagicString from 'magic-string';
import type { Program, VariableDeclaration } from 'oxc-parser';
import type { Findings } from './findings.ts';
import { patternNames } from './scope.ts';
import type { WrapperNames } from './wrapper-names.ts';

type Place = Findings['declarations'][number]['place'];

interface Surroundings {
  names: WrapperNames;
  homeOf: (name: string) => number;
  reachedAfter: (declared: string[]) => string | undefined; // code that notes how far the cell has come
}

/** Makes assignments of a declaration, whose names have become properties: `const { a } = b, c` -> `({ a: $1.a } = b), $1.c = undefined`. */
export function rewriteDeclaration(
  edits: MagicString,
  node: VariableDeclaration,
  place: Place,
  { names, homeOf, reachedAfter }: Surroundings,
): void {
  const first = node.declarations[0];
  if (!first) return;
  if (node.kind === 'using' || node.kind === 'await using') {
    // Stays a declaration of the function, which disposes of it; the property is what others see.
    const copies = node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    edits.appendLeft(node.end, copies.map((name) => ` ${names.homes}${homeOf(name)}.${name} = ${name};`).join(''));
    return;
  }
  edits.remove(node.start, first.start);
  if (place === 'for-head') return;
  for (const { id, init, start, end } of node.declarations) {
    if (init) {
      if (id.type === 'ObjectPattern') edits.prependRight(start, '(').appendLeft(end, ')');
    } else if (node.kind === 'var') {
      edits.prependRight(start, 'void '); // `var x;` alone changes nothing
    } else {
      edits.appendLeft(end, ' = undefined');
    }
    const reached = place === 'statement' ? reachedAfter(patternNames(id)) : undefined;
    if (reached) edits.appendLeft(end, `, ${reached}`);
  }
}

/** Drops the word `export`, and all of an export that declares nothing. */
export function rewriteExport(edits: MagicString, statement: Program['body'][number], names: WrapperNames): void {
  if (statement.type === 'ExportAllDeclaration') edits.remove(statement.start, statement.end);
  if (statement.type === 'ExportNamedDeclaration') {
    edits.remove(statement.start, statement.declaration ? statement.declaration.start : statement.end);
  }
  if (statement.type !== 'ExportDefaultDeclaration') return;
  const { declaration } = statement;
  const isStatement = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  if (isStatement && declaration.id) {
    edits.remove(statement.start, declaration.start);
    return;
  }
  edits.update(statement.start, statement.start + 'export default'.length, `${names.cell}.exported =`);
  if (isStatement) edits.appendLeft(declaration.end, ';');
}
