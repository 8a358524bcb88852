import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, formatNotebook } from '../../../lib/notebook/index.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';
import { type RunOptions, runNotebook } from '../../../lib/run/index.ts';
import { peers } from '../peers.ts';

const host: Host = { ...nodeHost, env: { ...process.env, JUPYTER_PATH: peers?.jupyterPath } };

// What the runner does about cells it does with any kernel, not only with Octavo's own.
describe.skipIf(!peers)('a Python notebook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-python-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const metadata: JsonObject = { kernelspec: { name: 'python3', display_name: 'Python', language: 'python' } };
  const cells = [
    codeCell('import os, time\nos.environ["OCTAVO_SEED"], hash("octavo")', { id: 'aa000001', tags: ['setup'] }),
    codeCell(
      [
        "n = globals().get('n', 0) + 1",
        "print('attempt', n)",
        'if n == 1: time.sleep(100)',
        "if n == 2: raise ValueError('no')",
      ].join('\n'),
      { id: 'bb000002', tags: ['retry:4:20ms'] },
    ),
    codeCell('raise NameError()', { id: 'cc000003', tags: ['broken'] }),
    codeCell('import time\nwhile True: time.sleep(0.1)', { id: 'dd000004', tags: ['endless'] }),
  ];
  const input = join(folder, 'in.ipynb');
  writeFileSync(input, formatNotebook(createNotebook({ cells, metadata })));

  async function run(options: RunOptions) {
    const warnings: string[] = [];
    const result = await runNotebook(input, { output: null, warn: (text) => warnings.push(text), ...options }, host);
    return { ...result, warnings, statuses: result.cells.map(({ status }) => status) };
  }

  test('has its cells chosen and run again, a time-out of an attempt included; a seed is handed on, and that is said', async () => {
    const options = { seed: 5, cellTimeoutMs: 5000, select: { skipTags: ['broken', 'endless'] } };
    const { status, statuses, outputs, cells: results, warnings } = await run(options);
    expect([status, statuses]).toEqual(['completed', ['completed', 'completed', 'skipped', 'skipped']]);
    expect(results[1]?.attempts).toBe(3);
    expect(outputs.slice(1).map(({ output }) => ('text' in output ? output.text : ''))).toEqual([
      '[octavo: attempts 1 and 2 failed: no end after 5 s; ValueError: no]\n',
      'attempt 3\n',
    ]);
    expect(warnings).toEqual([expect.stringContaining('its cells find the seed in OCTAVO_SEED')]);
    const again = await run({ seed: 5, select: { tags: ['setup'] } });
    const shown = [outputs[0], again.outputs[0]].map(
      (one) => one && 'data' in one.output && one.output.data['text/plain'],
    );
    expect(shown[0]).toContain("('5', ");
    expect(shown[1]).toEqual(shown[0]);
  });

  test('is stopped when the time of the whole run is over', async () => {
    const { status, statuses, error } = await run({ runTimeoutMs: 15_000, select: { tags: ['endless'] } });
    expect([status, statuses]).toEqual(['timed-out', ['skipped', 'skipped', 'skipped', 'failed']]);
    expect(error).toMatchObject({ ename: 'RunTimeoutError', cell: { id: 'dd000004' } });
  });
});
