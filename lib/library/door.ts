// Generated from notebooks/30_library/07_door.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ac0003 30ac0005 30ac0008 30ac000b

// %% notebooks/30_library/07_door.ipynb#30ac0003 3a10fe85
import { posix } from 'node:path';
import type { OctavoError } from '../errors/index.ts';
import { generatedHeader } from './blocks.ts';
import { libraryProblem } from './errors.ts';
import type { LibraryModule } from './module.ts';

// %% notebooks/30_library/07_door.ipynb#30ac0005 f02cd61b
/** Compares two names in natural order: `a2` before `a10`, `B` before `b` before `C`. @internal */
export function compareNames(a: string, b: string): number {
  const pieces = (name: string): string[] => name.match(/\d+|\D/g) ?? [];
  const [left, right] = [pieces(a), pieces(b)];
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = _comparePieces(one, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function _comparePieces(a: string, b: string): number {
  if (/\d/.test(a) && /\d/.test(b)) return Number(a) - Number(b);
  const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
  if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

// %% notebooks/30_library/07_door.ipynb#30ac0008 59aad126
/** The text of a folder's index, from the modules in it. @internal */
export function doorText(modules: LibraryModule[]): string {
  const folders = [...new Set(modules.map((module) => posix.dirname(module.notebook)))].sort();
  const lines = modules.toSorted((a, b) => compareNames(a.file, b.file)).map((module) => _exportLine(module));
  const body = lines.join('') || 'export {};\n';
  return generatedHeader(folders.join(' and '), 'Edit the notebooks, not this file.') + body;
}

function _exportLine(module: LibraryModule): string {
  const types = new Map<string, boolean>();
  for (const { name, type } of module.exports.filter((one) => one.public))
    types.set(name, type && (types.get(name) ?? true));
  if (types.size === 0) return '';
  const names = [...types.keys()].sort(compareNames);
  const from = `from './${posix.basename(module.file)}';\n`;
  if (names.every((name) => types.get(name))) return _fit('export type {', names, from);
  return _fit(
    'export {',
    names.map((name) => (types.get(name) ? `type ${name}` : name)),
    from,
  );
}

function _fit(start: string, names: string[], from: string): string {
  const line = `${start} ${names.join(', ')} } ${from}`;
  return line.length <= 121 ? line : `${start}\n${names.map((name) => `  ${name},\n`).join('')}} ${from}`;
}

// %% notebooks/30_library/07_door.ipynb#30ac000b 44c92646
/** The names that two modules of one folder export. @internal */
export function doorProblems(modules: LibraryModule[]): OctavoError[] {
  const first = new Map<string, LibraryModule>();
  return modules.flatMap((module) => {
    const fresh = module.exports.filter((one) => one.public && !first.has(one.name));
    const repeated = module.exports.filter((one) => one.public && first.has(one.name));
    for (const { name } of fresh) first.set(name, module);
    return repeated.map(({ name, cell, line }) => {
      const other = first.get(name) as LibraryModule;
      const id = other.exports.find((one) => one.name === name)?.cell.id;
      const what = `"${name}" is already exported by ${other.notebook} cell ${id}, through the same index`;
      const hint = 'rename one of them, begin it with _, or mark its cell //| exporti';
      return libraryProblem('library-exported-twice', what, { notebook: cell.notebook, cell: cell.id, line }, hint);
    });
  });
}
