import { Script } from 'node:vm';
import { syntaxOfProject } from '../../kernel/evaluator/modules/project-syntax.ts';
import { createSessionScope, declareNames, type SessionScope } from '../../kernel/evaluator/variables/session-scope.ts';
import { lineAndColumn } from '../../kernel/transform/cell-syntax-error.ts';
import { type CellCode, CellSyntaxError, positionInCell, transformCell } from '../../kernel/transform/index.ts';
import { mostLevels, tooDeepAt } from '../../notebook/nesting.ts';
import { builtInNames } from './built-ins.ts';

/** What the transform of the kernel made of a cell, in a scope that it shares with those above. */
export interface MadeCell {
  names: string[]; // that it looked for in the scope, in order
  code?: CellCode;
  refused?: CellSyntaxError; // by the parser; or, beside a code, by V8
}

/** Makes functions of the cells of a notebook, in order. */
export function codesOf(sources: readonly string[], folder: string): MadeCell[] {
  const scope = scopeOfTransform();
  const made = sources.map((source) => codeOf(source, folder, scope));
  if (!compiles(`[${made.flatMap(({ code }) => (code ? [code.code] : [])).join(',')}]`)) made.forEach(refuse);
  return made;
}

/** A scope as that of the worker will be: names get the same homes when the same cells ask for them in the same order. */
function scopeOfTransform(): SessionScope {
  const scope = createSessionScope();
  for (const name of builtInNames) {
    scope.declared.set(name, 'var');
    scope.homeOf(name);
  }
  settleAll(scope);
  return scope;
}

/** Here nothing runs, and so nothing is missing. */
function settleAll(scope: SessionScope): void {
  scope.pending.clear();
  scope.empty.clear();
}

function codeOf(source: string, folder: string, scope: SessionScope): MadeCell {
  scope.beginHome();
  const names: string[] = [];
  const homeOf = (name: string) => {
    names.push(name);
    return scope.homeOf(name);
  };
  try {
    const deep = tooDeepAt(source);
    if (deep !== undefined) {
      const what = `this cell has more than ${mostLevels} brackets inside each other: no parser takes that`;
      throw new CellSyntaxError(what, source, lineAndColumn(source, deep));
    }
    const { declared } = scope;
    const code = transformCell(source, { declared, homeOf, project: () => syntaxOfProject(folder) });
    declareNames(scope, code.declared);
    settleAll(scope);
    return { code, names };
  } catch (error) {
    if (error instanceof CellSyntaxError) return { refused: error, names };
    throw error;
  }
}

/** V8 refuses some of what the parser lets through; in the module it would take all other cells with it. */
function refuse(made: MadeCell): void {
  const { code } = made;
  if (!code || compiles(code.code)) return;
  try {
    new Script(code.code, { filename: 'cell' });
  } catch (error) {
    const { message, stack } = error as SyntaxError;
    const [, line, caret] = /^cell:(\d+)\n.*\n(\s*)\^/.exec(String(stack)) ?? [];
    const place = positionInCell(code, { line: Number(line ?? 1), column: (caret?.length ?? 0) + 1 });
    made.refused = new CellSyntaxError(message, code.source, place ?? { line: 1, column: 1 });
  }
}

function compiles(code: string): boolean {
  try {
    new Script(code);
    return true;
  } catch {
    return false;
  }
}
