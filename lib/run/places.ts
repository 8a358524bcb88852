// Generated from notebooks/40_run/11_places.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40410003 40410005 40410008 40410009 40410012 40410013 40410016 40410019 40410022

// %% notebooks/40_run/11_places.ipynb#40410003 80235b2c
import { basename, dirname, resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';

// %% notebooks/40_run/11_places.ipynb#40410005 c63c5d5c
/** The scheme of a place in small letters: `https`, `s3`; '-' for a pipe; undefined for a path. */
export function placeScheme(place: string): string | undefined {
  if (place === '-') return '-';
  return /^([a-z][a-z0-9+.-]+):\/\//i.exec(place)?.[1]?.toLowerCase();
}

/** Whether a place is a path: a file that may have others beside it, and that an editor can open. */
export function isFilePlace(place: string): boolean {
  return placeScheme(place) === undefined;
}

// %% notebooks/40_run/11_places.ipynb#40410008 8b1aa92c
/** A place as messages, records and notebooks may show it: without user and password, without the values of its query. */
export function shownPlace(place: string): string {
  if (isFilePlace(place) || placeScheme(place) === 's3') return place;
  return place
    .replace(/^([\w+.-]+:\/\/)[^/?#]*@/, '$1')
    .replace(/#.*$/s, '')
    .replace(/\?(.*)$/s, (_, query: string) => `?${query.split('&').map(hiddenValue).join('&')}`);
}

// %% notebooks/40_run/11_places.ipynb#40410009 51b3e214
/** One part of a query; what has no name is hidden whole. @internal */
export function hiddenValue(part: string): string {
  const end = part.indexOf('=');
  return end < 0 ? (part === '' ? '' : '…') : `${part.slice(0, end)}=…`;
}

// %% notebooks/40_run/11_places.ipynb#40410012 5d981d94
/** The file name that belongs to a place: its last part; `stdin.ipynb` for a pipe, `notebook.ipynb` where there is none. */
export function placeName(place: string): string {
  if (place === '-') return 'stdin.ipynb';
  if (isFilePlace(place)) return basename(place);
  const path = place.replace(/^[^:]+:\/\/[^/?#]*/, '').replace(placeScheme(place) === 's3' ? /$/ : /[?#].*$/s, '');
  const name = decoded(
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '',
  );
  return name.replaceAll(/[/\\\p{Cc}]/gu, '_').replace(/^\.+/, '') || 'notebook.ipynb';
}

/** A place as the subject of a message: what came through a pipe is `stdin`. */
export function placeTitle(place: string): string {
  return place === '-' ? 'stdin' : shownPlace(place);
}

/** The path to which a place belongs: a file's own; for any other a file of its name in the caller's folder, there or not. */
export function placePath(place: string, cwd: string): string {
  const isPassing = /^\/(?:dev\/(?:fd\/|std)|proc\/)/.test(place); // `<(…)` of a shell: nothing can be kept beside it
  return resolve(cwd, isFilePlace(place) && !isPassing ? place : placeName(place));
}

/** The folder to which a place belongs, absolute: a file's own, the caller's for any other. */
export function placeFolder(place: string, cwd: string): string {
  return dirname(placePath(place, cwd));
}

// %% notebooks/40_run/11_places.ipynb#40410013 a80ffa57
/** @internal */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// %% notebooks/40_run/11_places.ipynb#40410016 a1d7d4f8
/** The parts of `s3://bucket/key`. Throws `run-place-invalid` when one of them is missing. */
export function parseS3Place(place: string): { bucket: string; key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/is.exec(place) ?? [];
  if (bucket !== undefined && key !== undefined && !key.endsWith('/')) return { bucket, key };
  throw new OctavoError('run-place-invalid', `${shownPlace(place)} does not name an object of a bucket`, {
    hint: 's3://BUCKET/folder/notebook.ipynb',
  });
}

// %% notebooks/40_run/11_places.ipynb#40410019 97985442
/** The address of an http(s) place, and the user and password that it carries. Throws `run-place-invalid`. */
export function parseWebPlace(place: string): { url: URL; authorization: string | undefined } {
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new OctavoError('run-place-invalid', `${shownPlace(place)} is not an address`, {
      hint: 'https://HOST/folder/notebook.ipynb',
    });
  }
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const user = username || password ? `${decoded(username)}:${decoded(password)}` : undefined;
  return { url, authorization: user && `Basic ${Buffer.from(user).toString('base64')}` };
}

/** Where the file of an address is read: github.com's page of a file becomes the file. Source: papermill's GithubHandler. */
export function sourceAddress(url: URL): URL {
  const page = /^(\/[^/]+\/[^/]+)\/blob(\/.+)$/.exec(url.pathname);
  if (!page || !['github.com', 'www.github.com'].includes(url.host)) return url;
  return new URL(`https://raw.githubusercontent.com${page[1]}${page[2]}${url.search}`);
}

// %% notebooks/40_run/11_places.ipynb#40410022 33896d3b
/** A new place beside another: `out.ipynb` becomes `out.octavo-2026-11-21T04-51-40-641Z.ipynb`. */
export function besidePlace(place: string, now: Date): string {
  const time = now.toISOString().replaceAll(/[:.]/g, '-');
  const ending = /\.[a-z0-9]+$/i.exec(place)?.[0] ?? '';
  return `${place.slice(0, place.length - ending.length)}.octavo-${time}${ending}`;
}
