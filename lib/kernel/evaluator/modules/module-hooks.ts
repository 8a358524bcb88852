import { type ResolveFnOutput, type ResolveHookContext, type ResolveHookSync, registerHooks } from 'node:module';
import { own } from '../own-globals.ts';
import { noteCellFolder, projectFile } from './project-files.ts';
import { noteImport, refreshProjectModules, versionOf } from './project-modules.ts';
import { loadProjectSource } from './project-source.ts';
import { readCellSpecifier, resolveForCell } from './resolve.ts';
import { trySpelling } from './typescript-spelling.ts';
import { versionedUrl } from './versioned-url.ts';

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
    refresh();
    return versioned(resolveForCell(asked, context, trySpelling(nextResolve)), context);
  }
  const from = projectFile(context.parentURL);
  if (from === undefined) return versioned(nextResolve(specifier, context), context);
  if (!isRefreshed) refresh();
  return versioned(trySpelling(nextResolve)(specifier, context), context, from);
};

function versioned(resolved: ResolveFnOutput, { conditions }: ResolveHookContext, from?: string): ResolveFnOutput {
  const file = projectFile(resolved.url);
  if (file === undefined) return resolved;
  const version = versionOf(file);
  if (from !== undefined) noteImport(from, file);
  if (conditions.includes('require')) return resolved; // its cache goes by file names
  return { ...resolved, url: versionedUrl(resolved.url, version) };
}

function refresh(): void {
  refreshProjectModules();
  isRefreshed = true;
  own
    .setImmediate(() => {
      isRefreshed = false;
    })
    .unref();
}
