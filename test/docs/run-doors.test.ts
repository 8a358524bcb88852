import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('the doors of the runner have the names that docs/run.md says', async () => {
  const section = readFileSync(join(root, 'docs/run.md'), 'utf8').split('### Where the names are')[1] as string;
  const rows = [...section.matchAll(/^\| `octavo\/(run[^`]*)` \|(.*)\|$/gm)];
  expect(rows.map(([, door]) => door)).toContain('run/parameters');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object };
  for (const [, door, what] of rows) {
    expect(exports).toHaveProperty([`./${door}`]);
    const names = [...(what as string).matchAll(/`([a-zA-Z]+)`/g)].map(([, name]) => name as string);
    expect(Object.keys(await import(join(root, `lib/${door}/index.ts`)))).toEqual(expect.arrayContaining(names));
  }
});
