import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { findProject, type Host, nodeHost } from '../../host/index.ts';
import { configSections } from './git-config.ts';
import { hasPreCommit } from './pre-commit-hook.ts';
import { type HookPart, hookParts, octavoFolder, readRecord } from './record.ts';
import { findRepository, readGit } from './repository.ts';

/** How one part of the hooks stands. */
export interface HookState {
  part: HookPart;
  works: boolean;
  missing: string | undefined; // what is not there, as a sentence; undefined when it works, or was not asked for
}

/** The hooks of a project. */
export interface HookList {
  top: string;
  installed: boolean;
  states: HookState[];
  launcher: string | undefined; // the Octavo that git would start
}

/** How the hooks of the project around a folder stand. Throws `hooks-no-git`, `hooks-no-repository`, `hooks-git-failed`. */
export async function listHooks(folder: string, host: Host = nodeHost): Promise<HookList> {
  const { root } = findProject(folder);
  const repository = await findRepository(root);
  const record = await readRecord(repository, host);
  const project = record.projects[repository.prefix];
  const sections = await configSections(repository.top);
  const script = existsSync(join(octavoFolder(repository), 'run'));
  const launchers = project?.launchers ?? [];
  const launcher = launchers.find((path) => existsSync(isAbsolute(path) ? path : join(repository.top, path)));
  const attributes = await readGit(root, ['check-attr', 'filter', 'diff', 'merge', '--', 'notebook.ipynb']);
  const states: HookState[] = [];
  for (const part of hookParts) {
    const lacks: string[] = [];
    if (part === 'pre-commit') {
      if (!(await hasPreCommit(repository, host)))
        lacks.push(`no check in ${join(repository.hooksFolder, 'pre-commit')}`);
    } else {
      if (!sections.has(`${part}.octavo`)) lacks.push(`no ${part}.octavo in the git config`);
      if (!attributes.includes(`: ${part}: octavo`)) lacks.push(`no ${part}=octavo for notebooks in .gitattributes`);
    }
    if (!script) lacks.push('no script in the git folder');
    else if (!launcher) lacks.push('no Octavo where the script looks for it');
    const works = lacks.length === 0;
    const asked = project?.parts.includes(part) === true;
    states.push({ part, works, missing: works || !asked ? undefined : lacks.join(', ') });
  }
  return { top: repository.top, installed: project !== undefined, states, launcher };
}
