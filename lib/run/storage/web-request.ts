import { OctavoError } from '../../errors/index.ts';
import { stoppedError, withRetries } from './retries.ts';
import { networkError, redirectError, statusError, timeoutError, tooLarge, truncatedError } from './web-failure.ts';
import type { WebLimits, WebRequest } from './web-limits.ts';

/** Sends a request and takes its answer, again if the server or the line failed for a moment. Throws `run-remote-…`. */
export async function webRequest<Result>(
  request: WebRequest,
  limits: WebLimits,
  signal: AbortSignal | undefined,
  take: (response: Response, alive: () => void) => Promise<Result>, // `alive` is called for every piece that comes
): Promise<Result> {
  return await withRetries(limits.retryMs, signal, async () => {
    const end = new AbortController(); // one of our own, held here: a signal joined from others may be collected while it is awaited
    const stop = () => end.abort();
    const timer = setTimeout(stop, limits.quietMs);
    const alive = () => void timer.refresh();
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const response = await send(request, limits, end.signal);
      if (response.ok) return await take(response, alive);
      drop(response);
      throw statusError(request, response);
    } catch (error) {
      if (signal?.aborted) throw stoppedError(request.shown, signal);
      throw end.signal.aborted ? timeoutError(request.shown, limits.quietMs) : networkError(error, request.shown);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  });
}

/** Sends, and follows where the server points: never from https to anything less, and a password to no other server. */
async function send(request: WebRequest, limits: WebLimits, signal: AbortSignal): Promise<Response> {
  const { method, body, shown } = request;
  let { url, headers } = request;
  for (let count = 0; ; count++) {
    const response = await fetch(url, { method, headers, signal, redirect: 'manual', ...(body ? { body } : {}) });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    drop(response);
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    if (!next) throw redirectError(shown, 'to what is no address');
    if (count >= limits.redirects) throw redirectError(shown, `more than ${limits.redirects} times`);
    if (!isSafeStep(url, next)) throw redirectError(shown, `from ${url.protocol}// to ${next.protocol}//`);
    if (method === 'PUT' && ![307, 308].includes(response.status))
      throw redirectError(shown, `with ${response.status}, which would turn the PUT into a GET`);
    if (next.origin !== url.origin) headers = withoutAuthorization(headers);
    next.username = '';
    next.password = '';
    url = next;
  }
}

/** Whether a server may send its visitors on: to https from anywhere, to http from http, to files never. */
export function isSafeStep(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
}

/** Leaves the body of an answer unread. Nobody waits for that: what a server still sends cannot hold the run up. */
export function drop(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

function withoutAuthorization({ authorization: _, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}

/** The whole body of an answer. Throws `run-remote-truncated`, `run-remote-too-large`. */
export async function readWhole(
  response: Response,
  shown: string,
  mostBytes: number,
  alive: () => void,
): Promise<Uint8Array> {
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const isPlain = !response.headers.has('content-encoding');
  if (announced > mostBytes) throw tooLarge(shown, mostBytes);
  const chunks: Uint8Array[] = [];
  let count = 0;
  try {
    for await (const chunk of response.body ?? []) {
      alive();
      chunks.push(chunk);
      count += chunk.length;
      if (count > mostBytes) throw tooLarge(shown, mostBytes);
    }
  } catch (error) {
    if (error instanceof OctavoError || (error as Error).name === 'AbortError') throw error;
    throw truncatedError(shown, count, announced, error);
  }
  if ((isPlain && count < announced) || response.status === 206) throw truncatedError(shown, count, announced);
  return Buffer.concat(chunks);
}
