import { readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A change as `workspace/didChangeWatchedFiles` has it. */
export interface FileChange {
  path: string;
  type: 1 | 2 | 3; // created, changed, deleted
}

type Stamp = string | undefined; // undefined: there is no such file

const mostFiles = 2000;

/**
 * The files of the project that the cells use, directly or through one another, and what became of them. They are looked
 * at one by one, which takes microseconds each; what lies in node_modules changes with an installation only.
 */
export class ChangedFiles {
  readonly #stamps = new Map<string, Stamp>();
  readonly #asked = new Set<string>();

  /** Notes what a module in a folder imports. */
  use(folder: string, specifiers: Iterable<string>): void {
    for (const specifier of specifiers) {
      const key = `${folder}\n${specifier}`;
      if (this.#asked.has(key)) continue;
      this.#asked.add(key);
      for (const file of filesOf(folder, specifier)) this.watch(file, true);
    }
  }

  /** Notes a file, and what it imports when it is a module. */
  watch(file: string, isModule: boolean): void {
    if (this.#stamps.has(file) || this.#stamps.size >= mostFiles) return;
    const stamp = stampOf(file);
    this.#stamps.set(file, stamp);
    if (isModule && stamp !== undefined) this.#follow(file);
  }

  /** Whether `take` would tell of a change. */
  any(): boolean {
    return [...this.#stamps].some(([path, before]) => stampOf(path) !== before);
  }

  /** What has changed since the last call. */
  take(): FileChange[] {
    const changes: FileChange[] = [];
    for (const [path, before] of this.#stamps) {
      const now = stampOf(path);
      if (now === before) continue;
      this.#stamps.set(path, now);
      changes.push({ path, type: before === undefined ? 1 : now === undefined ? 3 : 2 });
    }
    for (const { path, type } of changes) if (type !== 3 && /\.[cm]?[jt]sx?$/.test(path)) this.#follow(path);
    return changes;
  }

  #follow(file: string): void {
    try {
      this.use(dirname(file), importsOf(readFileSync(file, 'utf8')));
    } catch {
      // It went away; the next look says so.
    }
  }
}

function importsOf(text: string): string[] {
  const found = text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g);
  return [...found].map(([, , specifier]) => specifier as string);
}

function filesOf(folder: string, specifier: string): string[] {
  if (isBuiltin(specifier)) return [];
  if (/^\.{0,2}\//.test(specifier)) return variantsOf(resolve(folder, specifier));
  if (specifier.startsWith('file:')) return variantsOf(fileURLToPath(specifier));
  try {
    const file = realpathSync(createRequire(join(folder, 'cell.js')).resolve(specifier));
    return file.includes('/node_modules/') ? [] : [file];
  } catch {
    return []; // not there, or an installation away
  }
}

/** A module of TypeScript may be named as the JavaScript that would be made of it. */
function variantsOf(file: string): string[] {
  const source = file.replace(/\.([cm]?)js$/, '.$1ts');
  return source === file ? [file] : [file, source];
}

function stampOf(file: string): Stamp {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}
