// Generated from notebooks/30_library/02_source/06_resolve.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a70004 30a70005 30a7000a

// %% notebooks/30_library/02_source/06_resolve.ipynb#30a70004 a072c1f4
/** What package.json says about importing the package by its own name. */
export interface OwnPackage {
  name: string | undefined;
  exports: unknown; // the field as it stands
}

/** Tells whether a specifier means the package itself. */
export function isOwnSpecifier(specifier: string, own: OwnPackage): boolean {
  return own.name !== undefined && (specifier === own.name || specifier.startsWith(`${own.name}/`));
}

/** The file that one of the package's own specifiers means, relative to the root, as `lib/run/index.ts`; undefined when `exports` has none. */
export function resolveOwnSpecifier(specifier: string, own: OwnPackage): string | undefined {
  const subpath = `.${specifier.slice(own.name?.length ?? 0)}`;
  const map = _subpathMap(own.exports);
  const target = _targetFile(map[subpath]);
  if (target !== undefined) return target.replace(/^\.\//, '');
  for (const pattern of Object.keys(map)
    .filter((key) => key.includes('*'))
    .toSorted(_moreSpecificFirst)) {
    const [before, after] = pattern.split('*') as [string, string];
    if (!subpath.startsWith(before) || !subpath.endsWith(after) || subpath.length <= before.length + after.length)
      continue;
    const matched = subpath.slice(before.length, subpath.length - after.length);
    return _targetFile(map[pattern])
      ?.replaceAll('*', () => matched)
      .replace(/^\.\//, '');
  }
  return undefined;
}

// %% notebooks/30_library/02_source/06_resolve.ipynb#30a70005 896f89fb
function _subpathMap(exports: unknown): Record<string, unknown> {
  if (typeof exports === 'string' || Array.isArray(exports)) return { '.': exports };
  const map = (exports ?? {}) as Record<string, unknown>;
  return Object.keys(map).every((key) => key.startsWith('.')) ? map : { '.': map };
}

function _targetFile(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (target === null || typeof target !== 'object') return undefined;
  const choices = Array.isArray(target)
    ? target
    : Object.entries(target)
        .filter(([key]) => _conditions.has(key))
        .map(([, value]) => value);
  return choices.map(_targetFile).find((file) => file !== undefined);
}

const _conditions = new Set(['import', 'node', 'node-addons', 'module-sync', 'default']);

function _moreSpecificFirst(a: string, b: string): number {
  return b.indexOf('*') - a.indexOf('*') || b.length - a.length;
}

// %% notebooks/30_library/02_source/06_resolve.ipynb#30a7000a 3d4f0f42
/** How the module `from` writes an import of the file `to`; both relative to the root, with `/`. @internal */
export function relativeSpecifier(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1);
  const parts = to.split('/');
  let shared = 0;
  while (shared < folders.length && shared < parts.length - 1 && folders[shared] === parts[shared]) shared++;
  const up = folders.slice(shared).map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...parts.slice(shared)].join('/');
}
