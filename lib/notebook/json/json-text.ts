// Generated from notebooks/20_notebook/02_json/02_json_text.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0bb003 5d0bb004 5d0bb006 5d0bb007 5d0bb083 5d0bb00a

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb003 2fa1e532
import type { JsonLayout } from './json.ts';

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb004 5c6e9873
/** A place in a text: from `start` up to and without `end`. @internal */
export interface Span {
  start: number;
  end: number;
}

/** Where a value stands. `children` are the members of an object or the elements of an array, where they were asked for. @internal */
export interface JsonNode extends Span {
  children?: JsonChild[] | undefined;
}

/** A member of an object (from its key on) or an element of an array. @internal */
export interface JsonChild extends Span {
  key: string; // decoded; '' in an array
  keyEnd: number; // behind the key's closing quote; `start` in an array
  value: JsonNode;
}

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb006 643869a0
/** Locates the value that begins at or behind `from`, and what it contains down to `depth` levels. @internal */
export function locateValue(text: string, from: number, depth: number): JsonNode {
  const start = skipBlanks(text, from);
  const open = text[start];
  if (depth === 0 || (open !== '{' && open !== '[')) return { start, end: skipValue(text, start) };
  const children: JsonChild[] = [];
  let at = skipBlanks(text, start + 1);
  while (text[at] !== '}' && text[at] !== ']') {
    const keyEnd = open === '{' ? skipString(text, at) : at;
    const value = locateValue(text, open === '{' ? skipBlanks(text, keyEnd) + 1 : at, depth - 1);
    const key = open === '{' ? keyAt(text, at, keyEnd) : '';
    children.push({ start: at, end: value.end, key, keyEnd, value });
    at = skipBlanks(text, value.end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return { start, end: at + 1, children };
}

/** The decoded key that stands between two places. Few have an escape in them. @internal */
export function keyAt(text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1);
  return plain.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : plain;
}

/** What an object or array contains, located now if it was not before. @internal */
export function childrenOf(text: string, node: JsonNode): JsonChild[] {
  node.children ??= locateValue(text, node.start, 1).children ?? [];
  return node.children;
}

/** The last member of that name: the one that `JSON.parse` believes. @internal */
export function findMember(text: string, node: JsonNode, key: string): JsonChild | undefined {
  return childrenOf(text, node).findLast((child) => child.key === key);
}

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb007 28388b19
/** The end of the value that begins at `start`. @internal */
export function skipValue(text: string, start: number): number {
  let level = 0;
  let at = start;
  do {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = skipString(text, at);
      continue;
    }
    at++;
    if (code === 0x7b || code === 0x5b) level++;
    else if (code === 0x7d || code === 0x5d) level--;
    else if (level === 0) return skipWord(text, at);
  } while (level > 0);
  return at;
}

/** The end of a number or a word such as `true`. @internal */
export function skipWord(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x5d || code === 0x7d || isBlank(code)) break;
  }
  return at;
}

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb083 f899c934
/** The place behind the string that begins at `start`; -1 when it has no end. @internal */
export function skipString(text: string, start: number): number {
  for (let quote = start; ; ) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return -1;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** Whether a character may stand between the tokens of JSON. @internal */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** The place of the first character that is not blank; a byte order mark counts as blank. @internal */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); isBlank(code) || code === 0xfeff; code = text.charCodeAt(at)) at++;
  return at;
}

// %% notebooks/20_notebook/02_json/02_json_text.ipynb#5d0bb00a 7019d30e
/** Finds out the layout of a text from its outermost object. @internal */
export function detectLayout(text: string, root: JsonNode): JsonLayout {
  const [first, second] = childrenOf(text, root);
  if (!first) return { newline: '\n', indent: ' ', comma: ', ', colon: ': ' };
  const gap = text.slice(root.start + 1, first.start);
  const colon = text.slice(first.keyEnd, first.value.start);
  const comma = second && !gap.includes('\n') ? text.slice(first.end, second.start) : colon === ':' ? ',' : ', ';
  const newline = gap.includes('\r\n') ? '\r\n' : gap.includes('\n') ? '\n' : '';
  return { newline, indent: gap.slice(gap.lastIndexOf('\n') + 1), comma, colon: colon.includes('\n') ? ': ' : colon };
}

/** The blanks at the beginning of the line in which a place lies. @internal */
export function lineIndent(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}
