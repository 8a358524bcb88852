import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Host, octavoVersion } from '../../host/index.ts';
import { type Manifest, parseManifest } from '../manifest/read-manifest.ts';

/** A file of a new project. */
export interface ProjectFile {
  path: string; // from the project's root, with `/`
  text: string;
}

const templateName = 'my-project';
const manifestName = 'package.template.json';

/**
 * The files of a new project. They lie in `template/` as a project of their own, named `my-project`; a name that begins
 * with `dot-` stands for one with a dot, because npm leaves a .gitignore out of every package, and the package.json has a name
 * of its own, because tools take every package.json inside of a package for one that means something.
 */
export async function readTemplate(name: string, host: Host): Promise<ProjectFile[]> {
  const root = templateFolder();
  const paths = await filesBelow(root, '', host);
  return Promise.all(
    paths.map(async (path) => {
      const text = (await host.files.readText(posix.join(root, path))).replaceAll(templateName, () => name);
      if (path === manifestName) return { path: 'package.json', text: withVersion(text) };
      return { path: path.replace(/(^|\/)dot-/g, '$1.'), text };
    }),
  );
}

/** The package.json of the template: what a new project needs. */
export async function readTemplateManifest(host: Host): Promise<Manifest> {
  const path = posix.join(templateFolder(), manifestName);
  return parseManifest(await host.files.readText(path), path);
}

function templateFolder(): string {
  return fileURLToPath(new URL('../template', import.meta.url));
}

/** The project is made for the Octavo that makes it. */
function withVersion(text: string): string {
  const manifest = JSON.parse(text) as { devDependencies: Record<string, string> };
  manifest.devDependencies.octavo = octavoVersion();
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

async function filesBelow(root: string, folder: string, host: Host): Promise<string[]> {
  const names = await host.files.list(posix.join(root, folder));
  const found = names.map(async (name) => {
    const path = posix.join(folder, name);
    return (await host.files.kind(posix.join(root, path))) === 'folder' ? filesBelow(root, path, host) : [path];
  });
  return (await Promise.all(found)).flat();
}
