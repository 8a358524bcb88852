import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { openAssistSession } from './assist-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-no-network-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('the language server installs nothing: it would, for packages without types, by npm over the network', async () => {
  const log = join(folder, 'npm.log');
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$@" >> ${log}\nexit 1\n`);
  chmodSync(join(folder, 'npm'), 0o755);
  vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  const session = openAssistSession();
  try {
    mkdirSync(join(session.folder, 'node_modules', 'untyped'));
    writeFileSync(join(session.folder, 'node_modules', 'untyped', 'index.js'), 'exports.a = 1;');
    await session.run('const one = 1;');
    await session.complete('import * as untyped from "untyped"; untyped.¦');
    await sleep(1000); // it began within milliseconds
    expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toBe('');
  } finally {
    session.close();
  }
});
