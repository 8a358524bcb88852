#!/usr/bin/env node
// `npm create octavo NAME`: Octavo's own `octavo new`. Whoever types it has a registry at hand, and Octavo itself lies in a
// cache that npm may empty, so the packages come from npm; where that fails, `octavo new` links them.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const given = process.argv.slice(2);
const says = ['--offline', '--install', '--no-install', '--dry-run'];
const install = given.some((word) => says.includes(word)) ? [] : ['--install'];
const octavo = dirname(fileURLToPath(import.meta.resolve('octavo/package.json')));
process.argv.splice(2, given.length, 'new', ...given, ...install);
await import(pathToFileURL(join(octavo, 'bin', 'octavo.js')).href);
