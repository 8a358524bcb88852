import type { Manifest } from './read-manifest.ts';

/**
 * The package.json of the tarball, made from the project's: what leads to TypeScript in `lib` leads to JavaScript in
 * `dist`, with its declarations, because Node strips no types under node_modules. The runtime that npm brings for
 * development, development tools, overrides and scripts stay out.
 */
export function publishedManifest(manifest: Manifest, lib = 'lib'): Manifest {
  const published: Manifest = { ...manifest };
  if (manifest.exports !== undefined) published.exports = withTypes(manifest.exports, lib);
  for (const field of ['main', 'module', 'bin', 'imports']) {
    if (manifest[field] !== undefined) published[field] = toDist(manifest[field], lib, '.js');
  }
  if (manifest.types !== undefined) published.types = toDist(manifest.types, lib, '.d.ts');
  if (manifest.optionalDependencies) {
    const kept = Object.entries(manifest.optionalDependencies).filter(([name]) => !isRuntime(name));
    if (kept.length > 0) published.optionalDependencies = Object.fromEntries(kept);
    else delete published.optionalDependencies;
  }
  delete published.devDependencies;
  delete published.overrides;
  const scripts = Object.entries(manifest.scripts ?? {}).filter(([name]) => publishedScripts.includes(name));
  if (scripts.length > 0) published.scripts = Object.fromEntries(scripts);
  else delete published.scripts;
  return published;
}

/** What npm runs where a package is installed, and `postpack`, which it reads after the packing. */
const publishedScripts = ['preinstall', 'install', 'postinstall', 'postpack'];

/** Tells whether a package is a Node for one platform, as decision 1 pins them. */
export function isRuntime(name: string): boolean {
  return /^node-(bin-)?(linux|darwin|win)-/.test(name);
}

function withTypes(target: unknown, lib: string): unknown {
  if (typeof target !== 'string') return mapped(target, (one) => withTypes(one, lib));
  const [types, code] = [toDist(target, lib, '.d.ts'), toDist(target, lib, '.js')];
  return code === types ? code : { types, default: code };
}

function toDist(target: unknown, lib: string, ending: '.js' | '.d.ts'): unknown {
  if (typeof target !== 'string') return mapped(target, (one) => toDist(one, lib, ending));
  const start = /^(\.\/)?/.exec(target)?.[0] as string;
  if (!target.startsWith(`${start}${lib}/`)) return target;
  const inside = target.slice(start.length + lib.length + 1);
  const [, name, flavour] = /^(.*)(?<!\.d)\.([cm]?)tsx?$/.exec(inside) ?? [];
  if (name === undefined) return `${start}dist/${inside}`; // copied as it is
  return `${start}dist/${name}${ending.replace(/(?=[jt]s$)/, flavour as string)}`;
}

function mapped(value: unknown, change: (one: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
}
