import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { ended } from '../../system/run-workplace.ts';
import { peers } from '../peers.ts';
import { octavoCommand, papermillCommand } from './commands.ts';
import { judge } from './compare.ts';
import type { DeviationName } from './deviations.ts';
import { showDifference } from './differences.ts';
import { peerEnvironment } from './papermill-process.ts';
import { fixture, readJson, removeFolders, type Side, workFolder } from './side-by-side.ts';

// Both runners are told to stop while a cell sleeps.

const signals: { line: DeviationName; signal: 'SIGINT' | 'SIGTERM'; code: number }[] = [
  { line: 'Ctrl-C', signal: 'SIGINT', code: 1 },
  { line: 'SIGTERM', signal: 'SIGTERM', code: 143 },
];

describe.skipIf(!peers)('a run that is stopped', () => {
  afterAll(removeFolders);

  test.each(signals)('$line', async ({ line, signal, code }) => {
    const [papermill, octavo] = await Promise.all([
      stopped(papermillCommand, workFolder(`${signal}/papermill/work`, { 'in.ipynb': fixture('sleeps') }), signal),
      stopped(octavoCommand, workFolder(`${signal}/octavo/work`, { 'in.ipynb': fixture('sleeps') }), signal),
    ]);
    const { undeclared, stale } = judge({ papermill, octavo }, [line]);
    expect(papermill.code).toBe(code);
    expect(undeclared.map(showDifference)).toEqual([]);
    expect(stale).toEqual([]);
    const kernel = Number(readFileSync(join(octavo.folder, 'kernel.pid'), 'utf8'));
    await ended([kernel]);
  });
});

/** Starts a runner, waits until a cell of it sleeps, sends the signal, and waits for the end. */
async function stopped(command: string[], folder: string, signal: 'SIGINT' | 'SIGTERM'): Promise<Side> {
  const [program, ...before] = command as [string, ...string[]];
  const child = spawn(program, [...before, 'in.ipynb', 'out.ipynb'], { cwd: folder, env: peerEnvironment() });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const closed = new Promise<number>((resolve) => {
    child.on('close', (code, by) => resolve(code ?? 128 + constants.signals[by as NodeJS.Signals]));
  });
  while (!existsSync(join(folder, 'kernel.pid'))) {
    if (child.exitCode !== null) throw new Error(`it ended before its cell slept:\n${stderr}`);
    await sleep(20);
  }
  child.kill(signal);
  const code = await closed;
  return { code, stdout: '', stderr, notebook: readJson(join(folder, 'out.ipynb')), folder };
}
