import { types } from 'node:util';
import { cutText, isObject, kindOf, shortText } from '../plain-text.ts';
import { escapeHtml, framed } from './html.ts';
import { inspectsItself, isArray, isPlain } from './properties.ts';

const maxDepth = 6;
const maxEntries = { outside: 100, inside: 50 }; // of one object
const maxLeaf = 200; // characters
const maxLength = 60_000; // of the whole tree, in HTML

interface Entry {
  key: string;
  mark: ':' | ' →' | ''; // between the key and its value
  value: unknown;
  accessor?: string; // [Getter]: shown, not run
}

interface Growing {
  length: number; // of the HTML so far
  above: Set<object>;
}

/** A Map, a Set, an array, an instance or a plain object as a list that unfolds; undefined where there is nothing to unfold. */
export function treeView(value: object): string | undefined {
  if (!isBranch(value)) return undefined;
  const tree = branch('', value, { length: 0, above: new Set() }, 0);
  lastNames = undefined;
  return framed(tree, 'tree');
}

/** Has parts worth a list: what prints itself in its own way, and what holds nothing, does not. */
function isBranch(value: unknown): value is object {
  if (!isObject(value) || types.isProxy(value) || typeof value === 'function' || inspectsItself(value)) return false;
  if (types.isMap(value) || types.isSet(value)) return sizeOf(value) > 0;
  if (isArray(value)) return value.length > 0;
  return !isLeafKind(value) && namesOf(value).length > 0;
}

function isLeafKind(value: object): boolean {
  return (
    types.isNativeError(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isPromise(value) ||
    types.isBoxedPrimitive(value) ||
    types.isGeneratorObject(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    types.isModuleNamespaceObject(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isExternal(value) ||
    ArrayBuffer.isView(value)
  );
}

function branch(label: string, value: object, growing: Growing, depth: number): string {
  const entries = entriesOf(value, depth === 0 ? maxEntries.outside : maxEntries.inside);
  const count = partCount(value);
  growing.above.add(value);
  const items: string[] = [];
  for (const entry of entries) {
    if (growing.length > maxLength) break;
    const item = `<li>${itemOf(entry, growing, depth + 1)}</li>`;
    growing.length += item.length;
    items.push(item);
  }
  growing.above.delete(value);
  const left = count - items.length;
  if (left > 0) items.push(`<li class="octavo-dim">… ${left.toLocaleString('en')} more</li>`);
  const open = depth === 0 ? ' open' : '';
  return `<details${open}><summary>${label}${titleOf(value, count, entries)}</summary><ul>\n${items.join('\n')}\n</ul></details>`;
}

function itemOf({ key, mark, value, accessor }: Entry, growing: Growing, depth: number): string {
  const label = mark === '' ? '' : `<b>${escapeHtml(key)}</b>${mark} `;
  if (accessor !== undefined) return `${label}<span class="octavo-dim">${accessor}</span>`;
  if (!isBranch(value) || isBrief(value)) return label + leaf(value);
  if (growing.above.has(value)) return `${label}<span class="octavo-word">[Circular]</span>`;
  if (depth >= maxDepth) return `${label}<span class="octavo-dim">${escapeHtml(`[${kindOf(value)}]`)}</span>`;
  return branch(label, value, growing, depth);
}

function leaf(value: unknown): string {
  const kinds: Record<string, string> = {
    string: 'string',
    number: 'number',
    bigint: 'number',
    boolean: 'word',
    undefined: 'word',
  };
  const kind = value === null ? 'word' : kinds[typeof value];
  const text = escapeHtml(shortText(value, maxLeaf));
  return kind === undefined ? `<span>${text}</span>` : `<span class="octavo-${kind}">${text}</span>`;
}

/** A few simple values: shown on the line, as there is nothing more to see. */
function isBrief(value: object): boolean {
  if (!isArray(value) && !isPlain(value)) return false;
  if (partCount(value) > 8) return false;
  const isSimple = ({ value: part, accessor }: Entry) => !isObject(part) && accessor === undefined;
  return entriesOf(value, 8).every(isSimple) && shortText(value, 80).length < 72;
}

function titleOf(value: object, count: number, entries: Entry[]): string {
  const kind = escapeHtml(cutText(kindOf(value), 60, '…'));
  if (isArray(value) || types.isMap(value) || types.isSet(value)) return `${kind}(${count.toLocaleString('en')})`;
  const names = entries.slice(0, 5).map(({ key }) => cutText(key, 20, '…'));
  const rest = count > names.length ? ', …' : '';
  return `${kind} <span class="octavo-dim">{${escapeHtml(names.join(', ') + rest)}}</span>`;
}

function partCount(value: object): number {
  if (types.isMap(value) || types.isSet(value)) return sizeOf(value);
  return isArray(value) ? value.length : namesOf(value).length;
}

/** As the class says it, whatever an instance says of itself. */
function sizeOf(value: object): number {
  const prototype = types.isMap(value) ? Map.prototype : Set.prototype;
  return Object.getOwnPropertyDescriptor(prototype, 'size')?.get?.call(value) as number;
}

function entriesOf(value: object, most: number): Entry[] {
  if (types.isMap(value)) {
    return take(Map.prototype.entries.call(value), most).map(([key, one]) => ({
      key: shortText(key, 60),
      mark: ' →',
      value: one,
    }));
  }
  if (types.isSet(value))
    return take(Set.prototype.values.call(value), most).map((one) => ({ key: '', mark: '', value: one }));
  if (isArray(value)) {
    return Array.from({ length: Math.min(value.length, most) }, (_, at) => entryOf(value, at, String(at)));
  }
  const names = namesOf(value).slice(0, most);
  return names.map((name) =>
    entryOf(value, name, typeof name === 'string' ? nameText(name) : `[${cutText(String(name), 60, '…')}]`),
  );
}

function entryOf(value: object, name: PropertyKey, key: string): Entry {
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  if (!descriptor) return { key, mark: ':', value: undefined, accessor: 'empty' };
  if ('value' in descriptor) return { key, mark: ':', value: descriptor.value };
  const accessor = descriptor.get ? (descriptor.set ? '[Getter/Setter]' : '[Getter]') : '[Setter]';
  return { key, mark: ':', value: undefined, accessor };
}

function nameText(name: string): string {
  const text = cutText(name, 100, '…');
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text) ? text : shortText(text, 120);
}

let lastNames: { of: object; names: (string | symbol)[] } | undefined; // asked for several times in a row, and slow to get of a huge object

function namesOf(value: object): (string | symbol)[] {
  if (lastNames?.of === value) return lastNames.names;
  const isShown = (name: symbol) => Object.getOwnPropertyDescriptor(value, name)?.enumerable;
  const names = Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter(isShown);
  lastNames = { of: value, names: symbols.length > 0 ? [...names, ...symbols] : names };
  return lastNames.names;
}

function take<Value>(values: Iterable<Value>, most: number): Value[] {
  const taken: Value[] = [];
  for (const value of values) {
    if (taken.length === most) break;
    taken.push(value);
  }
  return taken;
}
