import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makePeers } from '../../scripts/peers.ts';

let scratch: string;
let folder: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'octavo-peers-'));
  folder = join(scratch, 'venv');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

/** A program that passes for Python: it answers the question for the version, and fails at everything else. */
function stubPython(rest: string): string {
  const file = join(scratch, 'python');
  writeFileSync(file, `#!/bin/sh\ncase "$*" in *version_info*) echo 3.12.0;; *) ${rest};; esac\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.skipIf(process.platform === 'win32')('makePeers()', () => {
  test('says in one line that there is no Python', async () => {
    vi.stubEnv('OCTAVO_PYTHON', join(scratch, 'absent'));
    const result = await makePeers(() => undefined, folder);
    expect(result).toEqual({
      status: 'no-python',
      message: 'the peers need Python 3.10 or newer with venv, and none was found',
    });
    expect(existsSync(folder)).toBe(false);
  });

  test('says in one line what failed, and leaves no stamp on a half-made folder', async () => {
    vi.stubEnv('OCTAVO_PYTHON', stubPython('echo no route to host >&2; exit 1'));
    const result = await makePeers(() => undefined, folder);
    expect(result.status).toBe('failed');
    expect(result.message).toMatch(
      /^the peers could not be installed \(is the network reachable\?\): .*no route to host$/,
    );
    expect(existsSync(join(folder, 'peers-stamp.json'))).toBe(false);
  });

  test('makes a folder again that has no stamp, or one of other locks', async () => {
    vi.stubEnv('OCTAVO_PYTHON', stubPython('exit 1'));
    for (const stamp of [undefined, '{"key":"of other locks"}', 'half a stam']) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'half-made'), '');
      if (stamp) writeFileSync(join(folder, 'peers-stamp.json'), stamp);
      await makePeers(() => undefined, folder);
      expect(existsSync(join(folder, 'half-made'))).toBe(false);
    }
  });
});

test('the locks name no registry', () => {
  const compat = join(import.meta.dirname, '..', 'compat');
  expect(readFileSync(join(compat, 'requirements.lock'), 'utf8')).not.toMatch(/https?:|--index-url|--find-links/);
  for (const lock of [join(compat, 'tslab', 'package-lock.json'), join(compat, '..', '..', 'package-lock.json')]) {
    expect(readFileSync(lock, 'utf8')).not.toContain('"resolved"');
  }
});
