// Generated from notebooks/20_notebook/02_json/04_splice.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0bb203 5d0bb204 5d0bb206 5d0bb28b 5d0bb208 5d0bb28d 5d0bb209 5d0bb20b

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb203 71b4f40b
import { isDeepStrictEqual } from 'node:util';
import { formatJson, isJsonObject, type JsonLayout, type JsonObject, type JsonValue } from './json.ts';
import { childrenOf, type JsonChild, type JsonNode, lineIndent } from './json-text.ts';

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb204 b022a3f7
/** A text with positions, and the layout of what is added to it. @internal */
export interface JsonDocument {
  text: string;
  root: JsonNode;
  layout: JsonLayout;
}

/** How text is laid out at some place. @internal */
export interface Place {
  layout: JsonLayout;
  indent: string; // of the line
}

/** What becomes of one child: copied from `at`, the index it had before; or written anew (also in its old place). @internal */
export interface Item {
  at?: number | undefined;
  write?: ((place: Place) => string) | undefined;
}

/** Writes the new text of a member; `old` is what it was. Undefined instead of a function removes the member. @internal */
export type MemberWriter = (old: JsonNode | undefined, place: Place) => string;

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb206 a8eb8b54
/** The new text of an object or array, of some of its old children and some new ones. @internal */
export function rewriteContainer(document: JsonDocument, node: JsonNode, items: Item[]): string {
  const { text } = document;
  const children = childrenOf(text, node);
  const [first, last] = [children[0], children.at(-1)];
  const [open, close] = [text[node.start], text[node.end - 1]];
  if (items.length === 0) return first ? `${open}${close}` : text.slice(node.start, node.end);
  const place = placeOfChildren(document, node);
  const line = place.layout.newline + place.indent;
  const separator = defaultSeparator(text, node, place);
  const parts: string[] = [first ? text.slice(node.start, first.start) : open + line];
  let previous: number | undefined;
  for (const [index, item] of items.entries()) {
    const child = item.at === undefined ? undefined : children[item.at];
    const before = child && previous !== undefined && previous + 1 === item.at ? children[previous] : undefined;
    if (index > 0) parts.push(before && child ? text.slice(before.end, child.start) : separator);
    parts.push(item.write ? item.write(place) : child ? text.slice(child.start, child.end) : '');
    previous = item.at;
  }
  const end = place.layout.newline ? place.layout.newline + lineIndent(text, node.start) : '';
  parts.push(last ? text.slice(last.end, node.end) : end + close);
  return parts.join('');
}

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb28b 70a1dd97
/** How the children of a container are laid out: as those it has; or, when it has none, as the whole document. @internal */
export function placeOfChildren(document: JsonDocument, node: JsonNode): Place {
  const { text, layout } = document;
  const first = childrenOf(text, node)[0];
  if (!first) return { layout, indent: layout.newline ? lineIndent(text, node.start) + layout.indent : '' };
  if (layout.newline && text.slice(node.start, first.end).includes('\n'))
    return { layout, indent: lineIndent(text, first.start) };
  return { layout: { ...layout, newline: '' }, indent: '' };
}

/** What stands between two children that were no neighbours before. @internal */
export function defaultSeparator(text: string, node: JsonNode, place: Place): string {
  const [first, second] = childrenOf(text, node);
  if (first && second) return text.slice(first.end, second.start);
  const gap = first && text.slice(node.start + 1, first.start);
  if (gap?.includes('\n')) return `,${gap}`;
  return place.layout.newline && !first ? `,${place.layout.newline}${place.indent}` : place.layout.comma;
}

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb208 1bbe6082
/** The new text of an object of which some members change. @internal */
export function spliceMembers(
  document: JsonDocument,
  node: JsonNode,
  changes: Map<string, MemberWriter | undefined>,
): string {
  const { text } = document;
  const children = childrenOf(text, node);
  const names = children.map((child) => child.key);
  const sorted = names.every((name, index) => index === 0 || (names[index - 1] as string) <= name);
  const items: (Item & { key: string })[] = children.flatMap((child, at) => {
    if (!changes.has(child.key)) return [{ key: child.key, at }];
    const write = changes.get(child.key);
    if (!write) return [];
    if (names.lastIndexOf(child.key) !== at) return [{ key: child.key, at }];
    const head = text.slice(child.start, child.value.start);
    return [{ key: child.key, at, write: (place: Place) => head + write(child.value, place) }];
  });
  for (const [key, write] of changes) {
    if (!write || names.includes(key)) continue;
    const later = sorted ? items.findIndex((item) => item.key > key) : -1;
    const added = {
      key,
      write: (place: Place) => JSON.stringify(key) + colonOf(text, children, place) + write(undefined, place),
    };
    items.splice(later < 0 ? items.length : later, 0, added);
  }
  return rewriteContainer(document, node, items);
}

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb28d dfb26511
/** What stands between key and value. @internal */
export function colonOf(text: string, children: JsonChild[], place: Place): string {
  const first = children[0];
  const colon = first ? text.slice(first.keyEnd, first.value.start) : place.layout.colon;
  return colon.includes('\n') ? place.layout.colon : colon;
}

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb209 aec10c97
/** The new text of a value that was `before` and is to be `after`; what is equal in both keeps its bytes. @internal */
export function spliceValue(document: JsonDocument, node: JsonNode, before: JsonValue, after: JsonValue): string {
  const { text, layout } = document;
  if (Object.is(before, after)) return text.slice(node.start, node.end);
  if (isJsonObject(before) && isJsonObject(after)) return spliceObject(document, node, before, after);
  if (Array.isArray(before) && Array.isArray(after)) return spliceArray(document, node, before, after);
  return formatJson(after, layout, layout.newline ? lineIndent(text, node.start) : '');
}

/** The new text of an object. @internal */
export function spliceObject(document: JsonDocument, node: JsonNode, before: JsonObject, after: JsonObject): string {
  const changes = new Map<string, MemberWriter | undefined>();
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, value] = [member(before, key), member(after, key)];
    if (value === undefined) changes.set(key, undefined);
    else if (!Object.is(old, value)) {
      changes.set(key, (place, { layout, indent }) =>
        place && old !== undefined ? spliceValue(document, place, old, value) : formatJson(value, layout, indent),
      );
    }
  }
  return spliceMembers(document, node, changes);
}

/** An own member; what an object inherits is not in its file. @internal */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

// %% notebooks/20_notebook/02_json/04_splice.ipynb#5d0bb20b 963b4771
/** Whether two values are equal; most are the very same, or plain texts, which is quick to see. @internal */
export function isSame(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  return Object.is(before, after) || (typeof before === 'object' && isDeepStrictEqual(before, after));
}

/** The new text of an array. @internal */
export function spliceArray(document: JsonDocument, node: JsonNode, before: JsonValue[], after: JsonValue[]): string {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
  const shift = before.length - after.length;
  const children = childrenOf(document.text, node);
  const items = after.map((value, index): Item => {
    if (index < head) return { at: index };
    if (index >= after.length - tail) return { at: index + shift };
    if (shift !== 0) return { write: ({ layout, indent }) => formatJson(value, layout, indent) };
    const child = (children[index] as JsonChild).value;
    return { at: index, write: () => spliceValue(document, child, before[index] as JsonValue, value) };
  });
  return rewriteContainer(document, node, items);
}
