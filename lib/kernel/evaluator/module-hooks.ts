import { type ResolveHookSync, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { own } from './own-globals.ts';
import { noteCellFolder, projectFile } from './project-files.ts';
import { noteImport, noteMissing, refreshProjectModules, versionOf } from './project-modules.ts';
import { loadProjectSource } from './project-source.ts';
import { readCellSpecifier, resolveForCell } from './resolve.ts';
import { trySpelling } from './typescript-spelling.ts';
import { versionedUrl } from './versioned-url.ts';

type Context = Parameters<ResolveHookSync>[1];
type NextResolve = Parameters<ResolveHookSync>[2];

let isRefreshed = false; // in this turn of the event loop, in which a whole graph of modules is linked

/**
 * Teaches Node's loader two things: to resolve what a cell asks for as if a module in the cell's folder did, and to load a
 * file of the project anew when it, or what it imports, has changed.
 */
export function registerModuleHooks(): void {
  registerHooks({ resolve, load: loadProjectSource });
}

const resolve: ResolveHookSync = (specifier, context, nextResolve) => {
  const asked = readCellSpecifier(specifier);
  if (asked) {
    noteCellFolder(asked.folder);
    const next = trySpelling(nextResolve);
    refresh(context, next);
    return versioned(resolveForCell(asked, context, next), context);
  }
  const from = projectFile(context.parentURL);
  if (from === undefined) return versioned(nextResolve(specifier, context), context);
  const next = trySpelling(nextResolve);
  if (!isRefreshed) refresh(context, next);
  return versioned(resolveForModule(from, specifier, context, next), context, from);
};

function resolveForModule(from: string, specifier: string, context: Context, nextResolve: NextResolve) {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    noteMissing(from, specifier);
    throw error;
  }
}

function versioned(resolved: ReturnType<NextResolve>, context: Context, from?: string) {
  const file = projectFile(resolved.url);
  if (file === undefined) return resolved;
  const version = versionOf(file);
  if (from !== undefined) noteImport(from, file);
  if (context.conditions.includes('require')) return resolved; // its cache goes by file names
  return { ...resolved, url: versionedUrl(resolved.url, version) };
}

function refresh(context: Context, nextResolve: NextResolve): void {
  isRefreshed = true;
  own
    .setImmediate(() => {
      isRefreshed = false;
    })
    .unref();
  refreshProjectModules((specifier, file) => {
    try {
      nextResolve(specifier, { ...context, parentURL: pathToFileURL(file).href });
      return true;
    } catch {
      return false;
    }
  });
}
