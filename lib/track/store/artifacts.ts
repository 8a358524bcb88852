import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOctavoError, OctavoError, shellWord } from '../../errors/index.ts';
import { requireRun } from './require-run.ts';
import { artifactRoot, type TrackingStore } from './tracking-store.ts';

export interface Artifact {
  name: string; // path below the run's folder, with `/`
  sizeBytes: number;
}

/** The folder that holds the artifacts of a run, there or not yet. Throws `track-run-unknown`, `track-artifact-remote`. */
export function artifactFolder(store: TrackingStore, runId: string): string {
  const row = store.row<{ artifact_uri: string | null; experiment_id: number }>(
    'SELECT artifact_uri, experiment_id FROM runs WHERE run_uuid = ?',
    runId,
  );
  if (!row) requireRun(store, runId);
  const uri = String(row?.artifact_uri ?? '');
  const folder = localPath(uri);
  if (!isAbsolute(folder)) {
    throw new OctavoError('track-artifact-remote', `The artifacts of run ${runId} lie at ${uri || 'no place'}`, {
      hint: `mlflow artifacts list --run-id ${runId}`,
    });
  }
  if (existsSync(folder)) return folder;
  // A project that was moved or copied keeps its artifacts beside the store, though the recorded path is the old one.
  const moved = join(artifactRoot(store.path), String(row?.experiment_id), runId, 'artifacts');
  return existsSync(moved) ? moved : folder;
}

/** The path that a URI names; for what is none on this machine the URI as it is, or ''. */
function localPath(uri: string): string {
  if (uri.includes('\0') || /%00/.test(uri)) return '';
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return ''; // of another machine, or with an encoded slash
  }
}

/** Writes an artifact whole or not at all. Throws `track-artifact-name`, `track-artifact-unwritable`. */
export function writeArtifact(store: TrackingStore, runId: string, name: string, content: string | Uint8Array): void {
  keepArtifact(store, runId, name, (temporary) => writeFileSync(temporary, content));
}

/** Copies a file, or a folder with all in it, into the artifacts. The name is the file's own unless given. */
export function copyArtifact(store: TrackingStore, runId: string, path: string, name: string = basename(path)): void {
  if (!existsSync(path)) {
    throw new OctavoError('track-artifact-missing', `Cannot keep ${path} as an artifact: no such file or folder`, {
      hint: `ls ${shellWord(dirname(path))}`,
    });
  }
  keepArtifact(store, runId, name, (temporary) => copyTree(path, temporary));
}

/** Copies a file or a folder. Links become what they point at, so that an artifact means the same when it is moved. */
function copyTree(from: string, to: string, outer: string[] = []): void {
  if (!statSync(from).isDirectory()) {
    copyFileSync(from, to);
    return;
  }
  const real = realpathSync(from);
  if (outer.includes(real)) return; // a link to a folder that it lies in
  mkdirSync(to);
  for (const name of readdirSync(from)) copyTree(join(from, name), join(to, name), [...outer, real]);
}

function keepArtifact(store: TrackingStore, runId: string, name: string, write: (temporary: string) => void): void {
  requireRun(store, runId);
  const root = artifactFolder(store, runId);
  const target = artifactPath(root, name);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    checkInside(root, dirname(target), name);
    write(temporary);
    if (statSync(temporary).isDirectory()) rmSync(target, { recursive: true, force: true });
    renameSync(temporary, target);
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true });
    if (isOctavoError(cause)) throw cause;
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new OctavoError('track-artifact-unwritable', `Cannot write the artifact ${target}: ${why}`, {
      cause,
      hint: `df ${shellWord(root)}`,
    });
  }
}

/** The path of an artifact below its run's folder. Throws `track-artifact-name` for a name that leads out of it. */
export function artifactPath(root: string, name: string): string {
  const parts = name.split(/[/\\]/);
  const isEscaping = parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'));
  if (isEscaping || /^[A-Za-z]:$/.test(parts[0] ?? '')) {
    throw new OctavoError('track-artifact-name', `An artifact cannot be called ${JSON.stringify(name)}`, {
      hint: "log.artifact('report/summary.json', text)",
    });
  }
  return resolve(root, ...parts);
}

/** A link within the folder could still lead out of it. */
function checkInside(root: string, folder: string, name: string): void {
  const [realRoot, realFolder] = [realpathSync(root), realpathSync(folder)];
  if (realFolder !== realRoot && !realFolder.startsWith(realRoot + sep)) {
    throw new OctavoError('track-artifact-name', `The artifact ${name} would lie outside ${root}`, {
      hint: `ls -l ${shellWord(root)}`,
    });
  }
}

/** Every file below the run's folder with its size, by name; [] when there is none. */
export function listArtifacts(store: TrackingStore, runId: string): Artifact[] {
  const root = artifactFolder(store, runId);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\..*\.[0-9a-f]{12}\.tmp$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(root.length + 1).replaceAll(sep, '/');
      return { name, sizeBytes: statSync(path).size };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
