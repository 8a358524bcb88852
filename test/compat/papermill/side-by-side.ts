import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { octavoCommand } from './commands.ts';
import type { Loose } from './normalise.ts';
import { type Finished, peerEnvironment, runPapermill, stopPapermill } from './papermill-process.ts';

export { type Loose, normalised } from './normalise.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-papermill-')));

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Side extends Finished {
  notebook: Loose; // the executed notebook; undefined when none was written, or none that is JSON
  folder: string;
}

export interface BothSides {
  papermill: Side;
  octavo: Side;
}

/** To be called when the tests of a file are over. */
export function removeFolders(): void {
  stopPapermill();
  rmSync(root, { recursive: true, force: true });
}

/** A notebook of `notebooks/`, as text. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'notebooks', `${name}.ipynb`), 'utf8');
}

export function pythonCell(source: string, tags?: string[]): object {
  const metadata = tags ? { tags } : {};
  return { cell_type: 'code', execution_count: null, metadata, outputs: [], source };
}

export function pythonNotebook(cells: object[], minor = 5): string {
  const withIds = cells.map((cell, index) => (minor >= 5 ? { id: `cell-${index}`, ...cell } : cell));
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return JSON.stringify({ cells: withIds, metadata: { kernelspec }, nbformat: 4, nbformat_minor: minor }, null, 1);
}

/** Runs papermill and Octavo at the same time on the same files, each in a folder of its own, and reads what they wrote to `output`. */
export async function runBoth(
  name: string,
  files: Record<string, string>,
  args: string[], // {folder} is the folder of the side
  output: string = args[1] ?? 'out.ipynb',
): Promise<BothSides> {
  const run = async (side: string, start: (args: string[], folder: string) => Promise<Finished>): Promise<Side> => {
    const folder = workFolder(join(name.replace(/[^\w-]+/g, '-'), side, 'work'), files); // the last name is the same for both
    const finished = await start(
      args.map((arg) => arg.replaceAll('{folder}', folder)),
      folder,
    );
    return { ...finished, notebook: readJson(join(folder, output.replaceAll('{folder}/', ''))), folder };
  };
  const [papermill, octavo] = await Promise.all([
    run('papermill', (all, folder) => runPapermill(['--no-progress-bar', ...all], folder, dirname(folder))),
    run('octavo', runOctavo),
  ]);
  return { papermill, octavo };
}

/** A folder with files in it, away from everything else. */
export function workFolder(name: string, files: Record<string, string>): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** `octavo run ARGS`, untracked and quiet. */
export async function runOctavo(args: string[], folder: string): Promise<Finished> {
  const [program, ...before] = octavoCommand as [string, ...string[]];
  return await new Promise((resolve) => {
    const options = { cwd: folder, env: peerEnvironment(), maxBuffer: 2 ** 26 };
    execFile(program, [...before, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** A JSON file; undefined when there is none. */
export function readJson(path: string): Loose {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
