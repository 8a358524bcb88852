import { join } from 'node:path';
import { findProject, type Host, nodeHost, type Project, soundProject } from '../../../host/index.ts';
import { readRecord } from '../record.ts';
import { findRepository, type Repository } from '../repository.ts';
import { checkExport } from './check-export.ts';
import { checkNotebook } from './check-notebook.ts';
import type { CheckProblem } from './check-problem.ts';
import { secretsInNotebook, secretsInText } from './secret-places.ts';
import { type CheckName, type CheckSettings, readCheckSettings } from './settings.ts';
import { listStaged, readStaged, type StagedFile } from './staged.ts';

/**
 * Looks at what is staged (with `all`, at every tracked file) of the projects of a repository that have hooks, or of the one around the folder.
 * Throws `hooks-no-git`, `hooks-no-repository`, `hooks-setting-unknown`, `hooks-git-failed`.
 */
export async function checkStaged(
  folder: string,
  options: { all?: boolean | undefined } = {},
  host: Host = nodeHost,
): Promise<{ files: number; problems: CheckProblem[] }> {
  const around = await findRepository(findProject(folder).root);
  const installed = Object.keys((await readRecord(around, host)).projects);
  const problems: CheckProblem[] = [];
  let files = 0;
  for (const prefix of installed.length > 0 ? installed : [around.prefix]) {
    const root = join(around.top, prefix);
    if ((await host.files.kind(root)) !== 'folder') continue; // another branch has no such project
    const project = soundProject(root);
    const staged = await listStaged(root, options.all === true);
    files += staged.length;
    problems.push(...(await checkFiles(around, { ...project, root }, prefix, staged)));
  }
  return { files, problems };
}

async function checkFiles(
  { top }: Repository,
  project: Project,
  prefix: string,
  staged: StagedFile[],
): Promise<CheckProblem[]> {
  const settings = readCheckSettings(project);
  const wants = (name: CheckName) => !settings.skip.includes(name);
  const problems: CheckProblem[] = [];
  const contents = await readStaged(top, staged);
  for (const [index, file] of staged.entries()) {
    const content = contents[index];
    const isNotebook = file.path.endsWith('.ipynb');
    if (wants('size')) problems.push(...checkSize(file, isNotebook, settings));
    if (content === undefined || content.subarray(0, 8000).includes(0)) continue; // no text
    const found = isNotebook && wants('clean') ? checkNotebook(file.path, join(top, file.path), content) : [];
    problems.push(...found);
    if (wants('secrets'))
      problems.push(...checkSecrets(file.path, prefix, content.toString('utf8'), isNotebook, settings));
  }
  if (wants('export')) {
    const unreadable = problems.filter(
      ({ check, message }) => check === 'clean' && !message.startsWith('is not clean'),
    );
    const told = new Set(unreadable.map(({ path }) => path));
    const found = await checkExport(project, prefix, staged);
    problems.push(...found.filter(({ path }) => !told.has(path)));
  }
  return problems;
}

function checkSize({ path, sizeBytes }: StagedFile, isNotebook: boolean, settings: CheckSettings): CheckProblem[] {
  const megabytes = sizeBytes / 1e6;
  if (megabytes <= settings.maxFileMegabytes) return [];
  const message = `has ${megabytes.toFixed(1)} MB, more than ${settings.maxFileMegabytes}`;
  const mend = isNotebook ? `octavo clean --outputs clear ${path} && git add ${path}` : `git rm --cached ${path}`;
  const hint = `${mend}   (or "octavo": { "hooks": { "maxFileMegabytes": ${Math.ceil(megabytes)} } } in package.json)`;
  return [{ check: 'size', path, message, hint }];
}

function checkSecrets(
  path: string,
  prefix: string,
  text: string,
  isNotebook: boolean,
  { allowSecrets }: CheckSettings,
): CheckProblem[] {
  const inProject = path.slice(prefix.length);
  if (allowSecrets.some((place) => inProject === place || (place.endsWith('/') && inProject.startsWith(place))))
    return [];
  let found = isNotebook ? undefined : secretsInText(text);
  try {
    found ??= secretsInNotebook(text);
  } catch {
    found = secretsInText(text); // no whole notebook; that is told of elsewhere
  }
  return found
    .filter((secret) => !allowSecrets.includes(secret.fingerprint))
    .map(({ kind, line, cell, fingerprint }) => ({
      check: 'secrets' as const,
      path,
      line,
      cell,
      message: `looks like a secret: ${kind}`,
      hint: `take it out; or, if it is none, write "octavo: allow-secret" in its line, or "octavo": { "hooks": { "allowSecrets": ["${fingerprint}"] } } in package.json`,
    }));
}
