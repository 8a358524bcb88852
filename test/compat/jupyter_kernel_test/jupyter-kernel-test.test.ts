import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { installKernelSpec } from '../../../lib/kernel/index.ts';
import { peers } from '../peers.ts';

const applying = [
  ...['kernel_info', 'execute_stdout', 'execute_stderr', 'completion', 'is_complete', 'error', 'execute_result'],
  ...['display_data', 'history', 'inspect', 'clear_output'],
];

describe.skipIf(!peers)('jupyter_kernel_test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-jkt-'));
  const env = { ...process.env, JUPYTER_DATA_DIR: folder, JUPYTER_PATH: folder };
  beforeAll(() => installKernelSpec({ scope: 'user' }, { ...nodeHost, env }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('passes on the kernel that `octavo kernel install --user` installs', () => {
    const script = join(import.meta.dirname, 'octavo_kernel_test.py');
    const { status, stderr } = spawnSync(peers?.python ?? '', [script], {
      env: { ...env, PATH: [dirname(process.execPath), process.env.PATH].join(':') },
      encoding: 'utf8',
      timeout: 170_000,
    });
    const results = Object.fromEntries(
      [...stderr.matchAll(/^(test_\w+) .*\.\.\. (ok|skipped|.+?)(?: '.*')?$/gm)].map(([, name, result]) => [
        name,
        result,
      ]),
    );
    expect(results, stderr).toEqual({
      ...Object.fromEntries(applying.map((name) => [`test_${name}`, 'ok'])),
      test_pager: 'skipped', // the Python file says why these two
      test_recv_iopub_welcome_msg: 'skipped',
    });
    expect(status, stderr).toBe(0);
  });
});
