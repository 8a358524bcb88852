import { launchCommand } from './launch-script.ts';
import type { HookPart } from './record.ts';
import { readGit, runGit } from './repository.ts';

const run = launchCommand;

/** The entries of the repository's own git config, by the part that needs them. */
export const configEntries: Partial<Record<HookPart, Record<string, string>>> = {
  filter: {
    'filter.octavo.process': `${run} hooks filter`,
    'filter.octavo.clean': `${run} clean --stdin --path=%f`, // for a git that knows no long-running filters
  },
  diff: { 'diff.octavo.textconv': `${run} hooks textconv` },
  merge: {
    'merge.octavo.name': 'Octavo: notebooks cell by cell',
    'merge.octavo.driver': `${run} merge %O %A %B --path=%P --marker-size %L`,
  },
};

/** Writes the entries of the parts, and takes out those of the others. Only the config of this repository is touched. */
export async function writeConfig(top: string, parts: readonly HookPart[]): Promise<void> {
  await removeConfig(
    top,
    (Object.keys(configEntries) as HookPart[]).filter((part) => !parts.includes(part)),
  );
  for (const part of parts)
    for (const [name, value] of Object.entries(configEntries[part] ?? {}))
      await runGit(top, ['config', '--local', '--replace-all', name, value]);
}

/** Takes out all that is Octavo's of the parts. */
export async function removeConfig(top: string, parts: readonly HookPart[]): Promise<void> {
  const sections = await configSections(top);
  for (const part of parts)
    if (sections.has(`${part}.octavo`)) await runGit(top, ['config', '--local', '--remove-section', `${part}.octavo`]);
}

/** The sections of Octavo that the repository's config has, as `filter.octavo`. */
export async function configSections(top: string): Promise<Set<string>> {
  const listed = await runGit(
    top,
    ['config', '--local', '--name-only', '--get-regexp', '^(filter|diff|merge)\\.octavo\\.'],
    { codes: [0, 1] },
  );
  return new Set(
    listed.out
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((name) => name.split('.').slice(0, 2).join('.')),
  );
}

/** Other programs that notebooks of a folder go through already, as `filter=nbstripout`. */
export async function takenAttributes(folder: string, parts: readonly HookPart[]): Promise<string[]> {
  const wanted = parts.filter((part) => part !== 'pre-commit');
  if (wanted.length === 0) return [];
  const answer = await readGit(folder, ['check-attr', ...wanted, '--', 'notebook.ipynb']);
  return answer.split('\n').flatMap((line) => {
    const [, name, value] = /: ([\w-]+): (.*)$/.exec(line) ?? [];
    const free = value === undefined || ['unspecified', 'unset', 'set', 'octavo'].includes(value);
    return free ? [] : [`${name}=${value}`];
  });
}
