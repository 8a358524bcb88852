import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

const files: Record<string, string> = {
  'package.json':
    '{ "name": "project", "type": "module", "exports": { "./metrics": "./lib/metrics.ts", "./price/*": "./lib/price/*.ts" }, "imports": { "#inner": "./lib/metrics.ts" } }',
  'lib/metrics.ts':
    'export type Score = number;\nexport interface Row { a: Score }\nexport function accuracy(n: Score): Score { return n }\nexport default 11;\n',
  'lib/live.ts': 'export let count = 0;\nexport function increase(): void { count += 1 }\n',
  'lib/data.json': '{ "rows": 3 }',
  'notebooks/sub/beside.ts': 'export const beside = import.meta.filename;\n',
  'cjs.cjs': 'exports.one = 1; module.exports.two = 2; exports.self = () => exports;',
  'broken.ts': "import { nothing } from 'not-installed-either';\nexport const a = nothing;\n",
  'node_modules/exports-only/package.json':
    '{ "name": "exports-only", "exports": { ".": { "import": "./a.mjs", "require": "./a.cjs" }, "./sub": "./sub.mjs" } }',
  'node_modules/exports-only/a.mjs': 'export const kind = "esm";',
  'node_modules/exports-only/a.cjs': 'exports.kind = "cjs";',
  'node_modules/exports-only/sub.mjs': 'export const sub = 1;',
  'node_modules/waits/package.json': '{ "name": "waits", "type": "module", "exports": "./index.js" }',
  'node_modules/waits/index.js': 'export const late = await new Promise((r) => setTimeout(() => r("late"), 5));',
  'node_modules/@scope/cjs/package.json': '{ "name": "@scope/cjs", "main": "./main.js" }',
  'node_modules/@scope/cjs/main.js':
    'module.exports = { named: 1, default: 2 }; module.exports.fn = function () { return this === module.exports };',
  'node_modules/tslab/package.json': '{ "name": "tslab", "main": "x.js" }',
  'node_modules/tslab/x.js': 'throw new Error("stock tslab")',
};

let evaluator: TestEvaluator;
let root: string;
const notebook = { notebook: 'notebooks/sub/n.ipynb', id: 'b2c4d6e8', index: 1 };

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'octavo-modules-')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  evaluator = await startEvaluator({ cwd: root });
});
afterAll(async () => {
  await evaluator.stop();
  await rm(root, { recursive: true, force: true });
});

test.each([
  ['a TypeScript module by its path', `import { accuracy } from '../../lib/metrics.ts'; accuracy(0.5)`, '0.5'],
  ['a module beside the notebook', `import { beside } from './beside.ts'; beside.endsWith('beside.ts')`, 'true'],
  ['default and named together', `import eleven, { accuracy as a } from '../../lib/metrics.ts'; a(eleven)`, '11'],
  ['a namespace', `import * as m from '../../lib/metrics.ts'; Object.keys(m)`, "[ 'accuracy', 'default' ]"],
  ['the project by its own name', `import { accuracy } from 'project/metrics'; accuracy(1)`, '1'],
  ["the project's own # imports", `import { accuracy } from '#inner'; accuracy(2)`, '2'],
  ['a package with only an exports map, as import sees it', `import { kind } from 'exports-only'; kind`, "'esm'"],
  ['… and a part of it', `import { sub } from 'exports-only/sub'; sub`, '1'],
  ['a package with top-level await', `import { late } from 'waits'; late`, "'late'"],
  ['a CommonJS package', `import cjs, { fn } from '@scope/cjs'; [cjs.named, fn()]`, '[ 1, false ]'],
  ['a CommonJS file', `import { one, two } from '../../cjs.cjs'; one + two`, '3'],
  ['JSON', `import data from '../../lib/data.json' with { type: 'json' }; data.rows`, '3'],
  [
    'a Node module',
    `import { join } from 'node:path'; import fs, { type Stats } from 'fs'; [join('a', 'b'), typeof fs.statSync]`,
    "[ 'a/b', 'function' ]",
  ],
  [
    'a type that is not marked so',
    `import { accuracy, Row, Score } from '../../lib/metrics.ts'; const r: Row = { a: 1 }; accuracy(r.a)`,
    '1',
  ],
  ['only types', `import { Row } from '../../lib/metrics.ts'; const r: Row = { a: 1 }; r`, '{ a: 1 }'],
  ['for its effect alone', `import '../../lib/live.ts'; 1`, '1'],
  [
    'import() of everything',
    `[(await import('../../lib/metrics.ts')).default, (await import('waits')).late, (await import('../../lib/data.json', { with: { type: 'json' } })).default.rows]`,
    "[ 11, 'late', 3 ]",
  ],
  ['import() in a function', `const load = (name: string) => import(name); (await load('exports-only')).kind`, "'esm'"],
  [
    'require()',
    `[require('exports-only').kind, require('../../cjs.cjs').one, require('node:path').sep, require.resolve('@scope/cjs').endsWith('main.js')]`,
    "[ 'cjs', 1, '/', true ]",
  ],
  ['a TypeScript module as .js', `import { accuracy } from '../../lib/metrics.js'; accuracy(3)`, '3'],
  ['tslab by require()', `typeof require('tslab').newDisplay`, "'function'"],
  ['tslab, whatever is installed', `import { display } from 'tslab'; typeof display.html`, "'function'"],
  ['octavo, from the kernel itself', `import { OctavoError } from 'octavo/errors'; OctavoError.name`, "'OctavoError'"],
  ['a url', `(await import('data:text/javascript,export default 5')).default`, '5'],
  ['export … from', `export { accuracy } from '../../lib/metrics.ts'; export * from 'waits'; 1`, '1'],
  ['a call without this', `import { self } from '../../cjs.cjs'; typeof self()`, "'object'"],
])('imports %s', async (_, code, text) => {
  const { failure, text: shown } = await evaluator.run(code, notebook);
  expect(failure?.evalue).toBeUndefined();
  expect(shown).toBe(text);
});

test('imported bindings are live, over cells too, and cannot be assigned', async () => {
  await evaluator.run(`import { count, increase } from '../../lib/live.ts'; const see = () => count`, notebook);
  expect((await evaluator.run('increase(); increase(); [count, see()]', notebook)).text).toBe('[ 2, 2 ]');
  expect((await evaluator.run('count = 5', notebook)).failure?.evalue).toBe('Assignment to constant variable.');
  expect((await evaluator.run('let count = 9; [count, see()]', notebook)).text).toBe('[ 9, 9 ]');
});

test('imports run before the cell, in order, and once', async () => {
  const { text } = await evaluator.run(
    `const seen = typeof late2; import { late as late2 } from 'waits'; [seen, late2]`,
    notebook,
  );
  expect(text).toBe("[ 'string', 'late' ]");
});

test.each([
  [
    `import { nope } from '../../lib/metrics.ts'; nope`,
    `The requested module '../../lib/metrics.ts' does not provide an export named 'nope'`,
  ],
  [
    `import nothing from 'exports-only'; nothing()`,
    `The requested module 'exports-only' does not provide an export named 'default'`,
  ],
  [
    `import { x } from 'not-installed'`,
    `Cannot find package 'not-installed' from ${'ROOT'}/notebooks/sub. To install it: npm install not-installed`,
  ],
  [`import { x } from '@a/b/c'`, `Cannot find package '@a/b' from ROOT/notebooks/sub. To install it: npm install @a/b`],
  [
    `import { named } from '@scope/cjs'; named`,
    "'@scope/cjs' is a CommonJS module, and Node sees no 'named' among its exports. Try: import all from '@scope/cjs'; const { named } = all;",
  ],
  [
    `import { x } from 'project/price/net'`,
    "This project has no module 'project/price/net'. If a notebook exports it: octavo export",
  ],
  [`import { x } from './missing.ts'`, `Cannot find module './missing.ts' from ROOT/notebooks/sub`],
  [`await import('./missing.ts')`, `Cannot find module './missing.ts' from ROOT/notebooks/sub`],
  [
    `import { x } from 'exports-only/hidden'`,
    /Package subpath '.\/hidden' is not defined by "exports" in ROOT\/node_modules\/exports-only\/package.json/,
  ],
  [`import { a } from '../../broken.ts'`, /Cannot find package 'not-installed-either' imported from ROOT\/broken.ts/],
])('%s fails in words', async (code, message) => {
  const { failure } = await evaluator.run(`\n${code}`, notebook);
  const evalue = failure?.evalue.replaceAll(root, 'ROOT') ?? '';
  if (typeof message === 'string') expect(evalue).toBe(message);
  else expect(evalue).toMatch(message);
  expect(failure?.traceback.join('\n')).toContain('notebooks/sub/n.ipynb cell b2c4d6e8 [1] line 2');
});

test('a failed import leaves its names undeclared', async () => {
  await evaluator.run(`import { gone } from 'not-installed'`, notebook);
  expect((await evaluator.run('typeof gone', notebook)).text).toBe("'undefined'");
});

test('__dirname and __filename are those of the notebook too', async () => {
  const place = { notebook: 'notebooks/a.ipynb' };
  const { text } = await evaluator.run(
    '__dirname === import.meta.dirname && __filename === import.meta.filename',
    place,
  );
  expect(text).toBe('true');
  expect((await evaluator.run('__dirname')).text).toBe(`'${root}'`);
});

test('import.meta is that of the notebook', async () => {
  const { text } = await evaluator.run(
    `JSON.stringify([import.meta.dirname, import.meta.filename, import.meta.url, import.meta.resolve('waits'), import.meta.resolve('./beside.ts')])`,
    notebook,
  );
  const folder = join(root, 'notebooks/sub');
  expect(JSON.parse(text?.slice(1, -1) ?? '')).toEqual([
    folder,
    join(folder, 'n.ipynb'),
    pathToFileURL(join(folder, 'n.ipynb')).href,
    pathToFileURL(join(root, 'node_modules/waits/index.js')).href,
    pathToFileURL(join(folder, 'beside.ts')).href,
  ]);
});

test('without a notebook the folder is that of the process', async () => {
  expect((await evaluator.run(`import { accuracy } from './lib/metrics.ts'; accuracy(3)`)).text).toBe('3');
  expect((await evaluator.run('import.meta.dirname')).text).toBe(`'${root}'`);
});

test('a package found only from the process folder is found from a notebook elsewhere', async () => {
  const { text } = await evaluator.run(`import { late } from 'waits'; late`, {
    ...notebook,
    notebook: '/tmp/else.ipynb',
  });
  expect(text).toBe("'late'");
});
