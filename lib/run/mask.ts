// Generated from notebooks/40_run/57_mask.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 57a00003 57a00005 57a00008 57a00009 57a0000a 57a0000d

// %% notebooks/40_run/57_mask.ipynb#57a00003 b84bacb9
import { isJsonObject, type JsonObject, type JsonValue } from '../notebook/index.ts';
import { findSecrets } from './secrets.ts';

// %% notebooks/40_run/57_mask.ipynb#57a00005 de7330e3
export const secretName =
  /(?:^|[_-])(?:token|secret|password|passwd|passphrase|credentials?|auth|api_?key|access_?key|private_?key|secret_?key|key)(?:$|[_-])/i;

/** The values of an environment that nobody should see, by the names of their variables. */
export function secretValues(env: Record<string, string | undefined>): string[] {
  const shortest = 8;
  return Object.entries(env).flatMap(([name, value]) => {
    const isSecret = secretName.test(name) && value !== undefined && value.length >= shortest;
    return isSecret && !/^(?:[./~]|[A-Z]:[\\/])/.test(value) && !/^\d+$/.test(value) ? [value] : [];
  });
}

// %% notebooks/40_run/57_mask.ipynb#57a00008 9953205e
export const masked = '***';

/** Hides secrets in what is shown, written or recorded. */
export interface Mask {
  text: (text: string) => string;
  value: <Value extends JsonValue>(value: Value) => Value; // every text in it, and every name
  pending: (text: string) => number; // how many characters at its end may be the beginning of a secret
}

/** A mask that hides nothing. */
export const noMask: Mask = { text: (text) => text, value: (value) => value, pending: () => 0 };

// %% notebooks/40_run/57_mask.ipynb#57a00009 81e43c95
/** Makes a mask for known values and for whatever looks like a secret. */
export function createMask(
  values: readonly string[], // the longest one that fits is hidden; of one with several lines each line too
): Mask {
  const lines = values.flatMap((value) =>
    value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 8) : [],
  );
  const known = [...new Set([...values, ...lines])]
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length);
  const text = (given: string) => {
    let shown = given;
    for (const value of known) if (shown.includes(value)) shown = shown.replaceAll(value, masked);
    return hideFound(hideKeys(shown));
  };
  const value = <Value extends JsonValue>(given: Value): Value => maskedValue(given, text) as Value;
  return { text, value, pending: (given) => pendingLength(given, known) };
}

// %% notebooks/40_run/57_mask.ipynb#57a0000a dc22058e
/** @internal */
export const keyBegin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** @internal */
export const keyEnd = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** @internal */
export const longestKey = 16 * 1024;

/** Hides private keys from their first line to their last. @internal */
export function hideKeys(text: string): string {
  if (!text.includes('-----BEGIN')) return text;
  const begin = keyBegin.exec(text);
  if (!begin) return text;
  const rest = text.slice(begin.index + begin[0].length);
  const end = keyEnd.exec(rest.slice(0, longestKey));
  const after = end ? rest.slice(end.index + end[0].length) : rest.slice(longestKey);
  return `${text.slice(0, begin.index)}${masked}${hideKeys(after)}`;
}

/** Hides what looks like a secret. @internal */
export function hideFound(text: string): string {
  const found = findSecrets(text);
  return found.reduceRight(
    (shown, { at, text: secret }) => shown.slice(0, at) + masked + shown.slice(at + secret.length),
    text,
  );
}

/** @internal */
export function maskedValue(value: JsonValue, text: (text: string) => string): JsonValue {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((member) => maskedValue(member, text));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(
    ([name, member]) => [text(name), maskedValue(member as JsonValue, text)] as const,
  );
  return Object.fromEntries(members) as JsonObject;
}

/** A secret may come in two pieces: the end of the first is held back where it may begin one. @internal */
export function pendingLength(text: string, known: readonly string[]): number {
  const line = text.length - 1 - Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  const key = text.lastIndexOf('-----BEGIN');
  const openKey = key >= 0 && !keyEnd.test(text.slice(key)) ? text.length - key : 0;
  const begun = known.reduce((most, value) => Math.max(most, begunLength(text, value)), 0);
  return Math.min(Math.max(line, openKey, begun), longestKey);
}

/** The longest end of a text that is the beginning of a value, but not all of it. @internal */
export function begunLength(text: string, value: string): number {
  for (let length = Math.min(value.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(value.slice(0, length))) return length;
  }
  return 0;
}

// %% notebooks/40_run/57_mask.ipynb#57a0000d 8f8fbcfa
/** Masks a text that comes in pieces. */
export interface MaskedStream {
  push: (piece: string) => string; // what may be shown by now
  flush: () => string; // the rest
}

/** Makes a stream that holds back what may be the beginning of a secret. */
export function maskStream(mask: Mask): MaskedStream {
  let held = '';
  const take = (length: number) => {
    const ready = held.slice(0, length);
    held = held.slice(length);
    return ready === '' ? '' : mask.text(ready);
  };
  return {
    push: (piece) => {
      held += piece;
      return take(held.length - mask.pending(held));
    },
    flush: () => take(held.length),
  };
}
