import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { peers } from '../peers.ts';

const octavoProgram = join(import.meta.dirname, '..', '..', '..', 'bin', 'octavo.js');

/** A cell as a test writes it: code, unless it says otherwise. */
export interface TestCell {
  source: string;
  kind?: 'markdown' | 'raw';
  metadata?: object;
}

export type Language = 'python' | 'typescript' | 'javascript';

/** What a command of either came to. */
export interface Ending {
  code: number | null;
  out: string;
  err: string;
}

export interface Side {
  folder: string;
  write: (path: string, text: string) => void;
  read: (path: string) => string;
  files: (below: string) => Record<string, string>; // what is there, by path
  run: (command: string, ...args: string[]) => Ending;
}

const kernelspecs = {
  python: { display_name: 'Python 3', language: 'python', name: 'python3' },
  typescript: { display_name: 'TypeScript (Octavo)', language: 'typescript', name: 'tslab' },
  javascript: { display_name: 'JavaScript', language: 'javascript', name: 'jslab' },
};

/** The text of a notebook; its cells have the ids c0000001, c0000002, … */
export function notebookText(language: Language, cells: (string | TestCell)[], metadata: object = {}): string {
  const written = cells.map((cell, index) => {
    const { source, kind, metadata: own = {} } = typeof cell === 'string' ? ({ source: cell } as TestCell) : cell;
    const id = `c${String(index + 1).padStart(7, '0')}`;
    const lines = source.split(/(?<=\n)/);
    if (kind) return { cell_type: kind, id, metadata: own, source: lines };
    return { cell_type: 'code', execution_count: null, id, metadata: own, outputs: [], source: lines };
  });
  const all = {
    cells: written,
    metadata: { kernelspec: kernelspecs[language], ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(all, null, 1)}\n`;
}

const folders: string[] = [];

/** A project named hello for nbdev, with these notebooks in nbs/. */
export function nbdevProject(notebooks: Record<string, string>): Side {
  const pyproject = [
    '[project]\nname = "hello"\ndynamic = ["version"]\ndescription = "hello"\nrequires-python = ">=3.10"',
    '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"',
    '[tool.setuptools.dynamic]\nversion = {attr = "hello.__version__"}\n[tool.nbdev]\n',
  ].join('\n');
  const fixed = { 'pyproject.toml': pyproject, 'hello/__init__.py': '__version__ = "0.0.1"\n' };
  return side(fixed, 'nbs', notebooks, (command) => [join(peers?.bin ?? '', command)]);
}

/** The same for Octavo, with the notebooks in notebooks/. */
export function octavoProject(notebooks: Record<string, string>): Side {
  const manifest = { name: 'hello', type: 'module', exports: { './*': './lib/*.ts' } };
  return side({ 'package.json': JSON.stringify(manifest) }, 'notebooks', notebooks, (command) => {
    return [process.execPath, octavoProgram, command];
  });
}

export function removeProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function side(
  fixed: Record<string, string>,
  notebooksFolder: string,
  notebooks: Record<string, string>,
  program: (command: string) => string[],
): Side {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-nbdev-'));
  folders.push(folder);
  const made: Side = {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    files: (below) => filesBelow(folder, join(folder, below)),
    run: (command, ...args) => {
      const [file = '', ...before] = program(command);
      const { status, stdout, stderr } = spawnSync(file, [...before, ...args], { cwd: folder, encoding: 'utf8' });
      return { code: status, out: stdout, err: stderr };
    },
  };
  for (const [path, text] of Object.entries(fixed)) made.write(path, text);
  for (const [name, text] of Object.entries(notebooks)) made.write(join(notebooksFolder, name), text);
  return made;
}

function filesBelow(root: string, at: string): Record<string, string> {
  if (!existsSync(at)) return {};
  const found = readdirSync(at, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = found
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('__pycache__'));
  return Object.fromEntries(paths.map((path) => [relative(root, path), readFileSync(path, 'utf8')]));
}

/** The public names of one of nbdev's modules, as `__all__` has them. */
export function publicNames(module: string): string[] {
  const list = /^__all__ = \[([^\]]*)\]/m.exec(module)?.[1] ?? '';
  return [...list.matchAll(/'(\w+)'/g)].map((match) => match[1] as string).sort();
}

/** The names that an index of Octavo's takes from a module. */
export function indexedNames(index: string, module: string): string[] {
  const line = new RegExp(`export \\{([^}]*)\\} from './${module}\\.ts'`).exec(index)?.[1] ?? '';
  return line
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();
}
