import { posix } from 'node:path';
import type { ImportFact, ModuleFacts } from './module-facts.ts';

// The rules of the house. Each returns sentences, `lib/run/inspect.ts: what is wrong`; none means all is well.

/** The doors of `lib/`, from the ground up. A door imports doors of lower rows; doors of one row do not know each other. */
export const layers: string[][] = [
  ['errors'],
  ['host'],
  ['notebook'],
  ['library', 'kernel'],
  ['run'],
  ['test', 'track', 'data'],
  ['models', 'pipeline', 'learn'],
  ['tune', 'drift', 'serve', 'scale'],
  ['bundle', 'project', 'docs', 'lab'],
  ['cli'],
];

/**
 * The chapters of a door: folders of it that are doors too, from the ground up. A chapter imports lower rows of its door and
 * nothing else of it; so it can be read before the rest. '.' is what stands beside the chapters, the subject of the door: it
 * lies above all rows, unless a row says where.
 */
export const chapters: Record<string, string[][]> = {
  notebook: [['json'], ['.'], ['diff', 'clean'], ['text', 'merge']],
  library: [['source'], ['.'], ['update', 'where']],
  run: [
    ['parameters', 'secrets'],
    ['languages', 'templates', 'points'],
  ],
};

/** Who may import `node:child_process` or execa besides lib/host, and why. */
const processStarters: Record<string, string> = {
  'lib/kernel/transform/lower-decorators.ts':
    'waits for esbuild, as it would for a function: lib/host has no process that one waits for',
};

const viewsFolder = 'jupyter-extension/src/views';

/**
 * Folders that load heavy packages as they are loaded themselves. Nobody outside may import them but by `await import`,
 * so that a command which needs none of the packages starts without them.
 */
export const lateFolders: Record<string, string[]> = {
  'lib/track/server': ['fastify', '@fastify/swagger', '@fastify/websocket', 'typebox'],
};

const drawerNames = ['utils', 'util', 'helpers', 'helper', 'common', 'core', 'misc', 'manager', 'base', 'shared'];

export interface RuleOptions {
  latePackages?: string[]; // heavy packages: only `await import()` and `import type` may name them
}

/** Everything that is wrong with these modules. */
export function checkModules(modules: ModuleFacts[], options: RuleOptions = {}): string[] {
  const inLib = modules.filter((module) => module.path.startsWith('lib/'));
  return [
    ...modules.flatMap(checkName),
    ...modules.flatMap(checkLength),
    ...inLib.flatMap(checkLayer),
    ...inLib.flatMap(checkChapter),
    ...inLib.flatMap(checkReExports),
    ...inLib.flatMap(checkProcesses),
    ...inLib.flatMap(checkLateFolders),
    ...inLib.flatMap((module) => checkLatePackages(module, options.latePackages ?? [])),
    ...inLib.filter((module) => module.awaitsAtTop).map(({ path }) => `${path}: has a top-level await`),
    ...checkViews(modules),
    ...findCycles(inLib),
    ...findCycles(modules.filter((module) => module.path.startsWith('jupyter-extension/'))),
  ];
}

function checkName({ path }: ModuleFacts): string[] {
  const words = path.replace(/\.[^/]*$/, '').split('/');
  const drawer = words.find((word) => drawerNames.includes(word));
  return drawer ? [`${path}: "${drawer}" says nothing about what is in it; name it by its main noun`] : [];
}

function checkLength({ path, lineCount }: ModuleFacts): string[] {
  const ceiling = path.startsWith('test/') ? 400 : 300;
  return lineCount > ceiling ? [`${path}: has ${lineCount} lines, more than ${ceiling}; split it by concern`] : [];
}

function checkLayer(module: ModuleFacts): string[] {
  const from = doorOf(module.path);
  const row = rowOf(from);
  if (row === -1) return [`${module.path}: "${from}" is no door of scripts/layer-rules.ts`];
  const wrong: string[] = [];
  for (const { target } of projectImports(module)) {
    const to = doorOf(target);
    if (!target.startsWith('lib/')) wrong.push(`${module.path}: imports ${target}, which lies outside lib/`);
    else if (from !== to && rowOf(to) >= row) wrong.push(`${module.path}: ${from} may not import ${to} (${target})`);
    const folder = posix.dirname(target);
    if (posix.basename(target) === 'index.ts' && isInside(module.path, folder)) {
      wrong.push(`${module.path}: imports the index of its own folder (${target}); import the sibling itself`);
    }
  }
  return wrong;
}

function checkChapter(module: ModuleFacts): string[] {
  const [door, from] = [doorOf(module.path), chapterOf(module.path)];
  const row = rowOfChapter(door, from);
  const who = from === '.' ? `what stands beside the chapters of ${door}` : 'a chapter';
  return projectImports(module)
    .filter(({ target }) => doorOf(target) === door && chapterOf(target) !== from)
    .filter(({ target }) => row < Infinity && rowOfChapter(door, chapterOf(target)) >= row)
    .map(({ target }) => `${module.path}: ${who} imports lower chapters of its door only, and not ${target}`);
}

function checkReExports(module: ModuleFacts): string[] {
  const folder = posix.dirname(module.path);
  const wrong: string[] = [];
  for (const { fact, target } of projectImports(module).filter(({ fact }) => fact.reExport)) {
    if (posix.basename(module.path) !== 'index.ts')
      wrong.push(`${module.path}: re-exports ${target}; only index.ts does`);
    else if (!isInside(target, folder)) wrong.push(`${module.path}: re-exports ${target} of another folder`);
    if (fact.star) wrong.push(`${module.path}: re-exports ${target} by *; name what it exports`);
  }
  return wrong;
}

function checkProcesses({ path, imports }: ModuleFacts): string[] {
  if (doorOf(path) === 'host' || path in processStarters) return [];
  const starters = ['child_process', 'node:child_process', 'execa'];
  const found = imports.find(({ specifier, typeOnly }) => !typeOnly && starters.includes(specifier));
  return found ? [`${path}: imports ${found.specifier}; only lib/host starts processes`] : [];
}

function checkLateFolders(module: ModuleFacts): string[] {
  return projectImports(module)
    .filter(({ fact }) => !fact.typeOnly && !fact.dynamic)
    .flatMap(({ target }) => {
      const folder = Object.keys(lateFolders).find((one) => isInside(target, one) && !isInside(module.path, one));
      return folder
        ? [`${module.path}: loads ${target} at once; use \`await import()\` for what lies in ${folder}`]
        : [];
    });
}

function checkLatePackages({ path, imports }: ModuleFacts, packages: string[]): string[] {
  const own = Object.entries(lateFolders).find(([folder]) => isInside(path, folder))?.[1] ?? [];
  const late = packages.filter((name) => !own.includes(name));
  return imports
    .filter(({ typeOnly, dynamic, specifier }) => !typeOnly && !dynamic && late.includes(packageOf(specifier)))
    .map(
      ({ specifier }) => `${path}: loads ${specifier} at once; use \`await import('${specifier}')\` where it is needed`,
    );
}

/** The views of the extension can stand in any page: neither they nor what they import knows JupyterLab. */
function checkViews(modules: ModuleFacts[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const reached = new Set(modules.filter(({ path }) => isInside(path, viewsFolder)));
  for (const module of reached) {
    const imported = projectImports(module).map(({ target }) => byPath.get(target));
    for (const next of imported) if (next) reached.add(next); // a set that grows while it is walked is walked to its end
  }
  return [...reached].flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => /^@(jupyterlab|lumino)\//.test(specifier))
      .map(
        ({ specifier }) => `${path}: imports ${specifier}; the views, and what they import, know nothing of JupyterLab`,
      ),
  );
}

/** Circles of imports, each told once, from its first path by name. Type-only imports count too. */
function findCycles(modules: ModuleFacts[]): string[] {
  const edges = new Map(modules.map((module) => [module.path, projectImports(module).map(({ target }) => target)]));
  const finished = new Set<string>();
  const cycles = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      const circle = trail.slice(start);
      const first = circle.indexOf([...circle].sort()[0] as string);
      const ordered = [...circle.slice(first), ...circle.slice(0, first)];
      cycles.add(`${ordered[0]}: imports go in a circle: ${[...ordered, ordered[0]].join(' -> ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of [...edges.keys()].sort()) visit(path, []);
  return [...cycles];
}

/** The imports of a module that lead to files of this project, with the path they lead to. */
function projectImports(module: ModuleFacts): { fact: ImportFact; target: string }[] {
  return module.imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map((fact) => ({ fact, target: posix.join(posix.dirname(module.path), fact.specifier) }));
}

function doorOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function rowOf(door: string): number {
  return layers.findIndex((row) => row.includes(door));
}

/** The folder of a module within its door; '.' when it stands in the door itself. */
function chapterOf(path: string): string {
  const words = path.split('/');
  return words.length > 3 ? (words[2] as string) : '.';
}

function rowOfChapter(door: string, chapter: string): number {
  const row = (chapters[door] ?? []).findIndex((names) => names.includes(chapter));
  return row === -1 ? Infinity : row;
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
