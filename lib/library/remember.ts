// Generated from notebooks/30_library/16_remember.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ba0003 30ba0005 30ba0007 30ba0009 30ba000a

// %% notebooks/30_library/16_remember.ipynb#30ba0003 f7e81f95
import { posix } from 'node:path';
import { type FileStamp, type Host, nodeHost, type Project, programStamp, refuseUnchangeable } from '../host/index.ts';
import { collectFile, type ExportedCell, findNotebooks, joinCollected, testFlags } from './collect.ts';
import { type ExportedName, type LibraryModule, makeModule } from './module.ts';
import { importableFiles, libraryFiles, packageExports, readLibraryFile } from './plan.ts';
import { type LibraryState, readState } from './state.ts';

// %% notebooks/30_library/16_remember.ipynb#30ba0005 8c80e1e3
/** The memory as it lies on the disk. @internal */
export interface LibraryMemory {
  key: string; // of all that a module depends on besides notebooks
  there: string; // as of `MadeModule`
  notebooks: [path: string, stamp: string, owners: [string, string][], cells: ExportedCell[]][];
  library: [path: string, stamp: string, text: string][];
  made: [file: string, cells: string, exports: (Omit<ExportedName, 'cell'> & { cell: number })[]][];
}

/** Changes with everything that decides how a module looks, apart from its cells. @internal */
export function memoryKey(project: Project, exports: unknown): string {
  return JSON.stringify([
    programStamp(['errors', 'notebook', 'library']),
    project.name,
    project.notebooks,
    project.lib,
    exports,
    testFlags(project),
  ]);
}

/** Tells whether a stamp can be told from that of a change which came right after it was taken: file systems count time in steps. @internal */
export function isSettled(stamp: FileStamp, takenMs: number): boolean {
  return stamp.changedMs < takenMs - (stamp.isCoarse ? 2000 : 20);
}

/** A project as it was read, with what its files can be known by when they are asked for again. */
export interface RecalledState {
  state: LibraryState;
  stamps: Map<string, string>; // by path, taken before the file was read; of settled files alone
  isKnown: boolean; // nothing had to be read again
}

function _memoryPath(root: string): string {
  return posix.join(root, '.octavo', 'cache', 'library.json');
}

// %% notebooks/30_library/16_remember.ipynb#30ba0007 8a1d1d4c
/** Keeps the state of a library for the next export; `written` are the files of it that this export wrote. Never throws: it is only a memory. */
export async function rememberState(
  { state, stamps }: Pick<RecalledState, 'state' | 'stamps'>,
  written: string[],
  host: Host = nodeHost,
): Promise<void> {
  const { root } = state.project;
  try {
    const keys = new Map([...stamps, ...(await _writtenStamps(state, written, host))]);
    const kept = [...state.notebooks].filter(
      ([, { collected }]) => collected.problems.length + collected.warnings.length === 0,
    );
    const memory: LibraryMemory = {
      key: memoryKey(state.project, state.exports),
      there: [...importableFiles([...state.made.keys()], state.library)].join('\n'),
      notebooks: kept.map(([path, { collected }]) => {
        return [path, keys.get(path) ?? '', [...collected.owners], collected.cells];
      }),
      library: [...state.library].map(([path, text]) => [path, keys.get(path) ?? '', text]),
      made: [...state.made].flatMap(([file, { cells, module }]) => {
        if (module.text !== state.library.get(file)) return [];
        const exports = module.exports.map((one) => ({ ...one, cell: cells.indexOf(one.cell) }));
        return [[file, _cellNames(cells), exports]];
      }),
    };
    await refuseUnchangeable(root, [posix.relative(root, _memoryPath(root))]); // a repository may bring it as a link
    await host.files.makeFolder(posix.dirname(_memoryPath(root)));
    await host.files.writeAtomically(_memoryPath(root), JSON.stringify(memory));
  } catch {
    // The next export reads all files.
  }
}

/** What settled files can be known by. To be taken before they are read: a save that comes in between is then seen the next time. */
async function _stamps(root: string, paths: string[], host: Host): Promise<Map<string, string>> {
  const takenMs = host.clock.now().getTime();
  const found = paths.map(async (path) => [path, await host.files.stamp(posix.join(root, path))] as const);
  return new Map(
    (await Promise.all(found)).flatMap(([path, stamp]) =>
      stamp && isSettled(stamp, takenMs) ? [[path, stamp.key]] : [],
    ),
  );
}

/** The same for files that were just written, if they still hold what was written. */
async function _writtenStamps(state: LibraryState, written: string[], host: Host): Promise<[string, string][]> {
  const { root } = state.project;
  const stamps = await _stamps(root, written, host);
  const found = written.map(async (path): Promise<[string, string]> => {
    const isOurs = stamps.has(path) && (await readLibraryFile(root, path, host)) === state.library.get(path);
    return [path, isOurs ? (stamps.get(path) as string) : ''];
  });
  return Promise.all(found);
}

function _cellNames(cells: ExportedCell[]): string {
  return cells.map((cell) => `${cell.notebook}#${cell.id}`).join('\n');
}

// %% notebooks/30_library/16_remember.ipynb#30ba0009 6f329318
/** Reads a project as `readState` does, but takes from the memory what has not changed since. Throws `library-no-notebooks`. */
export async function recallState(project: Project, host: Host = nodeHost): Promise<RecalledState> {
  const { root } = project;
  const [exports, notebookPaths, libraryPaths] = await Promise.all([
    packageExports(root, host),
    findNotebooks(root, project.notebooks, host),
    libraryFiles(root, project.lib, host),
  ]);
  const memory = await _readMemory(root, memoryKey(project, exports), host);
  const stamps = await _stamps(root, [...notebookPaths, ...libraryPaths], host);
  if (!memory) return { state: await readState(project, host), stamps, isKnown: false };
  const isSame = (path: string, key: string) => key !== '' && stamps.get(path) === key;
  const known = {
    notebooks: new Map(memory.notebooks.filter(([path, key]) => isSame(path, key)).map((one) => [one[0], one])),
    library: new Map(memory.library.filter(([path, key]) => isSame(path, key)).map((one) => [one[0], one[2]])),
  };
  const notebooks: LibraryState['notebooks'] = new Map();
  for (const [path, read] of await Promise.all(
    notebookPaths.map(async (path) => {
      const one = known.notebooks.get(path);
      if (!one) return [path, await collectFile(root, path, testFlags(project), host)] as const;
      const collected = { owners: new Map(one[2]), cells: one[3], problems: [], warnings: [] };
      return [path, { notebook: undefined, collected }] as const;
    }),
  ))
    notebooks.set(path, read);
  const texts = libraryPaths.map(async (path) => {
    return [path, known.library.get(path) ?? (await readLibraryFile(root, path, host))] as const;
  });
  const state: LibraryState = {
    project,
    exports,
    notebooks,
    library: new Map(await Promise.all(texts)),
    made: new Map(),
  };
  _recallModules(state, memory, known.notebooks);
  const isKnown = known.notebooks.size === notebookPaths.length && known.library.size === libraryPaths.length;
  return {
    state,
    stamps,
    isKnown:
      isKnown && memory.library.length === libraryPaths.length && memory.notebooks.length === notebookPaths.length,
  };
}

// %% notebooks/30_library/16_remember.ipynb#30ba000a 70336a65
async function _readMemory(root: string, key: string, host: Host): Promise<LibraryMemory | undefined> {
  try {
    if ((await host.files.kind(_memoryPath(root))) !== 'file') return undefined;
    const memory = JSON.parse(await host.files.readText(_memoryPath(root))) as LibraryMemory;
    const lists = [memory.notebooks, memory.library, memory.made];
    const isWhole = lists.every((list) => Array.isArray(list) && list.every(Array.isArray));
    return isWhole && memory.key === key ? memory : undefined;
  } catch {
    return undefined;
  }
}

/** Takes over the modules of which no cell has changed, and whose file holds what it held. */
function _recallModules(
  state: LibraryState,
  memory: LibraryMemory,
  known: Map<string, unknown>, // notebooks that were not read again
): void {
  const { project, exports } = state;
  const texts = new Map(memory.library.map(([path, , text]) => [path, text]));
  const collected = joinCollected([...state.notebooks.values()].map((one) => one.collected));
  const cells = Map.groupBy(collected.cells, (cell) => posix.join(project.lib, `${cell.module}.ts`));
  const owners = new Map(
    [...collected.owners].map(([module, notebook]) => [posix.join(project.lib, `${module}.ts`), notebook]),
  );
  for (const [file, names, exported] of memory.made) {
    const [own, notebook, text] = [cells.get(file), owners.get(file), texts.get(file)];
    if (!own || notebook === undefined || text === undefined || _cellNames(own) !== names) continue;
    if (text !== state.library.get(file) || own.some((cell) => !known.has(cell.notebook))) continue;
    const context = { own: { name: project.name, exports }, module: file, exists: () => true };
    const module: LibraryModule = {
      ...{ file, notebook, text, problems: [] },
      exports: exported.map((one) => ({ ...one, cell: own[one.cell] as ExportedCell })),
      get blocks() {
        return makeModule(notebook, own, context).blocks;
      },
    };
    state.made.set(file, { notebook, cells: own, exports, there: memory.there, module });
  }
}
