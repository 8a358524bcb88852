import { basename, dirname, join } from 'node:path';
import { findProject, type Host, nodeHost, refuseUnchangeable } from '../../host/index.ts';
import { attributePattern, withoutAttributes } from './attributes.ts';
import { configSections, removeConfig, writeConfig } from './git-config.ts';
import { hasPreCommit, removePreCommit } from './pre-commit-hook.ts';
import { type HookPart, type HooksRecord, hookParts, octavoFolder, readRecord, writeRecord } from './record.ts';
import { findRepository, type Repository } from './repository.ts';

/** What removing the hooks did, or would do. */
export interface RemovedHooks {
  top: string;
  removed: string[]; // what was there and is gone, in words
  left: string[]; // what is to be done by hand, as sentences
}

/**
 * Undoes `installHooks` for the project around a folder; with its last project the repository is as it was before. What the user changed meanwhile
 * stays. Throws `hooks-no-git`, `hooks-no-repository`, `hooks-git-failed`.
 */
export async function removeHooks(
  folder: string,
  options: { dryRun?: boolean | undefined } = {},
  host: Host = nodeHost,
): Promise<RemovedHooks> {
  const { root } = findProject(folder);
  const repository = await findRepository(root);
  const { top, prefix } = repository;
  const record = await readRecord(repository, host);
  const result: RemovedHooks = { top, removed: [], left: [] };
  const write = options.dryRun !== true;

  for (const own of [false, true]) {
    const path = own ? join(repository.commonFolder, 'info', 'attributes') : join(root, '.gitattributes');
    if (await removeAttributes(path, own ? attributePattern(prefix) : undefined, record, prefix, write, host))
      result.removed.push(`the lines in ${path}`);
  }
  const others = Object.entries(record.projects).filter(([name]) => name !== prefix);
  if (others.length > 0) {
    const parts = hookParts.filter((part) => others.some(([, project]) => project.parts.includes(part)));
    if (write) await keepOthers(repository, { ...record, projects: Object.fromEntries(others) }, parts, host);
    return result;
  }
  const sections = [...(await configSections(top))];
  for (const section of sections) result.removed.push(`${section} in the git config`);
  if (write)
    await removeConfig(
      top,
      sections.map((section) => section.split('.')[0] as HookPart),
    );
  if (record.hook || (await hasPreCommit(repository, host))) {
    const hook = record.hook ?? { folder: repository.hooksFolder };
    result.removed.push(`the check in ${join(hook.folder, 'pre-commit')}`);
    const left = write ? await removePreCommit(hook, host) : undefined;
    if (left) result.left.push(left);
  }
  if ((await host.files.kind(octavoFolder(repository))) === 'folder') {
    result.removed.push(octavoFolder(repository));
    if (write) await host.files.remove(octavoFolder(repository));
  }
  return result;
}

async function removeAttributes(
  path: string,
  pattern: string | undefined,
  record: HooksRecord,
  prefix: string,
  write: boolean,
  host: Host,
): Promise<boolean> {
  if ((await host.files.kind(path)) !== 'file') return false;
  const before = await host.files.readText(path);
  const text = withoutAttributes(before, pattern);
  if (text === before) return false;
  await refuseUnchangeable(dirname(path), [basename(path)]);
  if (write && text === '' && record.projects[prefix]?.created !== false) await host.files.remove(path);
  else if (write) await host.files.writeAtomically(path, text);
  return true;
}

/** Another project of the repository still has its hooks. */
async function keepOthers(repository: Repository, record: HooksRecord, parts: HookPart[], host: Host): Promise<void> {
  await writeConfig(repository.top, parts);
  if (!parts.includes('pre-commit') && record.hook) {
    await removePreCommit(record.hook, host);
    record.hook = undefined;
  }
  await writeRecord(repository, record, host);
}
