import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { checkModules, lateFolders } from './layer-rules.ts';
import { readModuleFacts } from './module-facts.ts';
import { root } from './step.ts';

// Checks the import layers, cycles and other rules of the house: see layer-rules.ts. Part of `npm run ok`.

const paths = globSync(['{lib,scripts,test,bench}/**/*.ts', 'jupyter-extension/src/**/*.{ts,tsx}'], {
  cwd: root,
  exclude: [
    'test/cases/**',
    'lib/project/template/**',
    '**/node_modules/**',
    'jupyter-extension/src/views/api/schema.ts',
  ], // generated
});
const modules = paths
  .map((path) => path.replaceAll(sep, '/'))
  .sort()
  .map((path) => readModuleFacts(path, readFileSync(join(root, path), 'utf8')));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  peerDependencies?: Record<string, string>;
};
const latePackages = [...Object.keys(manifest.peerDependencies ?? {}), ...Object.values(lateFolders).flat()];
const problems = checkModules(modules, { latePackages });
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${modules.length} modules, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
