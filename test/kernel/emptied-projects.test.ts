import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptiedProjects } from '../../lib/kernel/language/emptied-projects.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'octavo-emptied-'));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(
    join(root, 'tsconfig.json'),
    '{ // ours\n "extends": "./x.json", "compilerOptions": { "strict": true }, "include": ["lib"], }',
  );
  writeFileSync(join(root, 'a/jsconfig.json'), 'no JSON');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('emptiedProjects() keeps what settings files above a folder set, and leaves out the files they name', () => {
  const found = emptiedProjects(join(root, 'a/b')).filter(({ path }) => path.startsWith(root));
  expect(found.map(({ path, text }) => [path, JSON.parse(text)])).toEqual([
    [
      join(root, 'tsconfig.json'),
      { extends: './x.json', compilerOptions: { strict: true }, files: [], include: [], references: [] },
    ],
    [join(root, 'a/jsconfig.json'), { files: [], include: [], references: [] }],
  ]);
});

test.each([
  ['itself', { 'tsconfig.json': './tsconfig.json' }],
  ['one that extends it', { 'tsconfig.json': './b.json', 'b.json': './tsconfig' }],
  ['two that extend two, and so on', Object.fromEntries(twos(18))],
  ['a long row', Object.fromEntries(twos(40).map(([name, bases]) => [name, bases[0] as string]))],
])('emptiedProjects() leaves out what would extend %s', (_, bases: Record<string, string | string[]>) => {
  const folder = mkdtempSync(join(root, 'loop-'));
  for (const [name, extended] of Object.entries(bases)) {
    writeFileSync(join(folder, name), JSON.stringify({ extends: extended, compilerOptions: { strict: true } }));
  }
  const own = emptiedProjects(folder).find(({ path }) => path === join(folder, 'tsconfig.json'));
  expect(JSON.parse(own?.text ?? '')).toEqual({
    compilerOptions: { strict: true },
    files: [],
    include: [],
    references: [],
  });
});

test('emptiedProjects() keeps bases that two of the files share', () => {
  const folder = mkdtempSync(join(root, 'shared-'));
  const bases = { 'tsconfig.json': ['./a.json', './b.json'], 'a.json': './c.json', 'b.json': './c.json', 'c.json': [] };
  for (const [name, extended] of Object.entries(bases)) {
    writeFileSync(join(folder, name), JSON.stringify({ extends: extended }));
  }
  expect(emptiedProjects(folder).at(-1)?.text).toContain('"extends":["./a.json","./b.json"]');
});

function twos(count: number): [string, string[]][] {
  const name = (index: number) => (index === 0 ? 'tsconfig.json' : `t${index}.json`);
  return Array.from({ length: count }, (_, index) => [name(index), [`./${name(index + 1)}`, `./t${index + 2}.json`]]);
}
