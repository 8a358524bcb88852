import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const pages = globSync(['*.md', 'docs/**/*.md', 'bench/*.md'], { cwd: root });

/** The files that a page links to, without what is on other hosts and places within pages. */
function linkedFiles(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target as string);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

test('linkedFiles() sees links and pictures, but no code', () => {
  const text = 'a [b](c.md#d) ![e](f.png) `[g](h)` [i](https://j)\n```ts\n[k](l)\n```\n';
  expect(linkedFiles(text)).toEqual(['c.md', 'f.png']);
});

test.each(pages)('%s links to files that are there', (page) => {
  const folder = dirname(join(root, page));
  const missing = linkedFiles(readFileSync(join(root, page), 'utf8')).filter((file) => !existsSync(join(folder, file)));
  expect(missing).toEqual([]);
});

test.each(pages)('%s imports only what the package has', (page) => {
  const names = readFileSync(join(root, page), 'utf8').matchAll(/from '(octavo\/[^']+)'/g);
  const missing = [...names].map(([, name]) => name as string).filter((name) => !isThere(name));
  expect(missing).toEqual([]);
});

/** Whether Node finds a module of this package by its name. */
function isThere(name: string): boolean {
  try {
    return existsSync(createRequire(import.meta.url).resolve(name));
  } catch {
    return false;
  }
}
