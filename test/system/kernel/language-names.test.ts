import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TypeScriptLanguage } from '../../../lib/kernel/language/typescript-language.ts';

// A cell declares, the next one asks: names must mean to later cells what they mean in their own.
let folder: string;
let language: TypeScriptLanguage;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-names-'));
  language = new TypeScriptLanguage({ cwd: folder, env: process.env, budgetMs: 30_000 });
});
afterAll(() => {
  language.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = { notebook: undefined, id: undefined, index: undefined };

async function problems(code: string): Promise<string[]> {
  const check = await language.check(code, place);
  if (check.outcome !== 'checked') throw new Error(`${check.outcome} ${JSON.stringify(check)}`);
  return check.problems.map(({ line, column, code: number, message }) => `${line}:${column} TS${number} ${message}`);
}

async function run(code: string): Promise<void> {
  expect(await problems(code)).toEqual([]);
  language.accept(code, place, []);
}

const same =
  'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : "differs";';

test.each([
  ['const x = 5;', '5'],
  ['const x: 5 = 5;', '5'],
  ["let x = 'a';", 'string'],
  ["let x: 'a' | 'b' = 'a';", "'a' | 'b'"],
  ['var x = [1, 2];', 'number[]'],
  ['const x = [1, "a"] as const;', 'readonly [1, "a"]'],
  ['const x = { a: 1, b: { c: [true] } };', '{ a: number; b: { c: boolean[] } }'],
  ['const x = new Map([["a", new Date()]]);', 'Map<string, Date>'],
  ['const x = Math.random() > 2 ? null : { a: 1 };', '{ a: number } | null'],
  ['const { x, ...rest } = { x: 1n, y: "b" };', 'bigint'],
  ['const [, x = 3] = [1, 2];', '2 | 3'],
  ['const x = await Promise.resolve(/r/);', 'RegExp'],
  ['using x = { [Symbol.dispose]() {} };', '{ [Symbol.dispose](): void }'],
  ['const x = (a: number, ...b: string[]) => ({ a, b });', '(a: number, ...b: string[]) => { a: number; b: string[] }'],
  [
    'const x = <T extends object>(a: T): keyof T => Object.keys(a)[0] as keyof T;',
    '<T extends object>(a: T) => keyof T',
  ],
  ['async function x(a = 1) { return a; }', '(a?: number) => Promise<number>'],
  ['function* x() { yield 1; }', '() => Generator<number, void, unknown>'],
  [
    'function x(a: string): string; function x(a: number): number; function x(a: any) { return a; }',
    '{ (a: string): string; (a: number): number }',
  ],
  ['const x = Symbol("s");', 'typeof x'],
  ['const x = Buffer.alloc(1);', 'Buffer<ArrayBuffer>'],
  ['let x; x = 5;', 'any'],
  ['const x = JSON.parse("1");', 'any'],
  ['const x: unknown = 1;', 'unknown'],
  ['const x = (() => { throw new Error(); }) as () => never;', '() => never'],
  ['const x = ["a" as "a" | "b"];', '("a" | "b")[]'],
])('%s is %s to the next cell', async (code, type) => {
  await run(code);
  expect(await problems(`${same} const same: Same<typeof x, ${type}> = true;`)).toEqual([]);
  expect(await problems(`${same} const same: Same<typeof x, { not: 'this' }> = true;`)).toHaveLength(1);
});

test('a constant widens as it does in its own cell, and is no variable', async () => {
  await run("const five = 5; const either = Math.random() > 2 ? 'a' : 'b'; const exact: 5 = 5;");
  await run("let six = five; six = 6; let text = either; text = 'c';");
  expect(await problems('let six = exact; six = 6;')).toEqual(["1:18 TS2322 Type '6' is not assignable to type '5'."]);
  expect(await problems('five = 5;')).toHaveLength(1);
});

test('a variable has the type that it was declared with, whatever was found out about it there', async () => {
  await run("let maybe: string | undefined = 'a'; maybe.length;");
  expect(await problems('maybe.length;')).toEqual(["1:1 TS18048 'maybe' is possibly 'undefined'."]);
  await run('maybe = undefined;');
});

test('classes keep their private parts, types their parameters, enums their members', async () => {
  await run(
    'class Box<T> { #secret = 1; constructor(public value: T) {} same(other: Box<T>) { return this.#secret === other.#secret; } }',
  );
  await run(
    'const box = new Box(1); interface Pair<A, B = A> { a: A; b: B } type Maybe<T> = T | null; enum Level { Low, High = "h" }',
  );
  await run(
    'box.same(new Box(2)); const pair: Pair<Box<number>> = { a: box, b: box }; let level: Level = Level.Low; level = Level.High;',
  );
  expect(await problems('box.same(new Box("a")); const pair2: Pair<number> = { a: 1 }; level = "h";')).toHaveLength(3);
  await run('class Box { other = true }');
  await run('box.value.toFixed(); pair.a.value.toFixed(); new Box().other;');
  expect(await problems('const wrong: Box = box;')).toHaveLength(1);
});

test('a type and a value of one name may come from two cells, in either order', async () => {
  await run('interface User<T = string> { name: T } const tables = { user: [1] };');
  await run('const User = { make(name: string): User { return { name }; } };');
  await run('const known: User = User.make("a"); const more: User<number> = { name: 1 };');
  await run('type tables = keyof typeof tables; type users = User[];');
  await run('const table: tables = "user"; tables[table].length; let users: users = [known];');
  await run('const users2: users = users; users = [User.make("b")];');
  await run('const User = { find: (name: string): User => ({ name }) };');
  await run('const found: User = User.find("a"); type tables2 = tables; tables.user;');
  expect(await problems('User.make; const wrong: User = 5; const no: tables = "x"; users = 5;')).toHaveLength(4);
  await run('class User { id = 1 }');
  await run('const last: User = new User(); last.id.toFixed();');
  expect(await problems('User.find;')).toHaveLength(1);
});

test('functions keep the properties that their cell gives them', async () => {
  await run(
    'function step() { return step.size; } step.size = 2; const $twice = (n: number) => 2 * n; $twice.unit = "m";',
  );
  await run('step.size.toFixed(); $twice.unit.length; step().toFixed(); $twice(1).toFixed();');
  expect(await problems('step.length.size; $twice.size;')).toHaveLength(2);
});

test('assertions, predicates and namespaces work from other cells', async () => {
  await run(
    'function check(a: unknown): asserts a is string {} const isNumber = (a: unknown): a is number => true; namespace Deep { export namespace Er { export const z = 1 } }',
  );
  await run(
    'declare const u: unknown; check(u); u.length; declare const v: unknown; if (isNumber(v)) v.toFixed(); Deep.Er.z.toFixed();',
  );
});

test('imports of all kinds carry over, also of JSON and of types alone', async () => {
  writeFileSync(join(folder, 'data.json'), '{"a": 1}');
  await run(
    "import fs, { readFileSync as read } from 'node:fs'; import * as path from 'node:path'; import type { Stats } from 'node:fs'; import data from './data.json' with { type: 'json' };",
  );
  await run(
    "fs.existsSync('a'); read('a').length; path.join('a'); const stats: Stats = fs.statSync('.'); data.a.toFixed(); stats.isFile();",
  );
  expect(await problems('data.b; new Stats(); path.nothing')).toHaveLength(4);
});

test('an augmentation of global types lasts', async () => {
  await run('declare global { interface Array<T> { lastOne(): T } }');
  await run('[1].lastOne().toFixed();');
});

test('a cell that runs again changes global types anew', async () => {
  const cell = { notebook: 'a.ipynb', id: 'b2c4d6e8', index: undefined };
  const runCell = async (code: string) => {
    const check = await language.check(code, cell);
    if (check.outcome === 'checked' && check.problems.length === 0) language.accept(code, cell, []);
    return check.outcome === 'checked' ? check.problems.length : check.outcome;
  };
  const augment = (type: string) => `declare global { var far: ${type}; type Far = ${type} } const kept = [1];`;
  expect(await runCell(augment('number'))).toBe(0);
  expect(await runCell(augment('number'))).toBe(0);
  expect(await runCell(`${augment('string')} const wrong: string = 5;`)).toBe(1);
  await run('const one: Far = 1; far = one; kept.length;');
  expect(await runCell(augment('string'))).toBe(0);
  await run('const two: Far = "a"; far = two; kept.length;');
});

test('a cell may hide what the types of older cells are named after', async () => {
  await run('const map = new Map<string, number>();');
  expect(await problems('class Map { mine = 1 } const wrong: string = map.get("a");')).toHaveLength(1);
  await run('class Map { mine = 1 } map.get("a")?.toFixed(); new Map().mine;');
  await run('const both = [map.get("a"), new Map().mine];');
});

test('of a cell that is nearly all data the names are there, without types', async () => {
  await run(`const rows = [${'1,'.repeat(600_000)}]; const wrong: string = 5;`);
  expect(await problems('rows.anything; wrong.anything;')).toEqual([]);
});
