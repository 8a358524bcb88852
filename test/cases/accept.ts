import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// `npm run cases:accept [-- part of a name]`: what the commands do now is what they shall do. Look at it before it is committed.

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const names = process.argv.slice(2).flatMap((name) => ['-t', name]);
const suites = ['--project', 'unit', '--project', 'system', 'test/cases/', 'test/system/cases.test.ts'];
const { status } = spawnSync(process.execPath, [vitest, 'run', ...suites, ...names], {
  cwd: root,
  env: { ...process.env, OCTAVO_ACCEPT_CASES: '1', CI: undefined },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
