import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chapters, checkModules } from '../../scripts/layer-rules.ts';
import { readModuleFacts } from '../../scripts/module-facts.ts';

/** What the rules say about a house of these files. */
function problemsOf(files: Record<string, string>): string[] {
  const modules = Object.entries(files).map(([path, text]) => readModuleFacts(path, text));
  return checkModules(modules, { latePackages: ['jsdom', '@tensorflow/tfjs', 'fastify'] });
}

test('checkModules() finds nothing wrong with imports that point down', () => {
  const problems = problemsOf({
    'lib/errors/suggest.ts': 'export const suggest = 1;',
    'lib/errors/index.ts': "export { suggest } from './suggest.ts';",
    'lib/run/engine.ts': "import { suggest } from '../errors/index.ts';\nimport { readFile } from 'node:fs/promises';",
    'lib/cli/main.ts': "const load = () => import('../run/engine.ts');",
  });
  expect(problems).toEqual([]);
});

test('checkModules() refuses an import that points up, also a dynamic one and one of types', () => {
  expect(problemsOf({ 'lib/notebook/cell.ts': "import '../run/engine.ts';" })).toEqual([
    'lib/notebook/cell.ts: notebook may not import run (lib/run/engine.ts)',
  ]);
  expect(problemsOf({ 'lib/run/a.ts': "const load = () => import('../track/log.ts');" })).toHaveLength(1);
  expect(problemsOf({ 'lib/host/a.ts': "import type { Cell } from '../notebook/cell.ts';" })).toHaveLength(1);
});

test('checkModules() refuses an import between doors of one row', () => {
  expect(problemsOf({ 'lib/library/a.ts': "import { x } from '../kernel/x.ts';" })).toEqual([
    'lib/library/a.ts: library may not import kernel (lib/kernel/x.ts)',
  ]);
});

test('checkModules() lets a chapter import lower chapters of its door and nothing else of it', () => {
  const importing = (target: string) =>
    problemsOf({ 'lib/run/languages/a.ts': `import '${target}';` }).map((problem) => problem.replace(/.* /, ''));
  expect(importing('../parameters/b.ts')).toEqual([]);
  expect(importing('../parameters/index.ts')).toEqual([]);
  expect(importing('./b.ts')).toEqual([]);
  expect(importing('../../host/index.ts')).toEqual([]);
  expect(importing('../points/b.ts')).toEqual(['lib/run/points/b.ts']);
  expect(importing('../ending.ts')).toEqual(['lib/run/ending.ts']);
  expect(importing('../engine/b.ts')).toEqual(['lib/run/engine/b.ts']);
  expect(problemsOf({ 'lib/run/parameters/a.ts': "import type { B } from '../languages/b.ts';" })).toHaveLength(1);
  expect(problemsOf({ 'lib/run/a.ts': "import '../run/languages/b.ts';" })).toEqual([]);
});

test('checkModules() holds the row of what stands beside the chapters, where a door says one', () => {
  const importing = (from: string, target: string) => problemsOf({ [from]: `import type { A } from '${target}';` });
  expect(importing('lib/notebook/json/a.ts', '../cell.ts')).toHaveLength(1);
  expect(importing('lib/notebook/cell.ts', './json/a.ts')).toEqual([]);
  expect(importing('lib/notebook/diff/a.ts', '../cell.ts')).toEqual([]);
  expect(importing('lib/notebook/diff/a.ts', '../clean/a.ts')).toHaveLength(1);
  expect(importing('lib/notebook/cell.ts', './diff/a.ts')).toEqual([
    'lib/notebook/cell.ts: what stands beside the chapters of notebook imports lower chapters of its door only, and not lib/notebook/diff/a.ts',
  ]);
  expect(importing('lib/library/index.ts', './update/a.ts')).toHaveLength(1);
  expect(importing('lib/library/watch/a.ts', '../update/a.ts')).toEqual([]); // a plain folder
});

test('every generated folder within a door is one of its chapters, and a door of package.json', () => {
  const root = join(import.meta.dirname, '../..');
  const isGenerated = (path: string) => readFileSync(join(root, path), 'utf8').startsWith('// Generated from ');
  const folders = globSync('lib/*/**/index.ts', { cwd: root, exclude: ['lib/project/template/**'] })
    .map((path) => path.replaceAll('\\', '/').replace('/index.ts', ''))
    .filter((path) => path.split('/').length > 2 && isGenerated(`${path}/index.ts`));
  const listed = Object.entries(chapters).flatMap(([door, rows]) =>
    rows
      .flat()
      .filter((name) => name !== '.')
      .map((name) => `lib/${door}/${name}`),
  );
  expect(folders.sort()).toEqual(listed.sort());
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object };
  for (const path of listed) expect(exports).toHaveProperty([path.replace('lib/', './')], `./${path}/index.ts`);
});

test('checkModules() refuses an import that leaves lib and a door it does not know', () => {
  expect(problemsOf({ 'lib/run/a.ts': "import '../../test/ok.ts';" })[0]).toContain('outside lib/');
  expect(problemsOf({ 'lib/toys/a.ts': '' })[0]).toContain('"toys" is no door');
});

test('checkModules() tells a circle of imports once', () => {
  const problems = problemsOf({
    'lib/run/c.ts': "import './a.ts';",
    'lib/run/a.ts': "import './b.ts';",
    'lib/run/b.ts': "import type { C } from './c.ts';",
    'lib/run/z.ts': "import './a.ts';",
  });
  expect(problems).toEqual([
    'lib/run/a.ts: imports go in a circle: lib/run/a.ts -> lib/run/b.ts -> lib/run/c.ts -> lib/run/a.ts',
  ]);
});

test('checkModules() refuses the index of the own folder, also from a folder below', () => {
  expect(problemsOf({ 'lib/run/a.ts': "import { b } from './index.ts';" })[0]).toContain('index of its own folder');
  expect(problemsOf({ 'lib/run/engine/a.ts': "import { b } from '../index.ts';" })).toHaveLength(1);
});

test('checkModules() lets only index.ts re-export, by name, and from its own folder', () => {
  expect(problemsOf({ 'lib/run/a.ts': "export { b } from './b.ts';" })[0]).toContain('only index.ts does');
  expect(problemsOf({ 'lib/run/index.ts': "export { b } from '../host/b.ts';" })[0]).toContain('of another folder');
  expect(problemsOf({ 'lib/run/index.ts': "export * from './b.ts';" })[0]).toContain('name what it exports');
});

test('checkModules() refuses names that are drawers', () => {
  expect(problemsOf({ 'lib/run/utils.ts': '' })[0]).toContain('"utils" says nothing');
  expect(problemsOf({ 'lib/run/helpers/a.ts': '' })).toHaveLength(1);
  expect(problemsOf({ 'lib/run/baseline.ts': '' })).toEqual([]);
});

test('checkModules() refuses long files', () => {
  const lines = (count: number) => '// line\n'.repeat(count);
  expect(problemsOf({ 'lib/run/a.ts': lines(300), 'test/run/a.test.ts': lines(400) })).toEqual([]);
  expect(problemsOf({ 'lib/run/a.ts': lines(301) })).toEqual([
    'lib/run/a.ts: has 301 lines, more than 300; split it by concern',
  ]);
  expect(problemsOf({ 'test/run/a.test.ts': lines(401) })).toHaveLength(1);
});

test('checkModules() refuses a top-level await but not one in a function', () => {
  expect(problemsOf({ 'lib/run/a.ts': 'const x = await load();' })[0]).toContain('top-level await');
  expect(problemsOf({ 'lib/run/a.ts': 'for await (const x of y) z(x);' })).toHaveLength(1);
  expect(
    problemsOf({ 'lib/run/a.ts': 'const f = async () => await load();\nclass A { async b() { await c(); } }' }),
  ).toEqual([]);
});

test('checkModules() lets only lib/host start processes', () => {
  expect(problemsOf({ 'lib/run/a.ts': "import { spawn } from 'node:child_process';" })[0]).toContain('only lib/host');
  expect(problemsOf({ 'lib/kernel/a.ts': "const load = () => import('execa');" })).toHaveLength(1);
  expect(problemsOf({ 'lib/host/a.ts': "import { execa } from 'execa';" })).toEqual([]);
});

test('checkModules() wants heavy packages loaded late', () => {
  expect(problemsOf({ 'lib/learn/a.ts': "import * as tf from '@tensorflow/tfjs';" })[0]).toContain('await import');
  expect(problemsOf({ 'lib/learn/a.ts': "import { JSDOM } from 'jsdom';" })).toHaveLength(1);
  const late = "import type * as tf from '@tensorflow/tfjs';\nconst load = () => import('jsdom');";
  expect(problemsOf({ 'lib/learn/a.ts': late })).toEqual([]);
});

test('checkModules() keeps JupyterLab and Lumino out of the views of the extension', () => {
  const views = 'jupyter-extension/src/views';
  const jupyter = { [`${views}/runs/table.tsx`]: "import type { Widget } from '@lumino/widgets';" };
  expect(problemsOf(jupyter)[0]).toContain('know nothing of JupyterLab');
  expect(problemsOf({ [`${views}/a.ts`]: "const load = () => import('@jupyterlab/apputils');" })).toHaveLength(1);
  const plugin = { 'jupyter-extension/src/plugins/panel.ts': "import '@jupyterlab/apputils';" };
  expect(problemsOf(plugin)).toEqual([]);
  expect(problemsOf({ ...plugin, [`${views}/a.ts`]: "import '../plugins/panel.ts';" })).toHaveLength(1);
  const figure = { 'jupyter-extension/src/plotly/figure.ts': '' };
  expect(
    problemsOf({ ...figure, [`${views}/run/a.tsx`]: "import '../../plotly/figure.ts';\nimport 'react';" }),
  ).toEqual([]);
});

test('checkModules() tells circles of the extension too', () => {
  const folder = 'jupyter-extension/src/views';
  const problems = problemsOf({ [`${folder}/a.ts`]: "import './b.tsx';", [`${folder}/b.tsx`]: "import './a.ts';" });
  expect(problems[0]).toContain('in a circle');
});

test('checkModules() lets the server load its packages at once, and others load the server late', () => {
  expect(problemsOf({ 'lib/track/server/a.ts': "import fastify from 'fastify';" })).toEqual([]);
  expect(problemsOf({ 'lib/track/server/a.ts': "import 'jsdom';" })).toHaveLength(1);
  expect(problemsOf({ 'lib/track/log.ts': "import fastify from 'fastify';" })).toHaveLength(1);
  expect(problemsOf({ 'lib/cli/a.ts': "import { x } from '../track/server/x.ts';" })).toEqual([
    'lib/cli/a.ts: loads lib/track/server/x.ts at once; use `await import()` for what lies in lib/track/server',
  ]);
  const late = "import type { X } from '../track/server/x.ts';\nconst load = () => import('../track/server/x.ts');";
  expect(problemsOf({ 'lib/cli/a.ts': late })).toEqual([]);
});
