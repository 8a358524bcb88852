import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProjectPair } from './projects.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'octavo.js');

/**
 * From the moment a notebook is saved until its module has the new text, in milliseconds, with `octavo watch` at work. Saves
 * are made as editors make them, in turn: written in place, and beside the file with a rename.
 */
export async function savesUntilModule(pair: ProjectPair, saves: number): Promise<number[]> {
  const watch = spawn(process.execPath, [program, 'watch'], { cwd: pair.octavo, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [watch.stdout, watch.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  try {
    await untilAtWork(pair, watch, () => printed);
    const delays: number[] = [];
    for (let save = 0; save < saves; save++) {
      delays.push(await oneSave(pair, save, 5000));
      await wait(60 + (save % 7) * 20); // people do not save in step with anything
    }
    return delays;
  } finally {
    watch.kill('SIGTERM');
    if (watch.exitCode === null) await once(watch, 'exit');
  }
}

/** Saves until a save arrives: the watcher may say that it is ready or not, but then it is. */
async function untilAtWork(pair: ProjectPair, watch: ChildProcess, printed: () => string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (watch.exitCode !== null) throw new Error(`octavo watch ended:\n${printed()}`);
    const delay = await oneSave(pair, 5000 + attempt, 1000).catch(() => undefined);
    if (delay !== undefined) return;
  }
  throw new Error(`octavo watch brought no save to its module:\n${printed()}`);
}

async function oneSave({ octavo, notebooks }: ProjectPair, save: number, timeoutMs: number): Promise<number> {
  const name = notebooks[save % notebooks.length] as string;
  const path = join(octavo, 'notebooks', name);
  const module = join(octavo, 'lib', name.replace('.ipynb', '.ts'));
  const mark = `bound = ${10_000 + save}`;
  const text = readFileSync(path, 'utf8').replace(/bound = \d+/, mark);
  const inPlace = save % 2 === 0;
  if (!inPlace) writeFileSync(`${path}.saving`, text);
  const savedAt = performance.now();
  if (inPlace) writeFileSync(path, text);
  else renameSync(`${path}.saving`, path);
  while (!readFileSync(module, 'utf8').includes(mark)) {
    if (performance.now() - savedAt > timeoutMs) throw new Error(`${name} did not reach its module in ${timeoutMs} ms`);
    await wait(1);
  }
  return performance.now() - savedAt;
}
