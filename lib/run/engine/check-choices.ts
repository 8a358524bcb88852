import { resolve } from 'node:path';
import { OctavoError, shellWord } from '../../errors/index.ts';
import { type Host, shownPath } from '../../host/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { checkRetries } from '../retries.ts';
import type { RunOptions } from '../run-options.ts';
import { type LeftOut, leftOutCells } from '../select.ts';
import { chooseSeed } from './seed.ts';

/** What a run was asked for besides its parameters. */
export interface Choices {
  leftOut: LeftOut;
  seed: number | undefined;
}

/**
 * Checks what a run was asked for besides its parameters; returns what follows from it. Throws `run-cell-unknown`,
 * `run-tag-unknown`, `run-nothing-selected`, `run-retry-tag`, `run-seed-invalid`, `run-env` and `run-cwd`.
 */
export async function checkChoices(notebook: Notebook, options: RunOptions, host: Host): Promise<Choices> {
  for (const variable of Object.entries(options.env ?? {})) checkVariable(variable);
  if (!options.prepareOnly) await checkFolder(options.cwd, host); // who runs it later may have the folder
  checkRetries(notebook);
  return { leftOut: leftOutCells(notebook, options.select), seed: chooseSeed(options, host) };
}

/** What no process can be given. The value is not shown: it may be a secret. */
function checkVariable([name, value]: [string, string]): void {
  if (name !== '' && !/[=\0]/.test(name) && !value.includes('\0')) return;
  const what = value.includes('\0') ? `The value of the environment variable ${name} holds a NUL` : undefined;
  throw new OctavoError('run-env', what ?? `${JSON.stringify(name)} cannot be the name of an environment variable`, {
    hint: '--env NAME=VALUE',
  });
}

async function checkFolder(cwd: string | undefined, host: Host): Promise<void> {
  if (cwd === undefined) return;
  const folder = resolve(host.cwd(), cwd);
  const kind = await host.files.kind(folder);
  if (kind === 'folder') return;
  const reason = kind === 'file' ? 'is a file, not a folder' : 'does not exist';
  throw new OctavoError('run-cwd', `The working folder ${shownPath(folder, host.cwd())} ${reason}`, {
    hint: kind === 'file' ? 'choose another --cwd' : `mkdir -p ${shellWord(cwd)}`,
  });
}
