import { type FSWatcher, readdirSync, realpathSync, type Stats, statSync, watch } from 'node:fs';
import { posix, sep } from 'node:path';
import type { OctavoError } from '../../errors/index.ts';
import { libraryProblem } from '../errors.ts';

/** A watch over some folders of a project. */
export interface FolderWatch {
  close: () => void;
}

export interface FolderWatchOptions {
  targets: string[]; // folders and files, from the root; they need not be there yet
  onChange: (path: string) => void; // from the root: a file that may have changed, come or gone, or a folder that went
  onError: (error: OctavoError) => void; // when the system can watch no more
}

interface Watched {
  watcher: FSWatcher;
  real: string;
  identity: string; // a folder that is removed and made again is another one
}

const skipped = /^\.|^node_modules$/;

/**
 * Watches folders, those in them, and those that come later, also through symbolic links. One watch for each folder, and
 * not the recursive one of Node, which on Linux follows each file by its inode and loops for ever once some are replaced.
 */
export function watchFolders(root: string, options: FolderWatchOptions): FolderWatch {
  const targets = options.targets.map((target) => posix.normalize(target).replace(/\/$/, ''));
  const folders = new Map<string, Watched>();
  const realRoot = realPathOf(root);
  let closed = false;

  const isInside = (path: string) => targets.some((one) => one === '.' || path === one || path.startsWith(`${one}/`));
  const isWanted = (path: string) => isInside(path) || targets.some((one) => one.startsWith(`${path}/`));
  const full = (path: string) => posix.join(root, path);

  const visit = (path: string, isNew: boolean) => {
    const found = statOf(full(path));
    if (closed || !found?.isDirectory() || !watchOne(path, found)) return;
    for (const name of namesIn(full(path))) {
      const child = path === '' ? name : posix.join(path, name);
      if (skipped.test(name) || !isWanted(child)) continue;
      if (statOf(full(child))?.isDirectory()) visit(child, isNew);
      else if (isNew && isInside(child)) options.onChange(child);
    }
  };

  /** False for a folder that a link leads back to, or that lies outside of the project: a link to / would lead everywhere. */
  const watchOne = (path: string, found: Stats): boolean => {
    try {
      const real = realpathSync(full(path));
      if (real !== realRoot && !real.startsWith(realRoot + sep)) return false;
      const above = [...folders].some(
        ([one, { real: other }]) => other === real && (one === '' || path.startsWith(`${one}/`)),
      );
      if (above) return false;
      const watcher = watch(full(path), (_, name) => changed(path, name));
      watcher.on('error', () => forget(path)); // it is gone, which its parent tells
      folders.set(path, { watcher, real, identity: identityOf(found) });
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EMFILE') options.onError(tooMany(code, folders.size));
      return false; // else it went while we looked
    }
  };

  const changed = (folder: string, name: string | null) => {
    if (closed || name === null) return;
    if (folder !== '' && name === posix.basename(folder)) {
      forget(folder); // so a folder tells that it itself went; there may be another one in its place, even of its inode
      visit(folder, true);
    }
    const path = folder === '' ? name : posix.join(folder, name);
    if (skipped.test(name) || !isWanted(path)) return;
    const known = folders.get(path);
    const found = statOf(full(path));
    if (found?.isDirectory()) {
      if (known?.identity === identityOf(found)) return;
      forget(path);
      visit(path, true);
    } else if (known) forget(path);
    if (isInside(path) || known) options.onChange(path);
  };

  const forget = (path: string) => {
    for (const [one, { watcher }] of folders) {
      if (one !== path && !one.startsWith(`${path}/`)) continue;
      watcher.close();
      folders.delete(one);
    }
  };

  visit('', false);
  return {
    close: () => {
      closed = true;
      for (const { watcher } of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a link that leads to itself, or to where nobody may look
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // it is gone already
  }
}

function tooMany(code: string, count: number): OctavoError {
  const hint =
    code === 'ENOSPC'
      ? 'sudo sysctl fs.inotify.max_user_watches=524288'
      : 'sudo sysctl fs.inotify.max_user_instances=1024';
  return libraryProblem('library-watch-limit', `the system watches no more than these ${count} folders`, {}, hint);
}
