// Generated from notebooks/20_notebook/17_diff/05_output_diff.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c3503 5d0c3505 5d0c3506 5d0c8f94 5d0c3507 5d0c350a 5d0c350b

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c3503 50a35c6e
import { isDeepStrictEqual } from 'node:util';
import type { Output } from '../cell.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json.ts';
import { member } from '../json/splice.ts';

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c3505 813543b8
/** How much of one kind (`stdout`, `image/png`, `TypeError`) the outputs of two versions hold, in bytes; 0 for none. */
export interface OutputKindDiff {
  kind: string;
  before: number;
  after: number;
  same: boolean;
}

/** What is different between the outputs of two versions of a cell. */
export interface OutputDiff {
  before: number; // how many
  after: number;
  kinds: OutputKindDiff[];
}

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c3506 0acc01ec
/** The contents of outputs, by kind. @internal */
export function contentsByKind(outputs: readonly Output[]): Map<string, JsonValue[]> {
  const contents = outputs.flatMap((output): [string, JsonValue][] => {
    if (output.output_type === 'stream') return [[output.name, joined(output.text)]];
    if (output.output_type === 'error')
      return [[output.ename || 'error', [output.evalue, output.traceback.join('\n')]]];
    return Object.entries(output.data).map(([kind, value]) => [kind, joined(value ?? null)]);
  });
  const kinds = Map.groupBy(contents, ([kind]) => kind);
  return new Map([...kinds].map(([kind, entries]) => [kind, entries.map(([, value]) => value)]));
}

/** A text that may be kept as lines. @internal */
export function joined(value: JsonValue): JsonValue {
  return Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : value;
}

/** The bytes that a person would say contents have: of a picture those of the picture, not those of its letters. @internal */
export function sizeOf(kind: string, contents: readonly JsonValue[]): number {
  const isEncoded = /^(image|audio|video)\/(?!svg)|^application\/(pdf|octet-stream)/.test(kind);
  return contents.reduce<number>((sum, value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return sum + (isEncoded ? Math.floor((text.replace(/[\s=]/g, '').length * 3) / 4) : Buffer.byteLength(text));
  }, 0);
}

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c8f94 255a8ba3
/** Compares outputs; undefined when they say the same. Numbers of executions do not count. @internal */
export function diffOutputs(before: readonly Output[], after: readonly Output[]): OutputDiff | undefined {
  if (before === after) return undefined;
  const [old, now] = [contentsByKind(before), contentsByKind(after)];
  const kinds = [...new Set([...old.keys(), ...now.keys()])].map((kind): OutputKindDiff => {
    const [was, is] = [old.get(kind) ?? [], now.get(kind) ?? []];
    return { kind, before: sizeOf(kind, was), after: sizeOf(kind, is), same: isDeepStrictEqual(was, is) };
  });
  if (before.length === after.length && kinds.every(({ same }) => same)) return undefined;
  return { before: before.length, after: after.length, kinds };
}

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c3507 87a3723d
/** A size in a few signs: `512 B`, `34 kB`, `1.2 MB`. @internal */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} ${unit}`;
}

/** A difference of outputs in one line: `2 -> 1, image/png 34 kB -> 36 kB`. @internal */
export function formatOutputDiff({ before, after, kinds }: OutputDiff): string {
  const size = (bytes: number) => (bytes === 0 ? 'none' : formatBytes(bytes));
  const parts = kinds.flatMap((kind) => {
    if (kind.same) return [];
    const [was, is] = [size(kind.before), size(kind.after)];
    return [`${kind.kind} ${was === is ? `${was}, other content` : `${was} -> ${is}`}`];
  });
  return [before === after ? `${after}` : `${before} -> ${after}`, ...parts].join(', ');
}

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c350a 88c700e6
/** A value of the metadata that differs; undefined where there is none. */
export interface ValueDiff {
  key: string; // `tags`, `slideshow.slide_type`
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

// %% notebooks/20_notebook/17_diff/05_output_diff.ipynb#5d0c350b 328f9ff7
/** Compares JSON objects: the values that differ, as deep as both are objects. @internal */
export function diffValues(before: JsonObject, after: JsonObject, path = ''): ValueDiff[] {
  if (before === after) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [member(before, name), member(after, name)];
    const key = path === '' ? name : `${path}.${name}`;
    if (isJsonObject(was) && isJsonObject(is)) return diffValues(was, is, key);
    return isDeepStrictEqual(was, is) ? [] : [{ key, before: was, after: is }];
  });
}

/** A difference of metadata in one line: `tags: + slow, - old`, `editable: true -> none`. @internal */
export function formatValueDiff({ key, before, after }: ValueDiff): string {
  const [old, now] = [before ?? [], after ?? []];
  if (/(^|\.)tags$/.test(key) && Array.isArray(old) && Array.isArray(now)) {
    const added = now.filter((tag) => !old.includes(tag)).map((tag) => `+ ${tag}`);
    const removed = old.filter((tag) => !now.includes(tag)).map((tag) => `- ${tag}`);
    return `${key}: ${[...added, ...removed].join(', ') || 'in another order'}`;
  }
  return `${key}: ${shortValue(before)} -> ${shortValue(after)}`;
}

/** A value on one line, cut when it is long. @internal */
export function shortValue(value: JsonValue | undefined): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
