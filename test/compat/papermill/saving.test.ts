import { spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { octavoCommand, papermillCommand } from './commands.ts';
import type { DeviationName } from './deviations.ts';
import { peerEnvironment } from './papermill-process.ts';
import { fixture, type Loose, readJson, removeFolders, workFolder } from './side-by-side.ts';

// The output is a notebook on disk long before the run ends.

const deviation = (line: DeviationName) => line;

describe.skipIf(!peers)('the output while a cell runs', () => {
  afterAll(removeFolders);

  test(`it has what the cell printed so far; ${deviation('saving')}`, async () => {
    const files = { 'in.ipynb': fixture('slow-printer'), 'out.ipynb': fixture('slow-printer') };
    const [papermill, octavo] = await Promise.all([
      watched(papermillCommand, workFolder('saving/papermill', files)),
      watched(octavoCommand, workFolder('saving/octavo', files)),
    ]);
    for (const side of [papermill, octavo]) {
      expect(side.code, side.stderr).toBe(0);
      expect(side.partial.cells[0].metadata.papermill.status).toBe('running');
      expect(side.partial.metadata.papermill).toMatchObject({ end_time: null, exception: null });
    }
    expect([papermill.isSameFile, octavo.isSameFile]).toEqual([true, false]);
  });
});

/** Runs a notebook whose cell prints until it is told that its output was seen. */
async function watched(command: string[], folder: string) {
  const [program, ...before] = command as [string, ...string[]];
  const output = join(folder, 'out.ipynb');
  const { ino } = statSync(output);
  const args = [...before, 'in.ipynb', 'out.ipynb', '--autosave-cell-every', '1'];
  const child = spawn(program, args, { cwd: folder, env: peerEnvironment() });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  let partial: Loose;
  while (!partial?.cells?.[0].outputs.length) {
    if (child.exitCode !== null) throw new Error(`the output was not seen before the end:\n${stderr}`);
    await sleep(20);
    partial = readJson(output);
  }
  writeFileSync(join(folder, 'seen'), '');
  return { partial, code: await closed, stderr, isSameFile: statSync(output).ino === ino };
}
