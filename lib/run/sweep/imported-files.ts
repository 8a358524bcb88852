import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { findProject } from '../../host/index.ts';
import { isOwnSpecifier, resolveOwnSpecifier } from '../../library/source/resolve.ts';
import { tooDeepAt } from '../../notebook/nesting.ts';

/** The files of a project that some code imports, and those that they import, however deep. */
export interface ImportedFiles {
  modules: [path: string, hash: string][]; // relative to the project's root, sorted
  installed: boolean; // whether any of them imports an installed package
}

const deepest = 1000; // brackets, as everywhere
const parsed = /\.[cm]?[jt]sx?$/;
const endings = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '.json', '/index.ts', '/index.js'];
const spellings: readonly [written: RegExp, meant: string][] = [
  [/\.js$/, '.ts'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
  [/\.js$/, '.tsx'],
];

/**
 * Follows the imports of cells through the files of their project, by reading alone: nothing is run. What is asked for by
 * a name that the code makes up, and files that it opens otherwise, are not seen.
 */
export function importedFiles(cells: readonly string[], notebookPath: string): ImportedFiles {
  const folder = dirname(resolve(notebookPath));
  const { root } = findProject(folder);
  const own = ownPackage(root);
  const found = new Map<string, string>();
  let installed = false;
  const waiting = cells.flatMap((cell) => wanted(cell, 'cell.ts', folder));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { specifier, from } = next;
    const file = isOwnSpecifier(specifier, own)
      ? existing(join(root, resolveOwnSpecifier(specifier, own) ?? ''))
      : specifier.startsWith('.') || specifier.startsWith('/')
        ? existing(resolve(from, specifier))
        : undefined;
    if (file === undefined) {
      installed ||= !/^(?:\.|\/|node:|data:|tslab$)/.test(specifier) && !isOwnSpecifier(specifier, own);
    } else if (!found.has(file) && !file.includes('/node_modules/')) {
      const content = readFileSync(file);
      found.set(file, createHash('sha256').update(content).digest('hex'));
      if (parsed.test(file)) waiting.push(...wanted(content.toString('utf8'), file, dirname(file)));
    }
  }
  const modules = [...found].map(([file, hash]): [string, string] => [relative(root, file), hash]);
  return { modules: modules.sort(([a], [b]) => (a < b ? -1 : 1)), installed };
}

/** The modules that a source names in imports, exports and calls of `import` and `require`. */
function wanted(source: string, file: string, from: string): { specifier: string; from: string }[] {
  if (tooDeepAt(source, deepest) !== undefined) return [];
  const { module } = parseSync(file, source, {
    sourceType: 'module',
    lang: extname(file).endsWith('x') ? 'tsx' : 'ts',
  });
  const names = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest } of entries) if (moduleRequest) names.push(moduleRequest.value);
  }
  for (const { moduleRequest } of module.dynamicImports)
    names.push(quoted(source.slice(moduleRequest.start, moduleRequest.end)));
  for (const [, name = ''] of source.matchAll(/\brequire\(\s*(["'][^"'\n]+["'])\s*\)/g)) names.push(quoted(name));
  return names.filter((name) => name !== '').map((specifier) => ({ specifier, from }));
}

/** The text within quotes; '' for anything that is more than a text. */
function quoted(expression: string): string {
  return /^(["'`])([^"'`$\\]*)\1$/.exec(expression.trim())?.[2] ?? '';
}

/** The file that a path means, spelled as TypeScript lets one spell it. */
function existing(path: string): string | undefined {
  const spelled = spellings
    .filter(([written]) => written.test(path))
    .map(([written, meant]) => path.replace(written, meant));
  const choices = [...endings.map((ending) => path + ending), ...spelled];
  return choices.find((choice) => statSync(choice, { throwIfNoEntry: false })?.isFile());
}

function ownPackage(root: string): { name: string | undefined; exports: unknown } {
  try {
    const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { name: typeof name === 'string' ? name : undefined, exports };
  } catch {
    return { name: undefined, exports: undefined };
  }
}
