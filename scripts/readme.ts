import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNotebook } from '../lib/notebook/index.ts';
import { formatReadme } from './readme-text.ts';
import { root } from './step.ts';

// Writes README.md from notebooks/index.ipynb. With `--check` it writes nothing and fails when they differ.

const source = 'notebooks/index.ipynb';
const text = formatReadme(await readNotebook(join(root, source)), source);
const file = join(root, 'README.md');
let before = '';
try {
  before = readFileSync(file, 'utf8');
} catch {
  // There is none yet.
}
if (before !== text) {
  if (process.argv.includes('--check')) {
    process.stdout.write(`README.md is not what ${source} says now; type: node scripts/readme.ts\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    process.stdout.write('wrote README.md\n');
  }
}
