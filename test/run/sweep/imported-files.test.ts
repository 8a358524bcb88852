import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importedFiles } from '../../../lib/run/sweep/imported-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-imports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files: Record<string, string> = {
  'package.json': '{"name": "mine", "exports": {"./*": "./lib/*.ts"}}',
  'lib/model.ts': "export * from './layers.js';\nimport type { Shape } from './shape.ts';\nexport const a: Shape = 1;",
  'lib/layers.ts':
    "const later = () => import('../data/weights.json', { with: { type: 'json' } });\nimport './model.ts';",
  'lib/shape.ts': 'export type Shape = number;',
  'lib/old.cjs': "module.exports = require('./older.cjs');",
  'lib/older.cjs': 'module.exports = 1;',
  'lib/unused.ts': 'export const unused = 1;',
  'data/weights.json': '{}',
  'notebooks/view.tsx': 'export const view = <p>text</p>;',
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const found = (...cells: string[]) => {
  const { modules, installed } = importedFiles(cells, join(folder, 'notebooks/train.ipynb'));
  return { names: modules.map(([name]) => name), installed };
};

test('importedFiles() follows imports of every form through the files of the project', () => {
  const all = found(
    "import { a } from 'mine/model';\nawait import('./view');",
    "const old = require('../lib/old.cjs')",
  );
  expect(all.names).toEqual([
    ...['data/weights.json', 'lib/layers.ts', 'lib/model.ts', 'lib/old.cjs', 'lib/older.cjs', 'lib/shape.ts'],
    'notebooks/view.tsx',
  ]);
  expect(all.installed).toBe(false);
});

test('importedFiles() says whether a package is imported, and passes over what it cannot read', () => {
  expect(found("import { z } from 'zod';")).toEqual({ names: [], installed: true });
  expect(found("import 'node:fs'; import 'tslab'; import './missing'; import(name);", 'const = ;')).toEqual({
    names: [],
    installed: false,
  });
});

test('importedFiles() has another hash for another content', () => {
  const hash = () => importedFiles(["import 'mine/shape'"], join(folder, 'notebooks/train.ipynb')).modules[0]?.[1];
  const before = hash();
  writeFileSync(join(folder, 'lib/shape.ts'), 'export type Shape = string;');
  expect(hash()).not.toBe(before);
});
