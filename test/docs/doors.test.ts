import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test.each([
  ['run.md', '### Where the names are', 'run/parameters'],
  ['library.md', '## From TypeScript', 'library/where'],
  ['git.md', '## From TypeScript', 'notebook/diff'],
])('the doors have the names that docs/%s says', async (page, heading, expected) => {
  const section = readFileSync(join(root, 'docs', page), 'utf8').split(heading)[1] as string;
  const rows = [...section.matchAll(/^\| `octavo\/([^`]*)` \|(.*)\|$/gm)];
  expect(rows.map(([, door]) => door)).toContain(expected);
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object };
  for (const [, door, what] of rows) {
    expect(exports).toHaveProperty([`./${door}`]);
    const names = [...(what as string).matchAll(/`([a-zA-Z]+)`/g)].map(([, name]) => name as string);
    expect(Object.keys(await import(join(root, `lib/${door}/index.ts`)))).toEqual(expect.arrayContaining(names));
  }
});
