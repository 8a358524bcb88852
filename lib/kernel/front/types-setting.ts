import { dirname, resolve } from 'node:path';
import { findProject } from '../../host/project.ts';
import type { CellPlace } from '../evaluator/protocol.ts';
import type { TypesSetting } from '../language/language.ts';

const values: readonly string[] = ['error', 'warn', 'off'];
const defaultSetting: TypesSetting = 'error';
const known = new Map<string, TypesSetting>(); // by folder

/** What becomes of a cell with type errors: the cell's directive says so, else OCTAVO_TYPES, else the project. */
export function typesSetting(code: string, place: CellPlace): TypesSetting {
  return (
    settingIn(code) ?? folderSetting(place.notebook === undefined ? process.cwd() : dirname(resolve(place.notebook)))
  );
}

/** The setting for the notebooks of a folder. */
export function folderSetting(folder: string): TypesSetting {
  let setting = known.get(folder);
  if (!setting) {
    setting = asSetting(process.env.OCTAVO_TYPES) ?? asSetting(findProject(folder).types) ?? defaultSetting;
    known.set(folder, setting);
  }
  return setting;
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
