import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOctavoError } from '../lib/errors/index.ts';
import { buildPackage, publishManifest } from '../lib/project/index.ts';
import { bundlePrograms } from './bundle.ts';
import { builtExtension, makeExtension } from './extension.ts';
import { root } from './step.ts';

// `npm run build`: lib/ becomes dist/ as in every project, its programs are joined in dist/program, and the built JupyterLab
// extension goes to dist/jupyter. npm runs it before it packs, with `--publish`, which puts the package.json of the tarball in place (decision 2).

const added = ['jupyter', 'program'].map((name) => join(root, 'dist', name));
try {
  const isKnown = existsSync(join(root, '.octavo', 'built.json')); // otherwise dist/ is of before there were such lists
  for (const folder of isKnown ? added : [join(root, 'dist')]) rmSync(folder, { recursive: true, force: true });
  const isTemplate = (path: string) => path.startsWith('project/template/');
  const { modules, mapped } = await buildPackage({ root, assets: isTemplate });
  process.stderr.write(`${modules} modules in dist/, ${mapped} with maps to their cells\n`); // stdout is `npm pack --json`'s
  process.stderr.write(`${await bundlePrograms(root)} files in dist/program\n`);
  await makeExtension((line) => process.stderr.write(`${line}\n`));
  cpSync(builtExtension, join(root, 'dist', 'jupyter'), { recursive: true });
  if (process.argv.includes('--publish')) await publishManifest(root);
} catch (error) {
  if (!isOctavoError(error)) throw error;
  process.stderr.write(`${error.message}\n${error.hint ? `  try: ${error.hint}\n` : ''}`);
  process.exitCode = 1;
}
