import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { installKernelSpec } from '../../../lib/kernel/index.ts';
import { peers } from '../peers.ts';

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
    expect(stderr).toMatch(/Ran \d+ tests/);
    expect(stderr.match(/\.\.\. (?!ok|skipped 'No code page something').*/g), stderr).toBeNull();
    expect(status, stderr).toBe(0);
  });
});
