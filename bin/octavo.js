#!/usr/bin/env node
// The launcher: plain JavaScript that Node 20 parses. It finds a Node that can run Octavo, then loads the program.
import { existsSync } from 'node:fs';
import * as module from 'node:module'; // a namespace: Node 20 lacks enableCompileCache
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestMajor = 24;
const home = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  if (process.env.OCTAVO_REEXECUTED) (await import('./reexecute.js')).followLauncher();
  await load();
} else {
  const { reexecute } = await import('./reexecute.js');
  reexecute({ home, oldestMajor, program: fileURLToPath(import.meta.url) });
}

/** Loads `lib/` in the clone, `dist/` when installed. */
async function load() {
  module.enableCompileCache?.();
  const source = join(home, 'lib', 'cli', 'main.ts');
  const program = existsSync(source) ? source : join(home, 'dist', 'cli', 'main.js');
  const { main } = await import(pathToFileURL(program).href);
  process.exitCode = await main(process.argv.slice(2));
}
