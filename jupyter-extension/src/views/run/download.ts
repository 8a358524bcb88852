/** A stretch of a file: from `start` up to and without `end`. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** Bytes of an artifact that came, and what the file is now. */
export interface Piece {
  readonly bytes: Blob;
  readonly totalBytes: number;
  readonly version: string | null; // its ETag
}

/** How an artifact is downloaded: in pieces that pass through any proxy, or not at all because it is too large for a page to hold. */
export const chunkBytes = 16 * 1024 * 1024;
export const downloadUpToBytes = 2_000_000_000;

/** The chunks that make up a file. None for an empty one. */
export function planChunks(sizeBytes: number, chunk = chunkBytes): Chunk[] {
  const count = Math.ceil(sizeBytes / chunk);
  return Array.from({ length: count }, (_, index) => ({
    start: index * chunk,
    end: Math.min((index + 1) * chunk, sizeBytes),
  }));
}

/** Thrown when a file changed while it was downloaded: its beginning and its end would not fit together. */
export class ChangedFile extends Error {}

/**
 * Downloads a file in chunks, one after another. `read` gives the bytes of one chunk; `onProgress` is told the bytes so far.
 * Throws `ChangedFile` when the file's version or size changes on the way, and what `read` throws (an abort among it).
 */
export async function downloadChunks(
  sizeBytes: number,
  read: (chunk: Chunk) => Promise<Piece>,
  onProgress: (bytes: number) => void = () => {},
  chunk = chunkBytes,
): Promise<Blob> {
  const parts: Blob[] = [];
  let version: string | null | undefined;
  let done = 0;
  for (const wanted of planChunks(sizeBytes, chunk)) {
    const piece = await read(wanted);
    const isOther = version !== undefined && piece.version !== version;
    if (isOther || piece.totalBytes !== sizeBytes || piece.bytes.size !== wanted.end - wanted.start) {
      throw new ChangedFile('The file changed while it was downloaded');
    }
    version = piece.version;
    parts.push(piece.bytes);
    done += piece.bytes.size;
    onProgress(done);
  }
  return new Blob(parts);
}
