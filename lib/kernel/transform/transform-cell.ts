import MagicString from 'magic-string';
import type { CellCode } from './cell-code.ts';
import type { CellContext } from './cell-context.ts';
import { declaredNames, lastStatement } from './declared.ts';
import { rewriteDeclaration, rewriteExport } from './edit-declarations.ts';
import { editReferences } from './edit-references.ts';
import { mapOfEdits } from './made-text.ts';
import { readCell } from './read-cell.ts';
import { wrapperNames } from './wrapper-names.ts';

/**
 * Makes a function of a cell's TypeScript. The cell's own variables become properties of objects that outlive it, so that
 * functions of earlier cells see them change, and later cells may declare them anew. Throws CellSyntaxError.
 */
export function transformCell(source: string, context: CellContext): CellCode {
  const { javascript, maps, program, findings, imports, internal, hasResult } = readCell(source, context.project);
  const edits = new MagicString(javascript);
  const names = wrapperNames(findings.identifiers);
  const declared = declaredNames(findings, imports);

  const usedHomes = new Set<number>();
  const homeOf = (name: string) => {
    const home = context.homeOf(name);
    usedHomes.add(home);
    return home;
  };
  const steps = new Map<string, number>();
  const reachedAfter = (some: string[]) => {
    const again = some.filter((name) => context.declared.has(name));
    const step = steps.size + 1;
    for (const name of again) steps.set(name, step);
    return again.length > 0 ? `${names.cell}.reached = ${step}` : undefined;
  };
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') edits.remove(statement.start, statement.end);
  }
  for (const name of declared.keys()) homeOf(name);
  editReferences(edits, findings, { ...context, homeOf, names, here: declared });
  for (const statement of program.body) rewriteExport(edits, statement, names);
  for (const { node, place } of findings.declarations) {
    rewriteDeclaration(edits, node, place, { names, homeOf, reachedAfter });
  }
  for (const { name, start, end } of findings.classes) {
    const reached = reachedAfter([name]);
    edits.prependRight(start, `${names.homes}${homeOf(name)}.${name} = `);
    edits.appendLeft(end, reached ? `, ${reached};` : ';');
  }
  const last = hasResult ? lastStatement(program) : undefined;
  if (last?.type === 'ExpressionStatement') {
    const end = javascript[last.end - 1] === ';' ? last.end - 1 : last.end;
    edits.prependRight(last.start, `${names.cell}.result = (`).appendLeft(end, ')');
  }
  if (program.hashbang) edits.remove(program.hashbang.start, program.hashbang.end);
  const prologue = [
    ...[...usedHomes].map((home) => `const ${names.homes}${home} = ${names.homes}[${home}];`),
    ...internal.map(
      ({ text, specifier }) => `const ${text} = await ${names.cell}.import(${JSON.stringify(specifier)});`,
    ),
    ...findings.functions.map((name) => `${names.homes}${homeOf(name)}.${name} = ${name};`),
  ];
  const parameters = [names.homes, names.unbound, names.constant, names.typeOf, names.cell].join(', ');
  edits.prepend(`(async function (${parameters}) { 'use strict'; ${prologue.join(' ')} `).append('\n})');
  return { source, javascript, code: edits.toString(), declared, imports, steps, maps: [mapOfEdits(edits), ...maps] };
}
