// Generated from notebooks/20_notebook/20_merge/03_merge_json.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2303 5d0c2305 5d0c0679 5d0c2306 5d0c230a 5d0c3ba8

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c2303 585ef0db
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json.ts';
import { member } from '../json/splice.ts';

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c2305 b50d9580
/** A value that may be missing. @internal */
export type MaybeValue = JsonValue | undefined;

/** Merges a value. Keys for which both sides have different values go into `disputed`, as `a.b`. @internal */
export function mergeValue(
  base: MaybeValue,
  ours: MaybeValue,
  theirs: MaybeValue,
  disputed: string[], // what is found is added
  path = '',
): MaybeValue {
  if (isDeepStrictEqual(ours, theirs) || isDeepStrictEqual(theirs, base)) return ours;
  if (isDeepStrictEqual(ours, base)) return theirs;
  if (isJsonObject(ours) && isJsonObject(theirs)) {
    return mergeObjects(isJsonObject(base) ? base : {}, ours, theirs, disputed, path);
  }
  if (/(^|\.)tags$/.test(path) && isWords(ours) && isWords(theirs))
    return mergeTags(isWords(base) ? base : [], ours, theirs);
  disputed.push(path);
  return ours === undefined ? theirs : ours;
}

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c0679 61f316d8
/** Merges objects key by key; the very object of ours when nothing of it changes. @internal */
export function mergeObjects(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  disputed: string[],
  path = '',
): JsonObject {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const entries = [...keys].flatMap((key): [string, JsonValue][] => {
    const [old, our, their] = [member(base, key), member(ours, key), member(theirs, key)];
    const value = mergeValue(old, our, their, disputed, path === '' ? key : `${path}.${key}`);
    return value === undefined ? [] : [[key, value]];
  });
  const merged = Object.fromEntries(entries);
  return isDeepStrictEqual(merged, Object.fromEntries(Object.entries(ours))) ? ours : merged;
}

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c2306 767f6ed1
/** Tells whether a value is a list of texts. @internal */
export function isWords(value: MaybeValue): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** Ours, without what theirs removed, and with what theirs added. @internal */
export function mergeTags(base: string[], ours: string[], theirs: string[]): string[] {
  const kept = ours.filter((tag) => theirs.includes(tag) || !base.includes(tag));
  return [...kept, ...theirs.filter((tag) => !base.includes(tag) && !ours.includes(tag))];
}

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c230a e5f921cb
/** Merges the metadata of a notebook. @internal */
export function mergeNotebookMetadata(
  base: JsonObject,
  ours: JsonObject,
  theirs: JsonObject,
  disputed: string[], // what is found is added
): JsonObject {
  const { kernelspec: baseKernel, language_info: baseLanguage, ...baseRest } = base;
  const { kernelspec: ourKernel, language_info: ourLanguage, ...ourRest } = ours;
  const { kernelspec: theirKernel, language_info: theirLanguage, ...theirRest } = theirs;
  const kernelspec = mergeWhole(baseKernel, ourKernel, theirKernel);
  if (kernelspec.disputed) disputed.push('kernelspec');
  const isTheirs = !isDeepStrictEqual(kernelspec.value, ourKernel);
  const language = isTheirs ? theirLanguage : mergeWhole(baseLanguage, ourLanguage, theirLanguage).value;
  const rest = mergeObjects(baseRest, ourRest, theirRest, disputed);
  const known = Object.entries({ kernelspec: kernelspec.value, language_info: language });
  const merged = { ...rest, ...Object.fromEntries(known.filter(([, value]) => value !== undefined)) };
  return isDeepStrictEqual(merged, Object.fromEntries(Object.entries(ours))) ? ours : merged;
}

/** A value, and whether both sides had one of their own. @internal */
export interface Settled {
  value: MaybeValue;
  disputed: boolean;
}

// %% notebooks/20_notebook/20_merge/03_merge_json.ipynb#5d0c3ba8 c372ca26
/** Merges a value that is taken from one side as a whole. @internal */
export function mergeWhole(base: MaybeValue, ours: MaybeValue, theirs: MaybeValue): Settled {
  if (isDeepStrictEqual(ours, theirs) || isDeepStrictEqual(theirs, base)) return { value: ours, disputed: false };
  if (isDeepStrictEqual(ours, base)) return { value: theirs, disputed: false };
  return { value: ours === undefined ? theirs : ours, disputed: true };
}
