import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { extendsForEver } from './project-settings.ts';
import { readSettings } from './settings-file.ts';

/** A settings file as the server is to see it. */
export interface EmptiedProject {
  path: string;
  text: string;
}

/**
 * The tsconfig.json and jsconfig.json files at and above a folder, the outermost first, without the files that belong to
 * them: for each settings file that is opened, the server looks for a project above it that has it among its files, and
 * would read whole projects in vain. What they set stays.
 */
export function emptiedProjects(folder: string): EmptiedProject[] {
  const found: EmptiedProject[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(at, name);
      if (!existsSync(path)) continue;
      const { extends: bases, ...settings } = readSettings(path);
      const inherited = bases === undefined || extendsForEver(path) ? {} : { extends: bases };
      const emptied = { ...inherited, ...settings, files: [], include: [], references: [] };
      found.unshift({ path, text: JSON.stringify(emptied) });
    }
    if (dirname(at) === at) return found;
  }
}
