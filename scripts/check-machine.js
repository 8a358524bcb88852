// Runs before the `npm install` of npm start and npm test, and after that of npm test (`installed`): says one clear
// sentence where Octavo cannot run. Plain JavaScript, because before the install it is the machine's own Node that runs it.
import { restoreClone } from './manifest.js';

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
