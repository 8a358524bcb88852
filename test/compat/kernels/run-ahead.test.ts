import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { begin, end } from '../../../lib/cli/run-ahead.ts';
import { runNotebook } from '../../../lib/run/index.ts';
import { descendants } from '../../system/run-workplace.ts';
import { peers } from '../peers.ts';

// Python's kernel, launched before the run that it is for is read.

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-ahead-')));
const input = join(folder, 'in.ipynb');
const cell = { cell_type: 'code', id: 'a1', metadata: {}, source: 'import os\nprint(os.getpid())', outputs: [] };
const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
const cells = [{ ...cell, execution_count: null }];
writeFileSync(input, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));

const kernels = () => descendants(process.pid).filter(({ command }) => command.includes('ipykernel'));
const until = async (holds: () => boolean) => {
  while (!holds()) await sleep(20);
};

describe.skipIf(!peers)("Python's kernel", () => {
  vi.stubEnv('JUPYTER_PATH', peers?.jupyterPath);
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    end();
    await until(() => kernels().length === 0);
  });

  test('is taken by the run that it was launched for, and by no other', async () => {
    await begin([input]);
    await until(() => kernels().length === 1);
    const [launched] = kernels();
    const pids: string[] = [];
    for (let run = 0; run < 2; run++) {
      const { status, outputs } = await runNotebook(input, { output: null, warn: () => undefined });
      expect(status).toBe('completed');
      pids.push(JSON.stringify(outputs));
    }
    expect(pids[0]).toContain(`${launched?.pid}\\n`);
    expect(pids[1]).not.toContain(`${launched?.pid}\\n`);
  });

  test('is ended when no run takes it', async () => {
    await begin([input]);
    await until(() => kernels().length === 1);
    end();
    await until(() => kernels().length === 0);
  });
});
