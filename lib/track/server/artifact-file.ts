import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { artifactPath } from '../store/artifacts.ts';

/** An open artifact: close `file`, or read it to its end by a stream. */
export interface ArtifactFile {
  file: FileHandle;
  sizeBytes: number;
  modified: Date;
  tag: string; // strong: size and time of the last change, to the nanosecond
}

/**
 * Opens an artifact in the folder of its run. Throws `track-artifact-name` for a name that leads out of it, and
 * `track-artifact-unknown` where there is no file, also for a link that leads out of it.
 */
export async function openArtifact(folder: string, name: string): Promise<ArtifactFile> {
  if (name.includes('\\')) {
    throw new OctavoError('track-artifact-name', `An artifact cannot be called ${JSON.stringify(name)}`);
  }
  const path = artifactPath(folder, name);
  const unknown = () => new OctavoError('track-artifact-unknown', `The run has no artifact ${JSON.stringify(name)}`);
  let file: FileHandle | undefined;
  try {
    const [realFolder, realFile] = await Promise.all([realpath(folder), realpath(path)]);
    if (!realFile.startsWith(realFolder + sep)) throw unknown();
    // A pipe would wait for a writer, and a link that came since is not followed.
    file = await open(realFile, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const found = await file.stat({ bigint: true });
    if (!found.isFile()) throw unknown();
    const tag = `"${found.size.toString(36)}-${found.mtimeNs.toString(36)}"`;
    return { file, sizeBytes: Number(found.size), modified: found.mtime, tag };
  } catch (error) {
    await file?.close();
    const code = (error as NodeJS.ErrnoException).code;
    throw ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'].includes(code ?? '') ? unknown() : error;
  }
}
