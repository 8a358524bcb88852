import { type Exchange, withServer } from './exchange.ts';
import { withRetries } from './retries.ts';
import { networkError, redirectError, statusError, tooLarge, truncatedError } from './web-failure.ts';
import type { WebLimits, WebRequest } from './web-limits.ts';

const pieceBytes = 64 * 1024;

/** Sends a request and takes its answer, again if the server or the line failed for a moment. Throws `run-remote-…`. */
export async function webRequest<Result>(
  request: WebRequest,
  limits: WebLimits,
  signal: AbortSignal | undefined,
  take: (response: Response, exchange: Exchange) => Promise<Result>, // what it leaves unread is dropped
): Promise<Result> {
  const { shown } = request;
  return await withRetries(limits.retryMs, signal, async () => {
    try {
      return await withServer(shown, limits, signal, async (exchange) => {
        const response = await send(request, limits, exchange);
        if (!response.ok) throw statusError(request, response);
        return await take(response, exchange);
      });
    } catch (error) {
      throw networkError(error, shown);
    }
  });
}

/** Sends, and follows where the server points: never from https to anything less, and a password to no other server. */
async function send(request: WebRequest, limits: WebLimits, { signal, moved }: Exchange): Promise<Response> {
  const { method, body, shown } = request;
  let { url, headers } = request;
  for (let count = 0; ; count++) {
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body && inPieces(body, moved)),
    });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
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

function withoutAuthorization({ authorization: _, ...headers }: Record<string, string>): Record<string, string> {
  return headers;
}

/** A body that goes out piece by piece, so that one sees how fast; its length is announced all the same. */
function inPieces(text: string, moved: Exchange['moved']): { body: ReadableStream; duplex: 'half' } {
  const bytes = Buffer.from(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = bytes.subarray(at, at + pieceBytes);
      at += piece.length;
      if (piece.length === 0) return controller.close();
      moved(piece.length);
      controller.enqueue(piece);
    },
  });
  return { body, duplex: 'half' };
}

/** The whole body of an answer. Throws `run-remote-truncated`, `run-remote-too-large`. */
export async function readWhole(
  response: Response,
  shown: string,
  mostBytes: number,
  { moved }: Pick<Exchange, 'moved'>,
): Promise<Uint8Array> {
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const isPlain = !response.headers.has('content-encoding');
  if (announced > mostBytes) throw tooLarge(shown, mostBytes);
  const pieces = response.body?.getReader(); // no loop over it: one that is left waits for the server's leave
  const chunks: Uint8Array[] = [];
  let count = 0;
  for (let piece = await next(); piece; piece = await next()) {
    moved(piece.length);
    chunks.push(piece);
    count += piece.length;
    if (count > mostBytes) throw tooLarge(shown, mostBytes);
  }
  if ((isPlain && count < announced) || response.status === 206) throw truncatedError(shown, count, announced);
  return Buffer.concat(chunks);

  async function next(): Promise<Uint8Array | undefined> {
    try {
      return (await pieces?.read())?.value;
    } catch (error) {
      throw truncatedError(shown, count, announced, error);
    }
  }
}
