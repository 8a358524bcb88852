import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

// One folder for each way that a tsconfig.json may ask for JSX or decorators.
const runtime = (name: string) =>
  `export const jsx = (type, props, key) => ({ by: '${name}', type: type.name ?? type, props, ...(key ? { key } : {}) });
export const jsxs = jsx; export const Fragment = 'fragment';`;
const createElement =
  'export const h = (type, props, ...children) => ({ type: type.name ?? type, props, children }); export const Fragment = "all";';
const files: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'node_modules/react/package.json':
    '{ "name": "react", "exports": { ".": "./main.cjs", "./jsx-runtime": "./runtime.mjs" } }',
  'node_modules/react/runtime.mjs': runtime('react'),
  'node_modules/react/main.cjs':
    'exports.createElement = (type, props, ...children) => ({ created: type, props, children }); exports.Fragment = "f";',
  'node_modules/small/package.json': '{ "name": "small", "exports": { "./jsx-runtime": "./runtime.mjs" } }',
  'node_modules/small/runtime.mjs': runtime('small'),
  'h.mjs': createElement,
  'plain/tsconfig.json': '{ "compilerOptions": {} }',
  'base.json': '{ "compilerOptions": { "jsx": "react-jsx" /* for all */ }, }',
  'automatic/tsconfig.json': '{ "extends": "../base.json" } // with what is above',
  'automatic/deep/notes.txt': 'its tsconfig.json is in the folder above',
  'source/tsconfig.json': '{ "extends": "../base.json", "compilerOptions": { "jsxImportSource": "small" } }',
  'absent/tsconfig.json': '{ "extends": "../base.json", "compilerOptions": { "jsxImportSource": "not-installed" } }',
  'classic/tsconfig.json': '{ "compilerOptions": { "jsx": "react" } }',
  'factory/tsconfig.json':
    '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "Fragment" } }',
  'legacy/tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
};

let evaluator: TestEvaluator;
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'octavo-syntax-')));
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

const inFolder = (folder: string) => ({ notebook: `${folder}/n.ipynb`, id: 'b2c4d6e8', index: 1 });

test.each([
  ['automatic', '<p id="x">{1}</p>', "{ by: 'react', type: 'p', props: { id: 'x', children: 1 } }"],
  ['automatic/deep', '<p key="k"/>', "{ by: 'react', type: 'p', props: {}, key: 'k' }"],
  [
    'automatic',
    '<><b/></>',
    "{\n  by: 'react',\n  type: 'fragment',\n  props: { children: { by: 'react', type: 'b', props: {} } }\n}",
  ],
  ['automatic', '<b {...{ a: 1 }} key="late"/>', "{ created: 'b', props: { a: 1, key: 'late' }, children: [] }"],
  [
    'automatic',
    'const View = ({ n }: { n: number }) => <i>{n}</i>; <View n={2}/>',
    "{ by: 'react', type: 'View', props: { n: 2 } }",
  ],
  ['automatic', 'const same = <T,>(x: T): T => x; const f = (a: number) => a < 5 && 7 > a; same<number>(1)', '1'],
  ['automatic', '[1, 2].map((n: number) => <i>{n}</i>).length', '2'],
  ['source', '<p/>', "{ by: 'small', type: 'p', props: {} }"],
  ['classic', "import React from 'react'; <p a={1}>t</p>", "{ created: 'p', props: { a: 1 }, children: [ 't' ] }"],
  [
    'factory',
    "import { h, Fragment } from '../h.mjs'; <><p/></>",
    "{\n  type: 'all',\n  props: null,\n  children: [ { type: 'p', props: null, children: [] } ]\n}",
  ],
  ['automatic', '/** @jsxImportSource small */ <p/>', "{ by: 'small', type: 'p', props: {} }"],
])('JSX as %s/tsconfig.json has it: %s', async (folder, code, text) => {
  const { failure, text: shown } = await evaluator.run(code, inFolder(folder));
  expect(failure?.evalue).toBeUndefined();
  expect(shown).toBe(text);
});

test('components of one cell are used in another, and the functions behind JSX are no variables', async () => {
  await evaluator.run('const Hello = (props: { name: string }) => <b>{props.name}</b>', inFolder('automatic'));
  const { text } = await evaluator.run('[Hello({ name: "x" }), typeof _jsx]', inFolder('source'));
  expect(text).toBe("[ { by: 'react', type: 'b', props: { children: 'x' } }, 'undefined' ]");
});

test('an error in JSX tells its line as written', async () => {
  const { failure } = await evaluator.run(
    'const deep: any = null;\n<div>\n  <b>text</b>\n  <i>{deep.nothing}</i>\n</div>',
    inFolder('automatic'),
  );
  expect(failure?.evalue).toBe("Cannot read properties of null (reading 'nothing')");
  expect(stripVTControlCharacters(failure?.traceback.join('\n') ?? '')).toContain('[1] line 4:12');
});

test.each([
  ['plain', 'const a = 1;\nconst b = <p>\n</p>', /JSX: tsconfig.json does not say which library/, 'line 2'],
  ['automatic', 'const b = <p>\n</q>', /Expected corresponding/, 'line 1'],
  [
    'absent',
    '<p/>',
    "Cannot find package 'not-installed' from ROOT/absent. To install it: npm install not-installed",
    '[1]',
  ],
  ['plain', 'const a = 1 <;', /Unexpected token/, 'line 1'],
  ['classic', '<p/>', 'React is not defined', 'line 1'],
])('%s: %j fails in words', async (folder, code, message, place) => {
  const fresh = await startEvaluator({ cwd: root });
  const { failure } = await fresh.run(code, inFolder(folder));
  await fresh.stop();
  const evalue = failure?.evalue.replaceAll(root, 'ROOT') ?? '';
  if (typeof message === 'string') expect(evalue).toBe(message);
  else expect(evalue).toMatch(message);
  expect(stripVTControlCharacters(failure?.traceback.join('\n') ?? '')).toContain(place);
});

test('the hint of JSX without a setting says what to write', async () => {
  const { failure } = await evaluator.run('<p/>', inFolder('plain'));
  expect(stripVTControlCharacters(failure?.traceback.join('\n') ?? '')).toContain('"jsx": "react-jsx"');
});

test('legacy decorators where the project has them', async () => {
  const cell = `
    const log: unknown[] = [];
    (Reflect as any).metadata = (key: string, value: any) => (target: any, name: string) => { log.push([key, name, value.name ?? value.map((v: any) => v.name)]) };
    const onClass = (target: any) => { target.marked = true };
    const onMethod = (target: any, name: string, descriptor: PropertyDescriptor) => {
      const { value } = descriptor;
      return { ...descriptor, value(n: number) { return value.call(this, n) + 1 } };
    };
    const onField = (target: any, name: string) => { log.push(['field', name]) };
    const onParameter = (target: any, name: string, index: number) => { log.push(['parameter', name, index]) };
    @onClass class A {
      @onField count: number = 1;
      @onMethod add(@onParameter n: number): number { return this.count + n }
    }
    JSON.stringify([(A as any).marked, new A().add(2), log])`;
  const { failure, text } = await evaluator.run(cell, inFolder('legacy'));
  expect(failure?.evalue).toBeUndefined();
  expect(JSON.parse(text?.slice(1, -1) ?? '')).toEqual([
    true,
    4,
    expect.arrayContaining([
      ['field', 'count'],
      ['parameter', 'add', 0],
      ['design:type', 'count', 'Number'],
      ['design:paramtypes', 'add', ['Number']],
    ]),
  ]);
  expect((await evaluator.run('@onClass class B {}', inFolder('legacy'))).text).toBeUndefined();
  const parameter = 'class C { m(@onParameter n: number) {} }';
  expect((await evaluator.run(parameter, inFolder('legacy'))).text).toBeUndefined();
  expect((await evaluator.run(parameter, inFolder('plain'))).failure?.evalue).toMatch(/^Decorators are not valid here/);
});
