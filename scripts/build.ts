import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtExtension, makeExtension } from './extension.ts';
import { formatStepEnd, root, runStep } from './step.ts';

// `npm run build`: lib/ becomes dist/, JavaScript with declarations and source maps, and the built JupyterLab extension
// goes to dist/jupyter. npm runs it before it packs.

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const end = await runStep({ name: 'build', args: [compiler, '-p', join(root, 'tsconfig.build.json')] });
process.stderr.write(formatStepEnd(end)); // stdout belongs to `npm pack --json`
process.exitCode = end.code;
for (const asset of globSync('**/*', { cwd: join(root, 'lib'), withFileTypes: true })) {
  if (!asset.isFile() || asset.name.endsWith('.ts')) continue;
  const from = join(asset.parentPath, asset.name);
  const to = join(dist, from.slice(join(root, 'lib').length));
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
await makeExtension((line) => process.stderr.write(`${line}\n`));
cpSync(builtExtension, join(dist, 'jupyter'), { recursive: true });
