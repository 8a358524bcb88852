import { join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, type Host, nodeHost, refuseUnchangeable } from '../../host/index.ts';
import { attributePattern, withAttributes } from './attributes.ts';
import { takenAttributes, writeConfig } from './git-config.ts';
import { findLaunchPlace } from './launch-place.ts';
import { launchScript } from './launch-script.ts';
import { installPreCommit, refuseOutside } from './pre-commit-hook.ts';
import { type HookPart, hookParts, octavoFolder, readRecord, writeRecord } from './record.ts';
import { findRepository, readGit } from './repository.ts';

export interface InstallOptions {
  parts?: readonly HookPart[] | undefined; // default: all
  own?: boolean | undefined; // attributes in the git folder, not in a file that is committed
  dryRun?: boolean | undefined;
}

/** What installing the hooks did, or would do. */
export interface InstalledHooks {
  top: string;
  prefix: string;
  parts: HookPart[];
  attributes: string; // path of the file, from the top
  preCommit: string | undefined; // path of the hook
  unclean: string[]; // committed notebooks that git will show as changed: they are not clean yet
}

/**
 * Sets a repository up for notebooks: a filter that cleans what is committed, a diff of text views, merging cell by cell, and a check before a
 * commit. Only this repository is changed: its git folder and one attributes file. Typed again it mends what is missing.
 * Throws `hooks-no-git`, `hooks-no-repository`, `hooks-path-outside`, `hooks-attribute-taken`, `hooks-git-failed`, `file-unwritable`.
 */
export async function installHooks(
  folder: string,
  options: InstallOptions = {},
  host: Host = nodeHost,
): Promise<InstalledHooks> {
  const parts = hookParts.filter((part) => (options.parts ?? hookParts).includes(part));
  const { root } = findProject(folder);
  const repository = await findRepository(root);
  const { top, prefix, commonFolder } = repository;
  if (parts.includes('pre-commit')) refuseOutside(repository);
  const taken = await takenAttributes(root, parts);
  if (taken.length > 0) {
    const hint = `take ${taken.join(' and ')} out of .gitattributes, or leave the part out: --no-${taken[0]?.split('=')[0]}`;
    throw new OctavoError('hooks-attribute-taken', `Notebooks go through ${taken.join(' and ')} already`, { hint });
  }
  const own = options.own === true;
  const file = own ? join('info', 'attributes') : `${prefix}.gitattributes`;
  const result: InstalledHooks = {
    top,
    prefix,
    parts,
    attributes: own ? join(commonFolder, file) : file,
    preCommit: parts.includes('pre-commit') ? join(repository.hooksFolder, 'pre-commit') : undefined,
    unclean: [],
  };
  if (options.dryRun) return result;

  const record = await readRecord(repository, host);
  const place = findLaunchPlace(repository);
  const path = join(own ? commonFolder : top, file);
  await refuseUnchangeable(own ? commonFolder : top, [file]); // a link may lead to a file of another program
  const before = (await host.files.kind(path)) === undefined ? undefined : await host.files.readText(path);
  const created = record.projects[prefix]?.created ?? before === undefined;
  record.projects[prefix] = { parts, attributes: file, own, created, ...place };
  const projects = Object.values(record.projects);
  const launchers = [...new Set([...place.launchers, ...projects.flatMap((project) => project.launchers)])];

  await host.files.makeFolder(octavoFolder(repository));
  await writeRecord(repository, record, host); // first: whatever comes next can be undone
  await host.files.writeAtomically(join(octavoFolder(repository), 'run'), launchScript({ ...place, launchers }));
  if (projects.some((project) => project.parts.includes('pre-commit'))) {
    record.hook = (await installPreCommit(repository, host)) ?? record.hook;
    await writeRecord(repository, record, host);
  }
  await writeConfig(
    top,
    hookParts.filter((part) => projects.some((project) => project.parts.includes(part))),
  );
  if (own) await host.files.makeFolder(join(commonFolder, 'info'));
  const text = withAttributes(before ?? '', parts, own ? attributePattern(prefix) : undefined);
  if (text !== (before ?? '')) await host.files.writeAtomically(path, text);
  if (parts.includes('filter')) result.unclean = await uncleanNotebooks(root);
  return result;
}

/** The committed notebooks of a project that the filter would change, as git sees them. */
async function uncleanNotebooks(root: string): Promise<string[]> {
  const listed = await readGit(root, ['ls-files', '-z', '--', '*.ipynb']);
  const paths = listed.split('\0').filter(Boolean);
  if (paths.length === 0) return [];
  const { cleanFiles } = await import('../../notebook/clean/clean-files.ts');
  const host = { ...nodeHost, cwd: () => root };
  const looked = await cleanFiles(paths, { write: false }, host);
  return looked.filter(({ changed }) => changed).map(({ path }) => path);
}
