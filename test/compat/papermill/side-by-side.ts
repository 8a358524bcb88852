import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peers } from '../peers.ts';

const octavoProgram = join(import.meta.dirname, '../../../bin/octavo.js');
const root = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-papermill-')));

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
// biome-ignore lint/suspicious/noExplicitAny: notebooks are looked into freely here
export type Loose = any;

export interface Side {
  code: number;
  stdout: string;
  stderr: string;
  notebook: Loose; // the executed notebook; undefined when none was written
}

export function removeFolders(): void {
  rmSync(root, { recursive: true, force: true });
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

/** Runs papermill and Octavo on the same files, each in a folder of its own with the same names. */
export async function runBoth(
  name: string,
  files: Record<string, string>,
  args: string[],
): Promise<{ papermill: Side; octavo: Side }> {
  if (!peers) throw new Error('the peers are not installed');
  const environment = { ...process.env, JUPYTER_PATH: peers.jupyterPath, PATH: `${peers.bin}:${process.env.PATH}` };
  const run = async (side: string, command: string, before: string[]): Promise<Side> => {
    const folder = join(root, `${name}-${side}`);
    mkdirSync(folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const output = args.find((arg) => arg.endsWith('.ipynb') && arg !== args[0]) ?? 'out.ipynb';
    return await new Promise((resolve) => {
      execFile(command, [...before, ...args], { cwd: folder, env: environment }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr, notebook: readJson(join(folder, output)) });
      });
    });
  };
  const papermill = await run('papermill', join(peers.bin, 'papermill'), ['--no-progress-bar']);
  const octavo = await run('octavo', process.execPath, [octavoProgram, 'run', '--no-progress', '--track', 'off']);
  return { papermill, octavo };
}

function readJson(path: string): Loose {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const timeKeys = new Set([
  'start_time',
  'end_time',
  'duration',
  'iopub.execute_input',
  'iopub.status.busy',
  'iopub.status.idle',
  'shell.execute_reply',
]);

/** A notebook without what must differ: ids, times, Octavo's own key. Texts of one stream are joined, tracebacks lose their places in /tmp. */
export function normalised(notebook: Loose): Loose {
  const { octavo: _, ...metadata } = notebook.metadata;
  const cells = notebook.cells.map((cell: Loose) => {
    const { octavo: __, ...rest } = cell.metadata;
    const outputs = cell.outputs === undefined ? {} : { outputs: joinedStreams(cell.outputs) };
    return { ...cell, id: 'id', source: [cell.source].flat().join(''), metadata: withoutTimes(rest), ...outputs };
  });
  return { ...notebook, metadata: withoutTimes(metadata), cells };
}

function withoutTimes(value: Loose): Loose {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (typeof value === 'string')
    return value.replace(/ipykernel_\d+\/\d+/g, 'ipykernel').replace(/0x[0-9a-f]{6,}/g, '0x');
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    return [key, timeKeys.has(key) && member !== null ? 'time' : withoutTimes(member)];
  });
  return Object.fromEntries(entries);
}

function joinedStreams(outputs: Loose[]): Loose[] {
  const joined: Loose[] = [];
  for (const output of outputs.map(withoutTimes)) {
    const last = joined.at(-1);
    if (output.output_type !== 'stream') joined.push(joinedTexts(output));
    else if (last?.output_type === 'stream' && last.name === output.name) last.text += [output.text].flat().join('');
    else joined.push({ ...output, text: [output.text].flat().join('') });
  }
  return joined;
}

function joinedTexts(output: Loose): Loose {
  if (!output.data) return output;
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    Array.isArray(value) ? value.join('') : value,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}
