import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TypeChecks } from '../../../lib/kernel/front/type-checks.ts';
import type { Language } from '../../../lib/kernel/language/language.ts';
import { descendants, ended } from '../run-workplace.ts';

// Sessions that run the same cells share one language server and what it has said; one that goes another way has its own.

let folder: string;
let checks: TypeChecks;
const servers = () => descendants(process.pid).filter(({ command }) => command.includes('--lsp'));

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-checks-')));
  writeFileSync(join(folder, 'package.json'), '{ "name": "checks", "type": "module" }');
});

afterEach(async () => {
  const started = servers().map(({ pid }) => pid);
  checks.close();
  await ended(started);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (id: string, typesKey?: string) => ({ notebook: join(folder, 'a.ipynb'), id, index: 1, typesKey });

/** Checks a cell and, where nothing is wrong, has it accepted; returns the numbers of its errors. */
async function next(language: Language, code: string, id: string, typesKey?: string): Promise<number[]> {
  const checked = await language.check(code, place(id, typesKey));
  if (checked.outcome !== 'checked') throw new Error(checked.outcome);
  if (checked.problems.length === 0) language.accept(code, place(id, typesKey), []);
  return checked.problems.map((problem) => problem.code);
}

test('TypeChecks: the same cells are checked once, and injected parameters count by their types', async () => {
  checks = new TypeChecks(folder, process.env);
  const [one, other] = [checks.session(), checks.session()];
  const key = "[\"const mode: 'a' | 'b'\"]";
  const results = await Promise.all(
    [
      [one, "'a'"],
      [other, "'b'"],
    ].map(async ([language, value], index) => [
      await next(language as Language, 'const start = 1;', 'c1'),
      await next(language as Language, `const mode: 'a' | 'b' = ${value};`, `injected-${index}`, key),
      await next(language as Language, "const isB = mode === 'b' ? start : 0;", 'c2'),
      await next(language as Language, "if (mode === 'c') throw new Error(isB);", 'c3'),
    ]),
  );
  expect(results[0]).toEqual([[], [], [], [2367, 2769]]);
  expect(results[1]).toEqual(results[0]);
  expect(servers()).toHaveLength(1);
});

test('TypeChecks: a session with other cells, or with names that a failed cell left out, has a server of its own', async () => {
  checks = new TypeChecks(folder, process.env);
  const [one, other] = [checks.session(), checks.session()];
  expect(await next(one, 'const a: number = 1;', 'c1')).toEqual([]);
  expect(await next(one, 'const b: number = a;', 'c2')).toEqual([]);
  expect(await next(other, "const a: string = 'text';", 'c1')).toEqual([]);
  expect(await next(other, 'const b: number = a;', 'c2')).toEqual([2322]);
  expect(servers()).toHaveLength(2);
});

test('TypeChecks: a session that begins after an imported module has changed is checked anew', async () => {
  checks = new TypeChecks(folder, process.env);
  const module = join(folder, 'price.ts');
  writeFileSync(module, 'export const price: number = 1;\n');
  const cell = "import { price } from './price.ts';\nconst twice: number = price * 2;";
  const before = checks.session();
  expect(await next(before, cell, 'c1')).toEqual([]);
  writeFileSync(module, "export const price: string = 'one';\n");
  expect(await next(checks.session(), cell, 'c1')).toEqual([2362]);
  expect(servers()).toHaveLength(2); // the first session may still ask its own
  before.close();
  await expect.poll(() => servers().length).toBe(1);
});
