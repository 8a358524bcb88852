import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type AmbientFiles, ambientFiles, wholeFolder } from './ambient-files.ts';
import { type Json, readSettings } from './settings-file.ts';

/** What must be known of a project's tsconfig.json before the server reads it. */
export interface ProjectSettings {
  files: string[]; // the nearest tsconfig.json and those it extends, the nearest first
  jsx: boolean;
  jsxNames: string[]; // what elements are made with, which a cell does not mention
  paths: Record<string, string[]>; // absolute: a setting that extends another replaces all of them
  ambient: AmbientFiles;
}

const deepest = 20; // files that extend one another
const mostRead = 100; // by all of their ways

/** Reads the nearest tsconfig.json at or above a folder. */
export function readProjectSettings(folder: string): ProjectSettings {
  const settings: ProjectSettings = {
    files: [],
    jsx: false,
    jsxNames: ['React'],
    paths: {},
    ambient: { include: [], exclude: [] },
  };
  const nearest = findUp(folder, 'tsconfig.json');
  if (nearest) settings.ambient = wholeFolder(nearest);
  if (nearest) read(nearest, settings, 0);
  return settings;
}

/** A file of this name in the folder or the nearest one above. */
export function findUp(folder: string, name: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, name);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}

/** What extends comes after what it extends, and wins. */
function read(file: string, settings: ProjectSettings, depth: number): void {
  if (depth > deepest || settings.files.includes(file)) return;
  settings.files.push(file);
  const config = readSettings(file);
  for (const base of basesOf(config, file)) read(base, settings, depth + 1);
  settings.ambient = ambientFiles(config, file, settings.ambient);
  const options = (config.compilerOptions ?? {}) as Json & { paths?: Json };
  if (typeof options.jsx === 'string') settings.jsx = options.jsx !== 'none';
  for (const name of [options.jsxFactory, options.jsxFragmentFactory, options.reactNamespace]) {
    if (typeof name === 'string') settings.jsxNames.push(name.split('.')[0] as string);
  }
  if (typeof options.paths !== 'object' || options.paths === null) return;
  const base = join(dirname(file), typeof options.baseUrl === 'string' ? options.baseUrl : '');
  settings.paths = Object.fromEntries(
    Object.entries(options.paths).map(([key, targets]) => [
      key,
      (Array.isArray(targets) ? targets : []).map((target) => resolve(base, String(target))),
    ]),
  );
}

/**
 * Tells whether the files that a settings file extends come back to one of them, or are too many to be meant: the server
 * would read them for ever.
 */
export function extendsForEver(file: string): boolean {
  let count = 0;
  const read = (one: string, chain: readonly string[]): boolean => {
    if (chain.includes(one) || chain.length > deepest || ++count > mostRead) return true;
    return basesOf(readSettings(one), one).some((base) => read(base, [...chain, one]));
  };
  return read(file, []);
}

function basesOf(config: Json, file: string): string[] {
  return [config.extends ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? (extendedFile(one, file) ?? []) : []));
}

function extendedFile(specifier: string, from: string): string | undefined {
  try {
    if (!isAbsolute(specifier) && !specifier.startsWith('.')) return createRequire(from).resolve(specifier);
  } catch {
    return undefined; // the server says so
  }
  const path = resolve(dirname(from), specifier);
  return [path, `${path}.json`, join(path, 'tsconfig.json')].find((one) => one.endsWith('.json') && existsSync(one));
}
