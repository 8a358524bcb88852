import { access, chmod, constants, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { HooksRecord } from './record.ts';
import { liesIn, type Repository } from './repository.ts';

const begin = '# octavo: checks what is committed (octavo hooks remove takes these lines out)';
const end = '# octavo: end';
const keptName = 'pre-commit.before-octavo';

const block = `${begin}
if [ -f "$(git rev-parse --git-common-dir)/octavo/run" ]; then
  sh "$(git rev-parse --git-common-dir)/octavo/run" hooks check </dev/null || exit 1
fi
${end}
`;

const ownHook = `#!/bin/sh
${block}if [ -x "$(dirname "$0")/${keptName}" ]; then exec "$(dirname "$0")/${keptName}" "$@"; fi
`;

/** Refuses a folder of hooks outside of the repository. Throws `hooks-path-outside`. */
export function refuseOutside({ hooksFolder, top, commonFolder }: Repository): void {
  if (liesIn(hooksFolder, top) || liesIn(hooksFolder, commonFolder)) return;
  throw new OctavoError(
    'hooks-path-outside',
    `git looks for hooks in ${hooksFolder} (core.hooksPath), outside of this repository; nothing was changed`,
    { hint: 'octavo hooks install --no-pre-commit, and in that hook: octavo hooks check || exit 1' },
  );
}

/**
 * Makes git check before a commit. A hook of the user's that is a shell script gets a few lines behind its first, so that it still is the same
 * script at the same place; any other is moved aside and started by ours. Returns what `removePreCommit` needs to know.
 */
export async function installPreCommit(repository: Repository, host: Host = nodeHost): Promise<HooksRecord['hook']> {
  const folder = repository.hooksFolder;
  const path = join(folder, 'pre-commit');
  const before = await readHook(path, host);
  if (before?.text.includes(begin)) return undefined; // it is there already
  await host.files.makeFolder(folder);
  if (before?.isScript) {
    const behindFirst = before.text.indexOf('\n') + 1;
    await host.files.writeAtomically(path, before.text.slice(0, behindFirst) + block + before.text.slice(behindFirst));
    return { folder, created: false };
  }
  if (before) await host.files.move(path, join(folder, keptName));
  await host.files.writeAtomically(path, ownHook);
  await chmod(path, 0o755);
  return { folder, created: true, ...(before ? { keptAs: keptName } : {}) };
}

/** Takes the lines out of a hook, or the hook away. Returns what is left to do by hand, as a sentence; undefined when all is as it was before. */
export async function removePreCommit(hook: { folder: string }, host: Host = nodeHost): Promise<string | undefined> {
  const path = join(hook.folder, 'pre-commit');
  const kept = join(hook.folder, keptName);
  const isKept = (await lstat(kept).catch(() => undefined)) !== undefined;
  const now = await readHook(path, host);
  if (now?.text === ownHook) {
    await host.files.remove(path);
    if (isKept) await host.files.move(kept, path);
    return undefined;
  }
  const start = now?.text.indexOf(begin) ?? -1;
  const stop = now?.text.indexOf(`${end}\n`, start) ?? -1;
  if (now && start >= 0 && stop >= 0) {
    await host.files.writeAtomically(path, now.text.slice(0, start) + now.text.slice(stop + end.length + 1));
    return isKept ? `${path} was edited; your hook from before lies beside it as ${keptName}` : undefined;
  }
  return start >= 0 ? `${path} was edited; take the lines of octavo out of it` : undefined;
}

/** Whether the hook checks. */
export async function hasPreCommit(repository: Repository, host: Host = nodeHost): Promise<boolean> {
  return (await readHook(join(repository.hooksFolder, 'pre-commit'), host))?.text.includes(begin) === true;
}

/** A hook, as text, byte for byte; and whether git would run it as a shell script that lines can be put into. */
async function readHook(path: string, host: Host): Promise<{ text: string; isScript: boolean } | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return undefined;
  const bytes = await host.files.readBytes(path).catch(() => new Uint8Array()); // a link that leads nowhere
  const text = Buffer.from(bytes).toString('utf8');
  const runs = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  const shell = /^#![^\n]*\b(sh|bash|dash|zsh|ksh)\b[^\r\n]*\n/.test(text);
  return { text, isScript: found.isFile() && runs && shell && Buffer.from(text).equals(bytes) };
}
