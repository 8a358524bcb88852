import type { Schemas } from '../api/client.ts';

type Artifact = Schemas['Artifact'];

/** A row of the artifact tree as it is unfolded: a folder, or a file. */
export interface ArtifactRow {
  readonly path: string; // of a folder without the last `/`
  readonly label: string; // the last part of the path
  readonly level: number; // from 1
  readonly place: number; // among its siblings, from 1
  readonly siblings: number;
  readonly folder?: { readonly isOpen: boolean; readonly files: number; readonly sizeBytes: number };
  readonly artifact?: Artifact;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Artifact[];
  fileCount: number;
  sizeBytes: number;
}

const newFolder = (): Folder => ({ folders: new Map(), files: [], fileCount: 0, sizeBytes: 0 });

/**
 * The rows of artifacts as a tree: folders first, each by name with numbers in their order (`step-2` before `step-10`).
 * With a filter, only files whose path contains it (upper and lower case are one), all their folders open.
 */
export function artifactRows(
  artifacts: readonly Artifact[],
  openFolders: ReadonlySet<string>,
  filter = '',
): ArtifactRow[] {
  const wanted = filter.trim().toLowerCase();
  const root = newFolder();
  for (const artifact of artifacts) {
    if (!artifact.name.toLowerCase().includes(wanted)) continue;
    let folder = root;
    add(folder, artifact);
    for (const part of artifact.name.split('/').slice(0, -1)) {
      const inner = folder.folders.get(part) ?? newFolder();
      folder.folders.set(part, inner);
      folder = inner;
      add(folder, artifact);
    }
    folder.files.push(artifact);
  }
  const rows: ArtifactRow[] = [];
  collect(root, { path: '', level: 1, isOpen: (path) => wanted !== '' || openFolders.has(path) }, rows);
  return rows;
}

/** The folders that hold a path, outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function add(folder: Folder, artifact: Artifact): void {
  folder.fileCount += 1;
  folder.sizeBytes += artifact.sizeBytes;
}

const order = new Intl.Collator('en', { numeric: true });
const label = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function collect(
  folder: Folder,
  at: { path: string; level: number; isOpen: (path: string) => boolean },
  rows: ArtifactRow[],
): void {
  const siblings = folder.folders.size + folder.files.length;
  let place = 0;
  for (const [name, inner] of [...folder.folders].sort(([one], [other]) => order.compare(one, other))) {
    const path = at.path === '' ? name : `${at.path}/${name}`;
    const isOpen = at.isOpen(path);
    place += 1;
    rows.push({
      path,
      label: name,
      level: at.level,
      place,
      siblings,
      folder: { isOpen, files: inner.fileCount, sizeBytes: inner.sizeBytes },
    });
    if (isOpen) collect(inner, { ...at, path, level: at.level + 1 }, rows);
  }
  for (const artifact of folder.files.sort((one, other) => order.compare(one.name, other.name))) {
    place += 1;
    rows.push({ path: artifact.name, label: label(artifact.name), level: at.level, place, siblings, artifact });
  }
}
