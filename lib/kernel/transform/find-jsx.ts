import { type Node, visitorKeys } from 'oxc-parser';

/** The first JSX element or fragment below a node, in the order of the text. */
export function findJsx(node: Node): Node | undefined {
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') return node;
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null>)[key];
    for (const one of Array.isArray(child) ? child : [child]) {
      const found = one && findJsx(one);
      if (found) return found;
    }
  }
  return undefined;
}
