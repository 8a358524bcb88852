// Runs before `npm start` and `npm test`: says one clear sentence where Octavo cannot run, installs what is missing, and
// tells the test after it (`set-up.js installed`) whether the runtime came. Plain JavaScript, because before the install
// it is the machine's own Node that runs it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './installed.js';
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
 * Installs by the lock file, unless node_modules holds all of it. `npm install` with nothing to do would be nearly as
 * quick, but a lock file that misses one package of another platform makes it ask the registry, and wait minutes for one
 * that is out of reach.
 */
function installMissing() {
  if (isInstalled(root)) return;
  process.stderr.write('Installing what Octavo needs from the npm registry (once, about a minute)\n');
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync(command, ['install', '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (status !== 0) refuse('npm install failed, see above; a first set-up needs the npm registry');
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
