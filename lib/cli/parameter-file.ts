import { type FileHandle, open } from 'node:fs/promises';
import { nodeHost } from '../host/index.ts';
import { decodeParameters, parameterLimits } from '../run/parameters/plain-data.ts';

/**
 * The text of a file of parameters; of a pipe too (`-f <(jq …)`). No more is read than parameters may be long. Throws
 * `file-missing` and its like, `run-parameter-file` and `run-parameter-size`.
 */
export async function readParameterFile(path: string): Promise<string> {
  const handle = await open(path).catch(() => undefined);
  if (!handle) return decodeParameters(await nodeHost.files.readBytes(path), path); // which says why it cannot be opened
  try {
    return decodeParameters(await beginningOf(handle, parameterLimits.bytes + 1), path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'read') throw error;
    return decodeParameters(await nodeHost.files.readBytes(path), path);
  } finally {
    await handle.close();
  }
}

async function beginningOf(handle: FileHandle, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < most; ) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(Math.min(65_536, most - length)) });
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}
