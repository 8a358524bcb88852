import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { type CellContext, transformCell } from '../../lib/kernel/transform/index.ts';

const root = join(import.meta.dirname, '../..');
const modules = [
  ...globSync('lib/**/*.ts', { cwd: root }),
  ...['magic-string', 'execa', 'yaml', 'jsonc-parser', '@jridgewell/trace-mapping'].flatMap((name) =>
    globSync(`node_modules/${name}/**/*.{mjs,js}`, { cwd: root }),
  ),
].filter((path) => /^\s*(import|export)\b/m.test(readFileSync(join(root, path), 'utf8')));

const context: CellContext = {
  declared: new Map(),
  homeOf: () => 1,
  project: () => ({ jsx: undefined, legacyDecorators: false, decoratorMetadata: false }),
};

test('transformCell() makes code that compiles of every module of lib/ and of some packages', {
  timeout: 60_000,
}, () => {
  expect(modules.length).toBeGreaterThan(200);
  for (const path of modules) {
    const source = readFileSync(join(root, path), 'utf8');
    const { code } = transformCell(source, context);
    expect(() => new Script(code), path).not.toThrow();
  }
});
