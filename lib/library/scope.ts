// Generated from notebooks/30_library/10_scope.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30b70003 30b70005 30b70007

// %% notebooks/30_library/10_scope.ipynb#30b70003 edb107a1
import { parseModule } from './blocks.ts';
import { compareNames } from './door.ts';
import { libraryProblem } from './errors.ts';
import type { LibraryModule } from './module.ts';
import type { LibraryState } from './state.ts';

// %% notebooks/30_library/10_scope.ipynb#30b70005 2a79de26
/** The files of the modules that paths mean: notebooks, modules or folders, from the root; `#cell` behind one does not count. Throws `library-no-such-file`. @internal */
export function modulesOf(only: string[], files: Map<string, LibraryModule>, state: LibraryState): Set<string> {
  const modules = new Set([...files].filter(([, file]) => file.blocks.length > 0).map(([path]) => path));
  const left = [...state.library].flatMap(([path, text]) => {
    if (modules.has(path) || path.endsWith('/index.ts')) return [];
    const notebook = parseModule(text)?.notebook;
    return notebook === undefined ? [] : [{ path, notebook }];
  });
  return new Set(
    only.flatMap((given) => {
      const path = given.replace(/#[^/]*$/, '').replace(/^\.\/|\/$/g, '');
      const inside = (one: string) => one === path || one.startsWith(`${path}/`) || path === '' || path === '.';
      const found = [
        ...[...modules].filter((file) => inside(file) || _sources(files.get(file)).some(inside)),
        ...left.filter((one) => inside(one.path) || inside(one.notebook)).map((one) => one.path),
      ];
      if (found.length > 0 || [...state.notebooks.keys()].some(inside)) return found;
      const hint = 'octavo update lib/module.ts, or notebooks/name.ipynb';
      throw libraryProblem(
        'library-no-such-file',
        `${given} is neither a notebook nor a module of the project`,
        {},
        hint,
      );
    }),
  );
}

function _sources(module: LibraryModule | undefined): string[] {
  return module ? [module.notebook, ...module.blocks.map((block) => block.notebook)] : [];
}

// %% notebooks/30_library/10_scope.ipynb#30b70007 5d24a018
const _indexStatement = /^export\s+(?:type\s+)?\{[^{}]*\}\s*from\s*['"]\.\/([^'"]+)['"];?$/gm; // also as a formatter spells it

/** The text of an index when only the modules of a scope are written: their lines of `next`, the other lines of `old`. @internal */
export function scopedIndex(next: string, old: string | undefined, scope: Set<string>): string {
  const isMeant = (name: string) => [...scope].some((file) => file.endsWith(`/${name}`) || file === name);
  const kept = [...(old ?? '').matchAll(_indexStatement)].filter(([, name]) => !isMeant(name as string));
  const fresh = [...next.matchAll(_indexStatement)].filter(([, name]) => isMeant(name as string));
  const lines = [...kept, ...fresh].sort(([, a], [, b]) => compareNames(a as string, b as string));
  const header = next.slice(0, next.indexOf('\n') + 1);
  return header + (lines.map(([line]) => `${line}\n`).join('') || 'export {};\n');
}

/** What an index has that the exporter would not have written; undefined when there is nothing. @internal */
export function editedIndex(text: string): string | undefined {
  const body = text
    .replaceAll('\r\n', '\n')
    .replace(/^\ufeff/, '')
    .replace(/^.*\n/, '');
  return (
    body
      .replaceAll(_indexStatement, '')
      .replace(/^export \{\s*\};?$/m, '')
      .trim() || undefined
  );
}
