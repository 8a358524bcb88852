import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProject } from '../../host/project.ts';
import { leavesOut } from './ambient-files.ts';
import { type EmptiedProject, emptiedProjects } from './emptied-projects.ts';
import { globalsText, ownPaths } from './own-modules.ts';
import { readProjectSettings } from './project-settings.ts';
import { configName } from './server-process.ts';

/** Where the cells of one folder lie for the server: files that exist nowhere else. */
export interface CellFolder {
  folder: string;
  jsx: boolean;
  hasSettings: boolean; // there is a tsconfig.json
  jsxNames: string[];
  watched: string[]; // the files that decide about all this
  projects: EmptiedProject[]; // those at and above the folder, the outermost first
  config: { path: string; text: string };
  globals: { path: string; text: string };
  path(name: string): string; // of a cell's document
}

/** What a cell needs whatever the project says: it is checked, not compiled, and may use all of TypeScript. */
const forced = {
  target: 'esnext',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  moduleDetection: 'force',
  noEmit: true,
  allowImportingTsExtensions: true,
  composite: false,
  incremental: false,
  declaration: false,
  emitDeclarationOnly: false,
  isolatedDeclarations: false,
  isolatedModules: false,
  verbatimModuleSyntax: false,
  erasableSyntaxOnly: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  skipLibCheck: true,
  checkJs: false,
  importHelpers: false,
};

const withoutProject = { strict: true, lib: ['esnext'], resolveJsonModule: true };

/** Reads what a folder's cells are checked under. */
export function readCellFolder(folder: string): CellFolder {
  const { files, jsx, jsxNames, paths, ambient } = readProjectSettings(folder);
  const [nearest] = files;
  const { root } = findProject(folder);
  // The name of a cell with JSX does not make it an ES module; its package must, or Node's own resolution is left.
  const modules = jsx && !isModulePackage(folder) ? { module: 'esnext', moduleResolution: 'bundler' } : {};
  const extension = jsx ? 'tsx' : 'mts';
  const path = (name: string) => join(folder, `octavo-cell-${name}.${extension}`);
  const config = {
    ...(nearest ? { extends: nearest } : {}),
    compilerOptions: {
      ...(nearest ? {} : withoutProject),
      ...forced,
      ...modules,
      paths: { ...ownPaths(folder), ...paths },
    },
    include: ['octavo-cell-*', 'octavo-globals.d.ts', ...ambient.include],
    exclude: ambient.exclude.filter((pattern) => !leavesOut(pattern, path('now'))),
    files: [configName], // a document too, for which the server would make up a project with all that browsers have
    references: [],
  };
  const projects = emptiedProjects(folder);
  return {
    folder,
    projects,
    jsx,
    hasSettings: nearest !== undefined,
    jsxNames: jsx ? jsxNames : [],
    watched: [
      ...files,
      ...projects.map(({ path }) => path),
      join(folder, 'tsconfig.json'),
      join(root, 'tsconfig.json'),
      join(root, 'package.json'),
    ],
    config: { path: join(folder, configName), text: JSON.stringify(config) },
    globals: { path: join(folder, 'octavo-globals.d.ts'), text: globalsText(folder) },
    path,
  };
}

function isModulePackage(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, 'package.json');
    if (existsSync(file)) {
      try {
        return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type === 'module';
      } catch {
        return false;
      }
    }
    if (dirname(at) === at) return false;
  }
}
