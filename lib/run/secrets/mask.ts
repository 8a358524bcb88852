// Generated from notebooks/40_run/07_secrets/02_mask.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 57a00003 57a00005 57a00008 57a00009 57a0000a 57a00011 57a0000d

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a00003 c417b1bf
import { isJsonObject, type JsonObject, type JsonValue } from '../../notebook/json/index.ts';
import { findSecrets, most } from './find-secrets.ts';

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a00005 de7330e3
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

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a00008 9953205e
export const masked = '***';

/** Hides secrets in what is shown, written or recorded. */
export interface Mask {
  text: (text: string) => string;
  value: <Value extends JsonValue>(value: Value) => Value; // every text in it, and every name
  pending: (text: string) => number; // how many characters at its end may be the beginning of a secret
}

/** A mask that hides nothing. */
export const noMask: Mask = { text: (text) => text, value: (value) => value, pending: () => 0 };

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a00009 063adf55
/** Makes a mask for known values and for whatever looks like a secret. */
export function createMask(
  values: readonly string[], // in each of their spellings; the longest one that fits is hidden; of one with several lines each line too
): Mask {
  const lines = values.flatMap((value) =>
    value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 8) : [],
  );
  const known = [...new Set([...values.flatMap(spellings), ...lines])]
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length);
  const text = (given: string) => {
    let shown = given;
    for (const value of known) if (shown.includes(value)) shown = shown.replaceAll(value, masked);
    return hideFound(hideKeys(shown));
  };
  const value = <Value extends JsonValue>(given: Value): Value => maskedValue(given, text) as Value;
  const pending = (given: string) =>
    given.length - wholeBefore(given, given.length - pendingLength(given, known), known);
  return { text, value, pending };
}

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a0000a 655865d1
/** @internal */
export const keyBegin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** @internal */
export const keyEnd = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
/** @internal */
export const longestKey = 16 * 1024;

/** Hides private keys from their first line to their last. @internal */
export function hideKeys(text: string): string {
  let shown = '';
  let rest = text;
  for (;;) {
    const begin = rest.includes('-----BEGIN') ? keyBegin.exec(rest) : null;
    if (!begin) return shown + rest;
    shown += rest.slice(0, begin.index) + masked;
    rest = rest.slice(begin.index + begin[0].length);
    const end = keyEnd.exec(rest.slice(0, longestKey));
    rest = rest.slice(end ? end.index + end[0].length : longestKey);
  }
}

/** The password of an address, however easy it is to guess, unless a place for one stands there: `${…}`, `<…>`. @internal */
export const addressPassword =
  /(\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@"'`]{0,100}:)(?!\$\{|\{\{|<|\*\*\*@)([^\s/"'`]{1,200})(?=@)/gi;

/** @internal */
export function addressPasswords(text: string): { at: number; text: string }[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(addressPassword)].map(({ index, 1: before = '', 2: password = '' }) => ({
    at: index + before.length,
    text: password,
  }));
}

/** Hides what looks like a secret. So many are told at a time: then what is left is looked through again. @internal */
export function hideFound(text: string): string {
  let shown = text.includes('://') ? text.replaceAll(addressPassword, `$1${masked}`) : text;
  for (;;) {
    const found = findSecrets(shown);
    const pieces: string[] = [];
    let done = 0;
    for (const { at, text: secret } of found) {
      pieces.push(shown.slice(done, at), masked);
      done = at + secret.length;
    }
    shown = pieces.join('') + shown.slice(done);
    if (found.length < most) return shown;
  }
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

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a00011 abb56696
/** A value as it stands in JSON, in what the console shows, in HTML, in an address and as base64. @internal */
export function spellings(value: string): string[] {
  if (value.length < 4) return [];
  const bytes = Buffer.from(value);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const address = encodeURIComponent(value.toWellFormed());
  const json = JSON.stringify(value).slice(1, -1);
  return [
    ...[value, json, json.replaceAll('\\"', '"'), JSON.stringify(json).slice(1, -1)],
    ...[html, html.replaceAll('"', '&quot;'), address, address.replaceAll('%20', '+')],
    ...(value.length < 6 ? [] : [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]),
  ];
}

/** Where a text can be cut, at a place or before it, so that no secret is cut through. @internal */
export function wholeBefore(text: string, place: number, known: readonly string[]): number {
  if (place <= 0 || place >= text.length) return place;
  let cut = place;
  for (let last = -1; last !== cut && place - cut < longestKey; ) {
    last = cut;
    for (const value of known) {
      const from = Math.max(0, cut - value.length + 1);
      const at = text.slice(from, cut + value.length - 1).indexOf(value);
      if (at >= 0 && from + at < cut) cut = from + at;
    }
    if (/[\r\n]/.test(text[cut - 1] ?? '\n')) continue;
    const from = Math.max(0, cut - longestFound);
    const near = text.slice(from, cut + longestFound);
    for (const { at, text: secret } of [...findSecrets(near), ...addressPasswords(near)])
      if (from + at < cut && cut < from + at + secret.length) cut = from + at;
  }
  return cut;
}

/** @internal */
export const longestFound = 512; // of what looks like a secret, keys of several lines aside

// %% notebooks/40_run/07_secrets/02_mask.ipynb#57a0000d 8f8fbcfa
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
