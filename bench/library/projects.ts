import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleName, notebookPair } from './cells.ts';

/** A project of Octavo's and one of nbdev's, with the same notebooks. */
export interface ProjectPair {
  octavo: string; // folder; its notebooks are in notebooks/, its modules go to lib/
  nbdev: string; // its notebooks are in nbs/, its modules go to bench/
  notebooks: string[]; // names of the files, the same in both
}

export interface ProjectOptions {
  notebooks: number;
  functions: number; // in each notebook; it has 3 + 3 * functions cells
  hasRun: boolean;
}

/** Writes both projects into an empty folder. */
export function makeProjects(folder: string, options: ProjectOptions): ProjectPair {
  const pair = { octavo: join(folder, 'octavo'), nbdev: join(folder, 'nbdev') };
  for (const path of [join(pair.octavo, 'notebooks'), join(pair.nbdev, 'nbs'), join(pair.nbdev, 'bench')]) {
    mkdirSync(path, { recursive: true });
  }
  const manifest = { name: 'bench', private: true, type: 'module', exports: { './*': './lib/*.ts' } };
  writeFileSync(join(pair.octavo, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(pair.nbdev, 'pyproject.toml'), pyproject);
  writeFileSync(join(pair.nbdev, 'bench', '__init__.py'), '__version__ = "0.0.1"\n');
  const notebooks = Array.from({ length: options.notebooks }, (_, index) => `${moduleName(index)}.ipynb`);
  for (const [index, name] of notebooks.entries()) {
    const { typescript, python } = notebookPair({ index, ...options });
    writeFileSync(join(pair.octavo, 'notebooks', name), typescript);
    writeFileSync(join(pair.nbdev, 'nbs', name), python);
  }
  return { ...pair, notebooks };
}

const pyproject = `[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "bench"
dynamic = ["version"]
description = "the same cells"
requires-python = ">=3.10"

[tool.setuptools.dynamic]
version = {attr = "bench.__version__"}

[tool.nbdev]
`;

/** What an export made: how many modules, with how many public names. */
export function exportedByOctavo({ octavo }: ProjectPair): string {
  const modules = readdirSync(join(octavo, 'lib')).filter((name) => name.startsWith('part_'));
  const index = readFileSync(join(octavo, 'lib', 'index.ts'), 'utf8');
  return describe(modules.length, index.match(/\bstep_\w+/g) ?? []);
}

/** The same for nbdev, whose modules list their public names in `__all__`. */
export function exportedByNbdev({ nbdev }: ProjectPair): string {
  const modules = readdirSync(join(nbdev, 'bench')).filter((name) => /^part_.*\.py$/.test(name));
  const lists = modules.map((name) => {
    const text = readFileSync(join(nbdev, 'bench', name), 'utf8');
    return /^__all__ = \[([^\]]*)\]/m.exec(text)?.[1] ?? '';
  });
  return describe(modules.length, lists.join().match(/\bstep_\w+/g) ?? []);
}

function describe(modules: number, names: string[]): string {
  return `${modules} modules with ${new Set(names).size} public names`;
}
