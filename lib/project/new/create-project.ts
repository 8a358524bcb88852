import { dirname, join } from 'node:path';
import { isOctavoError, OctavoError } from '../../errors/index.ts';
import { findProject, type Host, nodeHost, shownPath } from '../../host/index.ts';
import { installKernelSpec } from '../../kernel/spec/install.ts';
import { exportProject } from '../../library/export-project.ts';
import { installHooks } from '../hooks/install.ts';
import { type Manifest, parseManifest } from '../manifest/read-manifest.ts';
import { writeReadme } from '../readme/write-readme.ts';
import { installPackages } from './install-packages.ts';
import { linkPackages } from './link-packages.ts';
import { makeRoot } from './make-root.ts';
import { placeOfProject } from './project-name.ts';
import { type GitStart, startGit } from './start-git.ts';
import { type ProjectFile, readTemplate, readTemplateManifest } from './template-files.ts';

export interface NewProjectOptions {
  packages?: 'link' | 'install' | 'none' | undefined; // default: link, which needs no network
  git?: boolean | undefined; // default true
  write?: boolean | undefined; // default true; false only plans, as `--dry-run` does
  signal?: AbortSignal | undefined; // stops npm install
  say?: ((line: string) => void) | undefined; // progress
}

export interface NewProject {
  name: string;
  root: string; // absolute
  files: string[]; // from the root, sorted
  packages: 'linked' | 'installed' | 'none';
  linked: string[]; // names of packages that are links to those of the running Octavo
  missing: string[]; // names of those that it has not got; runtimes of other platforms do not count
  git: GitStart;
  hooks: boolean; // git cleans, compares and merges notebooks with Octavo, and checks them before a commit
  written: boolean;
}

/**
 * Makes a project that works at once: its files, its exported library, its README, its packages, git with hooks, and the
 * kernel for JupyterLab. No file that is there is ever changed. Throws `project-bad-name`, `project-folder-in-use` before
 * anything is written, `project-folder-unwritable` and `file-unwritable`.
 */
export async function createProject(
  typed: string,
  options: NewProjectOptions = {},
  host: Host = nodeHost,
): Promise<NewProject> {
  const needs = Object.keys((await readTemplateManifest(host)).devDependencies ?? {});
  const { name, folder: root } = placeOfProject(typed, host.cwd(), needs);
  await refuseFolderInUse(root, host);
  const template = await readTemplate(name, host);
  const planned = template.map(({ path }) => path).sort();
  if (options.write === false)
    return {
      name,
      root,
      files: planned,
      packages: 'none',
      linked: [],
      missing: [],
      git: 'unwanted',
      hooks: false,
      written: false,
    };
  await makeRoot(root, host);
  await writeFiles(root, template, host);
  const made = await makeLibrary(root, host);
  const packages = await providePackages(root, manifestOf(template), options, host);
  const git = options.git === false ? 'unwanted' : await startGit(root);
  const hooks = await startHooks(root, git, options, host);
  await installKernelSpec({ scope: 'project' }, { ...host, cwd: () => root });
  const files = [...planned, ...made, ...(hooks ? ['.gitattributes'] : [])].sort();
  return { name, root, files, ...packages, git, hooks, written: true };
}

/** What may lie in the folder already: a repository that was just cloned or made. */
const harmless = new Set(['.git', '.DS_Store']);

async function refuseFolderInUse(root: string, host: Host): Promise<void> {
  const shown = shownPath(root, host.cwd());
  if ((await host.files.kind(root)) === 'file') {
    throw new OctavoError('project-folder-in-use', `${shown} is a file`, { hint: 'octavo new another-name' });
  }
  const inTheWay = (await host.files.list(root)).filter((name) => !harmless.has(name));
  if (inTheWay.length === 0) return;
  const some = inTheWay.slice(0, 8).join(', ');
  const more = inTheWay.length > 8 ? ` and ${inTheWay.length - 8} more` : '';
  throw new OctavoError('project-folder-in-use', `${shown} is not empty: ${some}${more}`, {
    hint: 'octavo new another-name, or move them away',
  });
}

async function writeFiles(root: string, files: ProjectFile[], host: Host): Promise<void> {
  for (const folder of new Set(files.map(({ path }) => dirname(join(root, path))))) await host.files.makeFolder(folder);
  await Promise.all(files.map(({ path, text }) => host.files.writeNew(join(root, path), text)));
}

/** What the notebooks of the template export, by the exporter itself, and the README. Returns the paths. */
async function makeLibrary(root: string, host: Host): Promise<string[]> {
  const { changes, problems } = await exportProject({ root }, host);
  if (problems[0]) throw problems[0];
  const { path } = await writeReadme(findProject(root), {}, host);
  return [...changes.map((change) => change.path), path];
}

async function providePackages(
  root: string,
  manifest: Manifest,
  { packages = 'link', say = () => undefined, signal }: NewProjectOptions,
  host: Host,
): Promise<Pick<NewProject, 'packages' | 'linked' | 'missing'>> {
  if (packages === 'none') return { packages: 'none', linked: [], missing: [] };
  if (packages === 'install') {
    say('npm install');
    if (await installPackages(root, host, signal)) return { packages: 'installed', linked: [], missing: [] };
    say('npm install failed; the packages are links to those of this Octavo instead');
    for (const left of ['node_modules', 'package-lock.json']) await host.files.remove(join(root, left));
  }
  const linked = await linkPackages(root, manifest);
  const missing = Object.keys(manifest.devDependencies ?? {}).filter((name) => !linked.includes(name));
  return { packages: 'linked', linked, missing };
}

/** Hooks, in a repository that is the project's own. Where git does not want them the project is no worse, and says so. */
async function startHooks(root: string, git: GitStart, { say }: NewProjectOptions, host: Host): Promise<boolean> {
  if (git !== 'initialised' && git !== 'existing') return false;
  try {
    await installHooks(root, {}, host);
    return true;
  } catch (error) {
    if (!isOctavoError(error)) throw error;
    say?.(`no hooks: ${error.message}; ${error.hint ?? 'octavo hooks install'}`);
    return false;
  }
}

function manifestOf(files: ProjectFile[]): Manifest {
  return parseManifest(files.find(({ path }) => path === 'package.json')?.text ?? '', 'package.json');
}
