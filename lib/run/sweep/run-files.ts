import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { findProject, type Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import type { RunFiles } from '../resume-key.ts';
import { importedFiles } from './imported-files.ts';

const locks = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** What is asked about the files of a run. */
export interface RunFilesQuestion {
  input: string;
  notebook: Notebook;
  spec: KernelSpec; // of a kernel of TypeScript or JavaScript: imports of other languages are not followed
  inputs: readonly string[];
}

/** Reads and hashes the files that a run depends on. Throws `file-missing` and its like for an input that cannot be read. */
export async function readRunFiles({ input, notebook, spec, inputs }: RunFilesQuestion, host: Host): Promise<RunFiles> {
  const hashed = await Promise.all(
    inputs.toSorted().map(async (path): Promise<[string, string]> => [path, await hashOf(path, host)]),
  );
  if (!/^(?:typescript|javascript)$/.test(spec.language)) return { modules: [], inputs: hashed, lock: undefined };
  const cells = notebook.cells.filter((cell) => cell.kind === 'code').map((cell) => cell.source);
  const path = resolve(host.cwd(), input);
  const { modules, installed } = importedFiles(cells, path);
  return { modules, inputs: hashed, lock: installed ? await lockHash(dirname(path), host) : undefined };
}

async function hashOf(path: string, host: Host): Promise<string> {
  return createHash('sha256')
    .update(await host.files.readBytes(resolve(host.cwd(), path)))
    .digest('hex');
}

/** The hash of the project's lock file, whichever package manager wrote it. */
async function lockHash(folder: string, host: Host): Promise<string | undefined> {
  const { root } = findProject(folder);
  for (const name of locks) {
    const file = join(root, name);
    if ((await host.files.kind(file)) === 'file') return await hashOf(file, host);
  }
  return undefined;
}
