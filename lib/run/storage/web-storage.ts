import { OctavoError } from '../../errors/index.ts';
import { parseWebPlace, shownPlace, sourceAddress } from '../places.ts';
import type { Storage } from './storages.ts';
import { usualWebLimits, type WebLimits } from './web-limits.ts';
import { readWhole, webRequest } from './web-request.ts';

/**
 * Notebooks behind an address: GET to read, PUT to write, as papermill; but the status is looked at, and half a file is
 * none. A server that fails for a moment is asked again. Throws `run-remote-…`.
 */
export function webStorage(limits: Partial<WebLimits> = {}): Storage {
  const all = { ...usualWebLimits, ...limits };
  return {
    isFile: false,
    read: async (place, host, signal) => {
      const { url, authorization } = parseWebPlace(place);
      const from = sourceAddress(url);
      const token = from === url ? undefined : host.env.GITHUB_ACCESS_TOKEN; // papermill's name for it
      const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
      if (authorization) headers.authorization = authorization;
      else if (token) headers.authorization = `Bearer ${token}`;
      const request = { method: 'GET', url: from, headers, shown: shownPlace(place) } as const;
      return await webRequest(request, all, signal, async (response, exchange) => {
        const bytes = await readWhole(response, request.shown, all.mostBytes, exchange);
        refusePage(response, bytes, request.shown);
        const stamp = response.headers.get('etag') ?? response.headers.get('last-modified') ?? undefined;
        return { bytes, stamp };
      });
    },
    write: async (place, text, _host, { signal } = {}) => {
      const { url, authorization } = parseWebPlace(place);
      const length = String(Buffer.byteLength(text)); // said by hand: not every server takes a body of unknown length
      const headers: Record<string, string> = { 'content-type': 'application/json', 'content-length': length };
      if (authorization) headers.authorization = authorization;
      const request = { method: 'PUT', url, headers, body: text, shown: shownPlace(place) } as const;
      await webRequest(request, all, signal, async () => undefined);
      return undefined;
    },
    check: async (place) => void parseWebPlace(place),
    restMs: 30_000, // each save sends the whole notebook
  };
}

/** A page where a notebook should be: a form to log in, mostly, with status 200. */
function refusePage(response: Response, bytes: Uint8Array, shown: string): void {
  const begin = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (!begin.startsWith('<') || !/html/i.test(response.headers.get('content-type') ?? 'html')) return;
  throw new OctavoError('run-remote-page', `${shown} is a web page, not a notebook: one to log in, perhaps`, {
    hint: 'use the address of the file itself (its "raw" or "download" link), with user and password if it needs them',
  });
}
