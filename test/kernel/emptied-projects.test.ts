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
