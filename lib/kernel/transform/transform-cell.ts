import MagicString from 'magic-string';
import { parseSync } from 'oxc-parser';
import type { CellContext } from './cell-context.ts';
import { CellSyntaxError } from './cell-syntax-error.ts';
import { type DeclarationKind, declaredNames, lastExpression } from './declared.ts';
import { rewriteDeclaration, rewriteExport } from './edit-declarations.ts';
import { editReferences } from './edit-references.ts';
import { findInCell } from './find.ts';
import { type CellImport, readImport } from './imports.ts';
import { stripTypes } from './strip-types.ts';
import { wrapperNames } from './wrapper-names.ts';

export interface CellCode {
  source: string; // as written
  javascript: string; // without types
  code: string; // an expression: an async function of (scope, unbound, constant, typeOf, cell)
  declared: Map<string, DeclarationKind>;
  imports: CellImport[]; // to be done before the function is called, in order
  edits: MagicString; // from javascript to code: source maps are made of it when an error needs one
}

/**
 * Makes a function of a cell's TypeScript. The cell's own variables become properties of one scope object, so that
 * functions of earlier cells see them change, and later cells may declare them anew. Throws CellSyntaxError.
 */
export function transformCell(source: string, context: CellContext): CellCode {
  const javascript = stripTypes(source);
  const parsed = parseSync('cell.js', javascript, { lang: 'js', sourceType: 'module', preserveParens: false });
  const error = parsed.errors[0];
  if (error) throw new CellSyntaxError(error.message, source, { line: 1, column: 1 });
  const { program } = parsed;

  const findings = findInCell(program);
  const used = new Set(findings.references.filter((one) => one.role !== 'declare').map((one) => one.name));
  const edits = new MagicString(javascript);
  const imports: CellImport[] = [];
  const names = wrapperNames(findings.identifiers);
  const declaredFrom = () => declaredNames(findings, imports);

  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') edits.remove(statement.start, statement.end);
    if (
      statement.type === 'ImportDeclaration' ||
      statement.type === 'ExportAllDeclaration' ||
      statement.type === 'ExportNamedDeclaration'
    ) {
      const one = readImport(statement, (name) => used.has(name));
      if (one) imports.push(one);
    }
  }
  const declared = declaredFrom();

  editReferences(edits, findings, { ...context, names, here: declared });
  for (const statement of program.body) rewriteExport(edits, statement, names);
  for (const { node, place } of findings.declarations) rewriteDeclaration(edits, node, place, names);
  for (const { name, start, end } of findings.classes) {
    edits.prependRight(start, `${names.scope}.${name} = `).appendLeft(end, ';');
  }
  const result = lastExpression(program);
  if (result) {
    const end = javascript[result.end - 1] === ';' ? result.end - 1 : result.end;
    edits.prependRight(result.start, `${names.cell}.result = (`).appendLeft(end, ')');
  }
  if (program.hashbang) edits.remove(program.hashbang.start, program.hashbang.end);

  const hoisted = findings.functions.map((name) => ` ${names.scope}.${name} = ${name};`).join('');
  const parameters = [names.scope, names.unbound, names.constant, names.typeOf, names.cell].join(', ');
  edits.prepend(`(async function (${parameters}) { 'use strict';${hoisted} `).append('\n})');
  return { source, javascript, code: edits.toString(), declared, imports, edits };
}
