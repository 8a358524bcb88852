import { join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost, type Project, refuseUnchangeable } from '../../host/index.ts';
import { readNotebook } from '../../notebook/index.ts';
import { formatReadme, isGeneratedReadme } from './format-readme.ts';

export interface ReadmeResult {
  path: string; // README.md
  notebook: string; // it is made from, relative to the root
  changed: boolean; // the page is (or was, before it was written) not what the notebook says
}

/**
 * Makes README.md from the notebook that package.json names in `octavo.readme`; with `write: false` it only looks. Throws
 * `project-readme-unnamed`, `project-readme-foreign` for a page that somebody wrote, `file-unwritable`, and what reading the notebook throws.
 */
export async function writeReadme(
  project: Project,
  options: { write?: boolean } = {},
  host: Host = nodeHost,
): Promise<ReadmeResult> {
  const notebook = await readmeNotebook(project, host);
  if (notebook === undefined) {
    throw new OctavoError('project-readme-unnamed', 'package.json names no notebook for the README', {
      hint: 'add to package.json: "octavo": { "readme": "notebooks/index.ipynb" }',
    });
  }
  const path = 'README.md';
  const text = formatReadme(await readNotebook(join(project.root, notebook)), notebook);
  const before = await host.files.readText(join(project.root, path)).catch(() => undefined);
  const changed = before !== text;
  if (before !== undefined && before.trim() !== '' && !isGeneratedReadme(before)) {
    throw new OctavoError('project-readme-foreign', `${path} was not made from a notebook, and would be replaced`, {
      hint: `move what it says into ${notebook}, then: git mv ${path} README.old.md`,
    });
  }
  if (changed && options.write !== false) {
    await refuseUnchangeable(project.root, [path]);
    await host.files.writeAtomically(join(project.root, path), text);
  }
  return { path, notebook, changed };
}

/** The notebook that package.json names for the README, from the root; undefined when it names none. */
export async function readmeNotebook(project: Project, host: Host): Promise<string | undefined> {
  const text = await host.files.readText(join(project.root, 'package.json')).catch(() => '{}');
  try {
    const named = (JSON.parse(text) as { octavo?: { readme?: unknown } } | null)?.octavo?.readme;
    return typeof named === 'string' && named !== '' ? named : undefined;
  } catch {
    return undefined;
  }
}
