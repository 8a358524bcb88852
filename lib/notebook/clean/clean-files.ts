// Generated from notebooks/20_notebook/18_clean/04_clean_files.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0c2103 5d0c2105 5d0c2106 5d0c2108 5d0c210a 5d0c210b

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c2103 b9602c8a
import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import {
  findFiles,
  findProject,
  type Host,
  nodeHost,
  type Project,
  refuseUnchangeable,
  shownPath,
} from '../../host/index.ts';
import { type Cleaned, type CleanOptions, cleanNotebookText, notebookCleaner, type Removed } from './clean.ts';
import { decodeUtf8 } from '../files.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json.ts';
import type { Notebook } from '../notebook.ts';
import { readCleanSettings } from './volatile.ts';
import type { PathPlace } from './volatile-text.ts';

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c2105 884ba697
/** How a notebook at some path is cleaned: as its project says, and what was typed. Throws `clean-setting-unknown`. */
export function cleanOptionsFor(path: string, typed: JsonObject = {}, host: Host = nodeHost): CleanOptions {
  const project = findProject(dirname(resolve(host.cwd(), path)));
  return { path, settings: readCleanSettings(_withTyped(project, typed)), places: placesOf(project.root, host) };
}

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c2106 07bbacf3
/** The settings of a project, with those that were typed. */
function _withTyped(project: Project, typed: JsonObject): JsonValue {
  const said = project.settings?.clean as JsonValue | undefined;
  if (said !== undefined && !isJsonObject(said)) return said;
  const list = (key: string) => [said?.[key] ?? [], typed[key] ?? []].flat() as JsonValue[];
  return { ...said, ...typed, keep: list('keep'), remove: list('remove') };
}

/** The folders of this machine that may be in an output. @internal */
export function placesOf(root: string, host: Host): PathPlace[] {
  const named = [
    { folder: root, as: '' },
    { folder: host.env.HOME ?? host.env.USERPROFILE ?? homedir(), as: '~' },
    { folder: tmpdir(), as: '$TMPDIR' },
    { folder: '/tmp', as: '$TMPDIR' },
  ];
  const real = named.flatMap(({ folder, as }) => {
    try {
      return [{ folder: realpathSync.native(folder), as }];
    } catch {
      return []; // there is no such folder
    }
  });
  return [...named, ...real];
}

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c2108 4e51d778
/** The text of a notebook file that was cleaned, and what was taken out. */
export interface CleanedText {
  text: string;
  changed: boolean;
  removed: Removed;
}

/** Cleans the bytes of a notebook; `options.path` says where it lies or is to lie. Throws `notebook-not-utf8` and what `parseNotebook` throws. */
export function cleanBytes(
  bytes: Uint8Array,
  options: CleanOptions,
  clean: (notebook: Notebook) => Cleaned = notebookCleaner(options), // the same for many
): CleanedText {
  const before = decodeUtf8(bytes, options.path ?? 'standard input');
  const { text, removed } = cleanNotebookText(before, options, clean);
  return { text, changed: text !== before, removed };
}

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c210a edf0855f
/** What became of one file. */
export interface CleanedFile {
  path: string; // as it is shown
  changed: boolean; // it was not clean
  written: boolean;
  removed: Removed;
  error?: OctavoError; // why it could not be cleaned; it is as it was
}

/**
 * Cleans files, folders of notebooks, or without any the notebooks of the project around the current folder. Returns all that were looked at, by path.
 * Throws `clean-no-notebooks`, `clean-setting-unknown`, and `file-outside-project` for a folder that only package.json names; what is wrong with one file is in its `error`.
 */
export async function cleanFiles(
  paths: readonly string[],
  options: { settings?: JsonObject | undefined; write?: boolean | undefined } = {}, // write: false only looks
  host: Host = nodeHost,
): Promise<CleanedFile[]> {
  const files = await _notebooksAt(paths, host);
  const byFolder = new Map<string, FileCleaner>(); // because a project says it for all files of a folder
  const results: CleanedFile[] = [];
  const next = async (): Promise<void> => {
    for (let path = files.shift(); path !== undefined; path = files.shift()) {
      const cleaner = byFolder.get(dirname(path)) ?? _fileCleaner(cleanOptionsFor(path, options.settings, host));
      byFolder.set(dirname(path), cleaner);
      results.push(await _cleanFile(path, cleaner, options.write !== false, host));
    }
  };
  await Promise.all(Array.from({ length: 16 }, next)); // while one waits for the disk, others are cleaned
  return results.sort((a, b) => (a.path < b.path ? -1 : 1));
}

// %% notebooks/20_notebook/18_clean/04_clean_files.ipynb#5d0c210b bffb7a3b
/** Cleans the bytes of a file with the name that messages give it. @internal */
export type FileCleaner = (bytes: Uint8Array, shown: string) => CleanedText;

function _fileCleaner(options: CleanOptions): FileCleaner {
  const clean = notebookCleaner(options);
  return (bytes, path) => cleanBytes(bytes, { ...options, path }, clean);
}

/** One file. */
async function _cleanFile(path: string, clean: FileCleaner, write: boolean, host: Host): Promise<CleanedFile> {
  const shown = shownPath(path, host.cwd());
  try {
    const bytes = await host.files.readBytes(path);
    const { text, changed, removed } = clean(bytes, shown);
    if (changed && write) await host.files.writeAtomically(path, text, bytes);
    return { path: shown, changed, written: changed && write, removed };
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    return { path: shown, changed: false, written: false, removed: {}, error };
  }
}

/** The files that are meant by what was typed, each once, absolute. */
async function _notebooksAt(paths: readonly string[], host: Host): Promise<string[]> {
  const project = findProject(host.cwd());
  const found = new Set<string>();
  if (paths.length === 0) await refuseUnchangeable(project.root, [join(project.notebooks, 'any.ipynb')]); // that nobody typed
  for (const path of paths.length > 0 ? paths : [join(project.root, project.notebooks)]) {
    const full = resolve(host.cwd(), path);
    const kind = await host.files.kind(full);
    if (kind !== 'folder' && paths.length > 0) {
      found.add(full); // reading it says what is wrong with it
      continue;
    }
    const inside = await findFiles(full, '.ipynb');
    if (inside.length === 0) {
      const shown = shownPath(full, host.cwd());
      const message = kind ? `There is no notebook in ${shown}` : `There is no folder ${shown}`;
      const hint = 'octavo clean .   (all notebooks at and below this folder)';
      throw new OctavoError('clean-no-notebooks', message, { hint });
    }
    for (const file of inside) found.add(file);
  }
  return [...found];
}
