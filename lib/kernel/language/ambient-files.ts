import { dirname, resolve } from 'node:path';
import type { Json } from './settings-file.ts';

/** Patterns of a project's declaration files, as `include` and `exclude` of a tsconfig.json have them, absolute. */
export interface AmbientFiles {
  include: string[];
  exclude: string[];
}

const alwaysLeftOut = ['**/node_modules/*', '**/bower_components/*', '**/jspm_packages/*'];

/**
 * What a settings file says about the files that belong to its project, narrowed to those with declarations: they hold for
 * the cells too, though no cell imports them. `inherited` is what the files that it extends have said.
 */
export function ambientFiles(config: Json, file: string, inherited: AmbientFiles): AmbientFiles {
  const folder = dirname(file);
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
  const options = (typeof config.compilerOptions === 'object' ? config.compilerOptions : null) ?? {};
  const outputs = Object.entries(options).flatMap(([name, value]) =>
    /^(outDir|declarationDir)$/.test(name) && typeof value === 'string' ? [value] : [],
  );
  const absolute = (pattern: string) => resolve(folder, pattern);
  const said = config.include !== undefined || config.files !== undefined;
  const included = [...texts(config.include), ...texts(config.files)].flatMap(declarationsOf).map(absolute);
  return {
    include: said ? included : inherited.include,
    exclude: [...inherited.exclude, ...outputs.map(absolute), ...texts(config.exclude).map(absolute)],
  };
}

/** The same for the nearest settings file, which stands for all of its folder when nothing is said. */
export function wholeFolder(file: string): AmbientFiles {
  const folder = dirname(file);
  return { include: [resolve(folder, '**/*.d.ts')], exclude: alwaysLeftOut.map((one) => resolve(folder, one)) };
}

/** The part of a pattern that declaration files can match. */
function declarationsOf(pattern: string): string[] {
  const last = pattern.replace(/\/+$/, '').split('/').at(-1) as string;
  if (last.endsWith('.d.ts')) return [pattern];
  if (last === '**') return [`${pattern.replace(/\/+$/, '')}/*.d.ts`];
  if (/[*?]/.test(last)) return /^\*(\.\*|\.tsx?)?$/.test(last) ? [pattern.replace(/[^/]*\/*$/, '*.d.ts')] : [];
  return /\.[cm]?[jt]sx?$|\.json$/.test(last) ? [] : [`${pattern.replace(/\/+$/, '')}/**/*.d.ts`];
}

/** Tells whether a pattern of `exclude` leaves out a file: it matches the file, or a folder that the file is in. */
export function leavesOut(pattern: string, file: string): boolean {
  const source = pattern.replace(/\*\*\/|\*\*|\*|\?|[\\^$.+|(){}[\]]/g, (one) => {
    if (one === '**/') return '(?:[^/]+/)*';
    if (one === '**') return '.*';
    if (one === '*') return '[^/]*';
    return one === '?' ? '[^/]' : `\\${one}`;
  });
  return new RegExp(`^${source}(?:/|$)`).test(file);
}
