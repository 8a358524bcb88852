import { findProject } from '../lib/host/index.ts';
import { writeReadme } from '../lib/project/index.ts';
import { root } from './step.ts';

// Writes README.md from notebooks/index.ipynb, as the last step of `octavo prepare` does. With `--check` it writes nothing
// and fails when they differ.

const check = process.argv.includes('--check');
const { path, notebook, changed } = await writeReadme(findProject(root), { write: !check });
if (changed)
  process.stdout.write(
    check ? `${path} is not what ${notebook} says now; type: node scripts/readme.ts\n` : `wrote ${path}\n`,
  );
if (check && changed) process.exitCode = 1;
