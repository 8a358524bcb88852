// Runs before `npm start` and `npm test`: says one clear sentence where Octavo cannot run, installs what is missing, and
// tells the test after it (`set-up.js installed`) whether the runtime came. Plain JavaScript, because before the install
// it is the machine's own Node that runs it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { restoreClone } from './manifest.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const installed = process.argv[2] === 'installed';
const major = Number(process.versions.node.split('.')[0]);

if (!installed) restoreClone();
if (isMusl()) {
  refuse(
    'Octavo cannot be developed on this system: the runtime it brings needs glibc, and this is musl (use a Debian image)',
  );
} else if (installed && major < 24) {
  refuse(`Octavo needs Node 24, npm has none for ${process.platform}-${process.arch}, and this is ${process.version}`);
} else if (major < 20) {
  refuse(`Octavo needs Node 20 or newer to set itself up, and this is ${process.version}`);
} else if (!installed) {
  installMissing();
}

/**
 * Installs by the lock file unless that was done before. `npm install` with nothing to do would be nearly as quick, but
 * a lock file that misses one package of another platform makes it ask the registry, and wait minutes for one that is
 * out of reach.
 */
function installMissing() {
  const stamp = join(root, 'node_modules', '.octavo-installed');
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing what Octavo needs from the npm registry (once, about a minute)\n');
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync(command, ['install', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status === 0) writeFileSync(stamp, lockHash());
  else refuse('npm install failed, see above; a first set-up needs the npm registry');
}

function lockHash() {
  const files = ['package.json', 'package-lock.json'].map((name) => readFileSync(join(root, name)));
  return createHash('sha256').update(Buffer.concat(files)).digest('hex');
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = process.report?.getReport();
  return typeof report === 'object' && !report.header.glibcVersionRuntime;
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
