import type { OctavoClient } from '../api/client.ts';
import { type Problem, problemOf } from '../api/problem.ts';
import type { Chunk, Piece } from './download.ts';

/** A request for bytes that failed, with what the server said. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The address of an artifact below the API's: each part of its name is encoded, the slashes are not. An id is the store's word too. */
export function artifactPath(runId: string, name: string): string {
  return `/api/octavo/runs/${encodeURIComponent(runId)}/artifacts/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** Reads a stretch of an artifact (less where it ends before). Throws `ProblemError`, or an `AbortError` by `signal`. */
export async function readArtifact(
  client: OctavoClient,
  { runId, name }: { runId: string; name: string },
  { start, end }: Chunk,
  signal?: AbortSignal,
): Promise<Piece> {
  const { data, error, response } = await bytesOf(client, artifactPath(runId, name), {
    headers: { Range: `bytes=${start}-${end - 1}` },
    parseAs: 'blob',
    ...(signal ? { signal } : {}),
  }).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw new ProblemError(problemOf(0, thrown));
  });
  signal?.throwIfAborted(); // not every `fetch` that is given here knows the signal
  const version = response.headers.get('etag');
  if (response.status === 416) return { bytes: new Blob(), totalBytes: 0, version };
  if (!response.ok) throw new ProblemError(problemOf(response.status, error));
  const bytes = data ?? new Blob();
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  // A server that does not know ranges sends everything.
  if (response.status !== 206) return { bytes: bytes.slice(start, end), totalBytes: bytes.size, version };
  return { bytes, totalBytes: total === undefined ? bytes.size : Number(total), version };
}

// The document of the API describes only answers in JSON, so the client has no type for this address.
function bytesOf(
  client: OctavoClient,
  path: string,
  options: { headers: Record<string, string>; parseAs: 'blob'; signal?: AbortSignal },
): Promise<{ data?: Blob; error?: unknown; response: Response }> {
  const get = client.GET as unknown as (
    path: string,
    options: object,
  ) => Promise<{ data?: Blob; error?: unknown; response: Response }>;
  return get(path, options);
}
