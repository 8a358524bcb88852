import MagicString from 'magic-string';
import { type Program, parseSync } from 'oxc-parser';
import { CellSyntaxError } from './cell-syntax-error.ts';
import { lastStatement } from './declared.ts';
import { type MadeText, mapOfEdits } from './made-text.ts';
import { stripTypes, stripTypesMap } from './strip-types.ts';

// To the language `{ a: 1 }` as a statement is a block with a label in it, and `{ "a": 1 }` an error. Whoever ends a cell
// with it wants to see an object.

/** The same cell with the object that it ends with in parentheses; undefined when there is none, or something else is wrong. */
export function cellAsObject(source: string): MadeText | undefined {
  const end = source.trimEnd().length;
  if (source[end - 1] !== '}') return undefined;
  const lines = source.matchAll(/^\{/gm).map(({ index }) => index);
  const starts = new Set([afterComments(source), ...lines]);
  for (const start of [...starts].slice(0, 10)) {
    const made = source[start] === '{' ? inParentheses(source, start, end) : undefined;
    if (made) return made;
  }
  return undefined;
}

function afterComments(source: string): number {
  const blank = /\s+|\/\/.*|\/\*[\s\S]*?\*\//y;
  let end = 0;
  while (blank.test(source)) end = blank.lastIndex;
  return end;
}

/** The same cell with the block that it ends with in parentheses; undefined when it makes sense as a block alone. */
export function endAsObject(source: string, program: Program): MadeText | undefined {
  const last = lastStatement(program);
  if (last?.type !== 'BlockStatement' || !last.body.every(mayBeProperty)) return undefined;
  const written = lastStatement(parseSync('cell.ts', source, { lang: 'ts', sourceType: 'module' }).program);
  return written && inParentheses(source, written.start, written.end);
}

function mayBeProperty(statement: Program['body'][number]): boolean {
  if (statement.type === 'LabeledStatement') return statement.body.type === 'ExpressionStatement';
  if (statement.type !== 'ExpressionStatement') return false;
  const { expression } = statement;
  return expression.type === 'Identifier' || expression.type === 'SequenceExpression';
}

function inParentheses(source: string, start: number, end: number): MadeText | undefined {
  const edits = new MagicString(source).appendLeft(start, ';(').appendRight(end, ')');
  const written = edits.toString();
  try {
    const text = stripTypes(written);
    return { text, maps: [() => stripTypesMap(written), mapOfEdits(edits)] };
  } catch (error) {
    if (error instanceof CellSyntaxError) return undefined;
    throw error;
  }
}
