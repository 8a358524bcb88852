import MagicString from 'magic-string';
import { type Node, type ParseResult, parseSync, visitorKeys } from 'oxc-parser';

const mark = /\$\d+\.|\$(unbound|constant|typeof|cell)\./;
const ownObject = /^\$+(\d+|unbound|constant|typeof)$/;

/**
 * The text of a function of a cell as its author wrote it (without types): the variables of the session by their names
 * alone, as whoever sends the text to another process (a browser, a worker) must have it. Any other text comes back as it is.
 */
export function functionAsWritten(text: string): string {
  if (!mark.test(text)) return text;
  for (const [before, after] of [
    ['(', ')'],
    ['({', '})'], // of a method
    ['(class extends Object {', '})'], // of a method with a private name
  ] as const) {
    const parsed = parseSync('function.js', before + text + after, {
      lang: 'js',
      sourceType: 'module',
      preserveParens: false,
    });
    if (parsed.errors.length > 0) continue;
    const edits = new MagicString(before + text + after);
    nameAlone(parsed, edits);
    return edits.toString().slice(before.length, -after.length);
  }
  return text;
}

function nameAlone({ program }: ParseResult, edits: MagicString): void {
  const remove = (start: number, end: number) => void (start < end && edits.remove(start, end));
  const visit = (node: Node): void => {
    if (node.type === 'SequenceExpression' && isCalledName(node)) {
      edits.update(node.start - 1, node.end + 1, nameOf(node.expressions[1] as Node) ?? '');
      return;
    }
    if (node.type === 'MemberExpression') {
      const name = nameOf(node);
      const ofCell =
        node.object.type === 'Identifier' && /^\$+cell$/.test(node.object.name) ? propertyOf(node) : undefined;
      if (name !== undefined) edits.update(node.start, node.end, name);
      else if (ofCell === 'meta') edits.update(node.start, node.end, 'import.meta');
      else if (ofCell === 'import') edits.update(node.start, node.end, 'import');
      else if (ofCell === 'resumed') remove(node.start, node.end);
      if (name !== undefined || ofCell !== undefined) return;
    }
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
      for (const one of Array.isArray(child) ? child : [child]) if (one) visit(one);
    }
  };
  visit(program);
}

/** `(0, $1.f)`, which is how a cell calls `f`. */
function isCalledName({ expressions }: Node & { type: 'SequenceExpression' }): boolean {
  const [zero, name] = expressions;
  return expressions.length === 2 && zero?.type === 'Literal' && zero.value === 0 && nameOf(name as Node) !== undefined;
}

/** `$1.x` is the variable x. */
function nameOf(node: Node): string | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined;
  return ownObject.test(node.object.name) ? propertyOf(node) : undefined;
}

function propertyOf(node: Node & { type: 'MemberExpression' }): string | undefined {
  return !node.computed && node.property.type === 'Identifier' ? node.property.name : undefined;
}
