import { dirname, resolve } from 'node:path';
import { findProject } from '../../host/project.ts';
import type { CellPlace } from '../evaluator/protocol.ts';
import type { TypesSetting } from '../language/language.ts';

const values: readonly string[] = ['error', 'warn', 'off'];
const defaultSetting: TypesSetting = 'error';

/** What becomes of type errors, cell by cell. */
export interface TypesSettings {
  ofCell: (code: string, place: CellPlace) => TypesSetting; // by its directive, else as for the folder of its notebook
  ofFolder: (folder: string) => TypesSetting; // OCTAVO_TYPES says so, else the project
}

/** The settings of a kernel: `cwd` is the folder of notebooks of which nothing is said. */
export function typesSettings(cwd: string, env: Record<string, string | undefined>): TypesSettings {
  const known = new Map<string, TypesSetting>(); // by folder
  const ofFolder = (folder: string): TypesSetting => {
    const setting =
      known.get(folder) ?? asSetting(env.OCTAVO_TYPES) ?? asSetting(findProject(folder).types) ?? defaultSetting;
    known.set(folder, setting);
    return setting;
  };
  return {
    ofFolder,
    ofCell: (code, { notebook }) =>
      settingIn(code) ?? ofFolder(notebook === undefined ? cwd : dirname(resolve(cwd, notebook))),
  };
}

/** What the directive lines at the top of a cell say. */
function settingIn(code: string): TypesSetting | undefined {
  if (!code.startsWith('//|')) return undefined;
  for (const line of code.split('\n')) {
    if (!line.startsWith('//|')) return undefined;
    const value = /^\/\/\|[ \t]*types[ \t]*:?[ \t]+(\w+)[ \t\r]*$/.exec(line)?.[1];
    if (value !== undefined) return asSetting(value);
  }
  return undefined;
}

function asSetting(value: unknown): TypesSetting | undefined {
  return typeof value === 'string' && values.includes(value) ? (value as TypesSetting) : undefined;
}
