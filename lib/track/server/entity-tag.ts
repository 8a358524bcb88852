import { createHash } from 'node:crypto';

/** A weak tag of a JSON text. The server's clock at its end is no part of what the text says. */
export function weakTag(json: string): string {
  const text = json.replace(/,"nowMs":\d+(?:\.\d+)?\}$/, '}');
  return `W/"${createHash('sha1').update(text).digest('base64url')}"`;
}

/** Tells whether a client that sends this If-None-Match has the thing already. Source: RFC 9110, section 13.1.2. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = (text: string) => text.replace(/^W\//, '');
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((known) => opaque(known) === opaque(tag));
}
