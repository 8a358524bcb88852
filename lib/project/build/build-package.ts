import { randomBytes } from 'node:crypto';
import { join, posix } from 'node:path';
import type { EncodedSourceMap } from '@jridgewell/trace-mapping';
import { OctavoError } from '../../errors/index.ts';
import { type Host, isAlive, nodeHost, type Project, refuseUnchangeable } from '../../host/index.ts';
import { readProject } from '../manifest/read-manifest.ts';
import { restoreManifest } from '../manifest/swap-manifest.ts';
import { leadToCells } from './cell-maps.ts';
import { compile } from './compile.ts';
import { filesBelow } from './files-below.ts';
import { readModuleCells, type ToCell } from './module-cells.ts';
import { replaceBuilt } from './replace-built.ts';

export interface BuildOptions {
  root?: string | undefined; // any folder of the project; default: where the process is
  write?: boolean | undefined; // default true; false compiles and checks, and leaves dist/ as it is
  signal?: AbortSignal | undefined; // stops the compiler
  assets?: ((path: string) => boolean) | undefined; // which TypeScript below lib/ is copied as it is; default: none
}

export interface BuiltPackage {
  root: string;
  folder: string; // dist, from the root
  files: string[]; // below it, sorted
  modules: number; // JavaScript modules
  mapped: number; // of them, those whose source maps lead to notebook cells
  written: boolean;
  stale: string[]; // modules of lib/ that are not what their notebooks export: their maps lead to lib/
}

const dist = 'dist';

/**
 * Makes `dist/` of a project's library: JavaScript modules, declarations, source maps that lead back to the notebook
 * cells, and what else lies in `lib/`. The old `dist/` stays until the new one is whole. Throws
 * `project-nothing-to-build`, `project-lib-outside`, `project-build-failed`, `project-dist-foreign`, `project-missing`.
 */
export async function buildPackage(options: BuildOptions = {}, host: Host = nodeHost): Promise<BuiltPackage> {
  const start = options.root ?? host.cwd();
  await restoreManifest(start, host); // a packing that was killed left the package's own
  const { project, manifest } = await readProject(start, host);
  const { root } = project;
  const sources = await filesBelow(join(root, project.lib), host, root);
  if (!sources.some(isModule)) {
    const message = `There is no TypeScript in ${project.lib}/ of ${root}`;
    throw new OctavoError('project-nothing-to-build', message, { hint: 'octavo export' });
  }
  await refuseUnchangeable(
    root,
    ['built.json', 'tsconfig.build.json'].map((name) => join('.octavo', name)),
  );
  await clearStaging(join(root, '.octavo'), host);
  const staging = join(root, '.octavo', `build-${process.pid}-${randomBytes(4).toString('hex')}`);
  await host.files.makeFolder(staging);
  try {
    const [{ cells, stale }, errors] = await Promise.all([
      readModuleCells(project, manifest.exports, host),
      compile(project, staging, host, options.signal),
    ]);
    if (errors !== undefined) throw buildFailed(errors, cells, project);
    const isAsset = (path: string) => !isModule(path) || options.assets?.(path) === true;
    for (const path of sources.filter(isAsset))
      await copyAsset(join(root, project.lib, path), join(staging, path), host);
    const files = await filesBelow(staging, host);
    for (const path of files.filter((one) => /\.d\.[cm]?ts$/.test(one)))
      await nameJavaScript(join(staging, path), host);
    const mapped = await mapToCells(project, staging, files, cells, host);
    const written = options.write !== false;
    if (written) await replaceBuilt(root, { staging, folder: dist, files }, host);
    const modules = files.filter((path) => /\.[cm]?js$/.test(path)).length;
    return { root, folder: dist, files, modules, mapped, written, stale };
  } finally {
    await host.files.remove(staging);
  }
}

/** What builds have left that were killed. */
async function clearStaging(folder: string, host: Host): Promise<void> {
  for (const name of await host.files.list(folder)) {
    const pid = Number(/^build-(\d+)-[0-9a-f]+(-old)?$/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await host.files.remove(join(folder, name));
  }
}

async function mapToCells(
  { lib }: Project,
  staging: string,
  files: string[],
  cells: Map<string, ToCell>,
  host: Host,
): Promise<number> {
  const maps = files.filter((path) => /\.[cm]?js\.map$/.test(path));
  const done = maps.map(async (path) => {
    const file = join(staging, path);
    const map = JSON.parse(await host.files.readText(file)) as EncodedSourceMap;
    const source = posix.join(lib, posix.dirname(path), posix.basename(map.sources[0] ?? ''));
    const toCell = cells.get(source);
    const led = leadToCells(map, { map: posix.join(dist, path), module: source }, toCell);
    await host.files.writeAtomically(file, JSON.stringify(led));
    return toCell ? 1 : 0;
  });
  return (await Promise.all(done)).reduce((sum: number, one) => sum + one, 0);
}

/** The compiler's errors, each with the cell that it is about. */
function buildFailed(printed: string, cells: Map<string, ToCell>, { root }: Project): OctavoError {
  const lines = printed.split('\n').map((line) => {
    const [, path, row, column, rest] = /^(.+?)\((\d+),(\d+)\)(: .*)$/.exec(line) ?? [];
    if (path === undefined) return line;
    const module = posix.normalize(path.replaceAll('\\', '/'));
    const place = cells.get(module)?.({ line: Number(row) - 1, column: Number(column) - 1 });
    return `${module}:${row}:${column}${place ? ` (${place.notebook} cell ${place.cell} line ${place.line + 1})` : ''}${rest}`;
  });
  const shown = lines.length > 20 ? [...lines.slice(0, 20), `… and ${lines.length - 20} more lines`] : lines;
  return new OctavoError('project-build-failed', `the library of ${root} does not compile:\n  ${shown.join('\n  ')}`, {
    hint: 'mend the cells that are named, then: octavo export && octavo build',
  });
}

/**
 * Makes the declarations import `./rates.js`, as the modules beside them do. The compiler leaves `./rates.ts` there, which
 * only a TypeScript newer than most libraries ask for understands.
 */
async function nameJavaScript(file: string, host: Host): Promise<void> {
  const text = await host.files.readText(file);
  const named = text.replace(
    /(\bfrom |\bimport |\bimport\()(['"])(\.{1,2}\/[^'"\n]*?)(?<!\.d)\.([cm]?)tsx?\2/g,
    (_, before: string, quote: string, path: string, flavour: string) =>
      `${before}${quote}${path}.${flavour}js${quote}`,
  );
  if (named !== text) await host.files.writeAtomically(file, named);
}

async function copyAsset(from: string, to: string, host: Host): Promise<void> {
  await host.files.makeFolder(join(to, '..'));
  await host.files.writeAtomically(to, await host.files.readBytes(from));
}

function isModule(path: string): boolean {
  return /(?<!\.d)\.[cm]?tsx?$/.test(path); // the compiler makes nothing of declarations, so they are copied
}
