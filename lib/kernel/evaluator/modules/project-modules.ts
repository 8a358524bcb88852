import { createRequire } from 'node:module';
import { type FileStamp, fileStamp, isUnchanged } from './file-stamp.ts';

interface ProjectModule {
  stamp: FileStamp;
  version: number;
  imports: Set<string>; // the files it was seen to import
  hasThrown: boolean; // while it was loaded; Node would throw the same error for ever
}

const modules = new Map<string, ProjectModule>(); // by absolute path: the files of the project that were imported
const { cache: required } = createRequire(import.meta.url);

/** The version of a file of the project: 0 as first seen, and one more each time that it or what it imports has changed. */
export function versionOf(file: string): number {
  let known = modules.get(file);
  if (!known) {
    known = { stamp: fileStamp(file), version: 0, imports: new Set(), hasThrown: false };
    modules.set(file, known);
  }
  return known.version;
}

/** Notes that one file of the project imports another. The loader asks for each import, so that nothing need be parsed. */
export function noteImport(from: string, file: string): void {
  modules.get(from)?.imports.add(file);
}

/** Notes that a file could not be loaded: the next import tries again. */
export function noteThrown(file: string): void {
  const module = modules.get(file);
  if (module) module.hasThrown = true;
}

/**
 * Looks at all files that were imported so far. Those whose content changed, and all that import them, get a new version
 * and are forgotten by `require`; all others stay what they are.
 */
export function refreshProjectModules(): void {
  const changed = new Set<string>();
  for (const [file, module] of modules) {
    if (!module.hasThrown && isUnchanged(file, module.stamp)) continue;
    const stamp = fileStamp(file);
    if (module.hasThrown || stamp.content !== module.stamp.content) changed.add(file);
    module.stamp = stamp;
  }
  if (changed.size === 0) return;
  const importers = importersByFile();
  for (const file of changed) for (const importer of importers.get(file) ?? []) changed.add(importer); // it grows meanwhile
  for (const file of changed) forget(file);
}

function forget(file: string): void {
  delete required[file];
  const module = modules.get(file);
  if (!module) return;
  module.version += 1;
  module.imports.clear();
  module.hasThrown = false;
}

function importersByFile(): Map<string, Set<string>> {
  const importers = new Map<string, Set<string>>();
  const add = (file: string, importer: string) => importers.set(file, (importers.get(file) ?? new Set()).add(importer));
  for (const [importer, { imports }] of modules) for (const file of imports) add(file, importer);
  // Node asks no hook where another module of the same folder has required the same file before.
  for (const [importer, module] of Object.entries(required)) {
    for (const { filename } of module?.children ?? []) if (modules.has(filename)) add(filename, importer);
  }
  return importers;
}
