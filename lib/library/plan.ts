// Generated from notebooks/30_library/08_plan.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ad0003 30ad0005 30ad0007 30ad0009 30ad00b0 30ad000a

// %% notebooks/30_library/08_plan.ipynb#30ad0003 3f1f2021
import { posix } from 'node:path';
import { isOctavoError, type OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { isGenerated, sourceOf } from './blocks.ts';
import type { Collected, ExportedCell } from './collect.ts';
import { doorProblems, doorText } from './door.ts';
import { libraryProblem } from './errors.ts';
import { type LibraryModule, makeModule } from './module.ts';
import type { OwnPackage } from './source/resolve.ts';

// %% notebooks/30_library/08_plan.ipynb#30ad0005 2a0239bc
/** The files below a folder, as paths from the root; what a link leads back to is listed once. */
export async function libraryFiles(root: string, folder: string, host: Host = nodeHost): Promise<string[]> {
  const files: string[] = [];
  const realRoot = await host.files.realPath(root);
  const visit = async (at: string, above: string[]): Promise<void> => {
    const real = await host.files.realPath(posix.join(root, at));
    if (above.some((one) => one === real || one.startsWith(`${real}/`))) return; // a link back would never end
    if (above.length > 0 && ![realRoot, ...above].some((one) => real.startsWith(`${one}/`))) return; // nor one to /
    const names = (await host.files.list(posix.join(root, at))).filter((name) => !/^\.|^node_modules$/.test(name));
    await Promise.all(
      names.map(async (name) => {
        const path = posix.join(at, name);
        const isFolder = (await host.files.kind(posix.join(root, path))) === 'folder';
        return isFolder ? visit(path, [...above, real]) : void files.push(path);
      }),
    );
  };
  await visit(folder, []);
  return files.sort();
}

/** The text of a file of the library; '' for what is not TypeScript, and for a link that leads nowhere. */
export async function readLibraryFile(root: string, path: string, host: Host = nodeHost): Promise<string> {
  if (!path.endsWith('.ts')) return '';
  try {
    return await host.files.readText(posix.join(root, path));
  } catch (error) {
    if (isOctavoError(error) && error.code === 'file-missing') return '';
    throw error;
  }
}

/** The files below a folder: path from the root to text, as `readLibraryFile` gives it. */
export async function readLibrary(root: string, folder: string, host: Host = nodeHost): Promise<Map<string, string>> {
  const paths = await libraryFiles(root, folder, host);
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readLibraryFile(root, path, host)] as const)),
  );
}

// %% notebooks/30_library/08_plan.ipynb#30ad0007 c5b3031d
/** The modules and indexes that collected cells make, with all that is wrong. `onDisk` are the files now in lib. */
export function makeLibrary(
  collected: Collected,
  options: {
    lib: string;
    own: OwnPackage;
    onDisk: Map<string, string>;
    made?: Map<string, MadeModule>;
    unread?: Set<string>; // notebooks that cannot be read now: their modules are there, whatever becomes of them
  },
): { files: Map<string, LibraryModule>; problems: OctavoError[] } {
  const { lib, own, onDisk } = options;
  const cells = Map.groupBy(
    collected.cells.filter((cell) => collected.owners.has(cell.module)),
    (cell) => cell.module,
  );
  const fileOf = (module: string) => posix.join(lib, `${module}.ts`);
  const importable = importableFiles([...cells.keys()].map(fileOf), onDisk, options.unread);
  const exists = (file: string) => importable.has(file) || !file.startsWith(`${lib}/`);
  const isPlain = (text: string | undefined) => text !== undefined && !isGenerated(text);
  const there = [...importable].join('\n');
  const modules = [...cells.keys()].sort().map((module) => {
    const notebook = collected.owners.get(module) as string;
    const inputs = { notebook, cells: cells.get(module) ?? [], exports: own.exports, there };
    const known = options.made?.get(fileOf(module));
    if (known && _sameInputs(known, inputs)) return known.module;
    const made = makeModule(notebook, inputs.cells, { own, module: fileOf(module), exists });
    options.made?.set(fileOf(module), { ...inputs, module: made });
    return made;
  });
  const problems = [...collected.problems, ...modules.flatMap((module) => module.problems)];
  const files = new Map(modules.map((module) => [module.file, module]));
  for (const [folder, inside] of Map.groupBy(modules, (module) => posix.dirname(module.file))) {
    const file = `${folder}/index.ts`;
    problems.push(...doorProblems(inside));
    files.set(file, {
      file,
      notebook: posix.dirname(inside[0]?.notebook ?? ''),
      text: doorText(inside),
      blocks: [],
      exports: [],
      problems: [],
    });
  }
  for (const { file, notebook } of files.values())
    if (isPlain(onDisk.get(file))) problems.push(_inTheWay(file, notebook));
  return { files, problems: _inOrder(problems, collected.cells) };
}

/** The files of a library that imports may mean: the modules, their indexes, and what was not generated; sorted. */
export function importableFiles(
  modules: string[],
  onDisk: Map<string, string>,
  unread: Set<string> = new Set(),
): Set<string> {
  const planned = modules.flatMap((file) => [file, posix.join(posix.dirname(file), 'index.ts')]);
  const left = [...onDisk].filter(([, text]) => !isGenerated(text) || unread.has(sourceOf(text) ?? ''));
  return new Set([...planned, ...left.map(([file]) => file)].sort());
}

/** A module with all that it was made from: while that is the same, so is the module. */
export interface MadeModule {
  notebook: string;
  cells: ExportedCell[]; // compared one by one, by identity
  exports: unknown;
  there: string; // the files that an import may mean
  module: LibraryModule;
}

function _sameInputs(known: MadeModule, { notebook, cells, exports, there }: Omit<MadeModule, 'module'>): boolean {
  const same = known.notebook === notebook && known.exports === exports && known.there === there;
  return same && known.cells.length === cells.length && known.cells.every((cell, index) => cell === cells[index]);
}

/** As a reader meets them: by notebook, cell and line. */
function _inOrder(problems: OctavoError[], cells: ExportedCell[]): OctavoError[] {
  const places = new Map(cells.map(({ notebook, id }, index) => [`${notebook} ${id}`, index]));
  const place = ({ where }: OctavoError) => places.get(`${where?.notebook} ${where?.cell}`) ?? -1;
  return problems.toSorted(
    (a, b) =>
      _compare(a.where?.notebook ?? '', b.where?.notebook ?? '') ||
      place(a) - place(b) ||
      (a.where?.line ?? 0) - (b.where?.line ?? 0),
  );
}

function _compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function _inTheWay(file: string, notebook: string): OctavoError {
  const hint = `git mv ${file} to another place, or remove it`;
  return libraryProblem('library-plain-file', `${file} would be written, but was not generated`, { notebook }, hint);
}

// %% notebooks/30_library/08_plan.ipynb#30ad0009 2c70e183
/** A file that an export creates, updates or removes. */
export interface LibraryChange {
  path: string; // from the project's root
  action: 'created' | 'updated' | 'removed';
  notebook?: string; // where it comes from: a notebook, or a folder of notebooks for an index
  text?: string; // what will be in it
}

// %% notebooks/30_library/08_plan.ipynb#30ad00b0 4318b917
/** The field `exports` of a package.json as it stands; undefined when there is none. @internal */
export async function packageExports(root: string, host: Host): Promise<unknown> {
  const path = posix.join(root, 'package.json');
  if ((await host.files.kind(path)) !== 'file') return undefined;
  try {
    return (JSON.parse(await host.files.readText(path)) as { exports?: unknown }).exports;
  } catch {
    return undefined; // npm complains about it better than we could
  }
}

// %% notebooks/30_library/08_plan.ipynb#30ad000a dbd7aab0
/** The difference between the files that should be and those that are. Line ends do not count: git may have changed them. */
export function compareLibrary(files: Map<string, LibraryModule>, onDisk: Map<string, string>): LibraryChange[] {
  const changes: LibraryChange[] = [];
  for (const { file: path, notebook, text } of files.values()) {
    const old = onDisk.get(path);
    if (old?.replaceAll('\r\n', '\n') !== text)
      changes.push({ path, action: old === undefined ? 'created' : 'updated', notebook, text });
  }
  for (const [path, text] of onDisk) {
    if (!files.has(path) && isGenerated(text)) changes.push({ path, action: 'removed' });
  }
  return changes.sort((a, b) => _compare(a.path, b.path));
}
