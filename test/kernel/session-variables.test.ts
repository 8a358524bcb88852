import { expect, test } from 'vitest';
import type { RunningCell } from '../../lib/kernel/evaluator/running-cell.ts';
import { missingNames } from '../../lib/kernel/evaluator/variables/cell-names.ts';
import { cellRunner, outcomeOf } from './cells.ts';

/** Runs cells in one session and says what the last of them came to. */
async function lastOf(...cells: string[]): Promise<string> {
  const { run } = cellRunner();
  for (const cell of cells.slice(0, -1)) await outcomeOf(run(cell));
  return outcomeOf(run(cells.at(-1) ?? ''));
}

test.each([
  [
    'a function sees a variable that a later cell assigns',
    ['let n = 1; function get() { return n }', 'n = 5', 'get()'],
    '5',
  ],
  ['… and one that a later cell declares anew', ['const n = 1; const get = () => n', 'const n = 6', 'get()'], '6'],
  [
    'a function sees a name that only a later cell declares',
    ['const get = () => later', 'const later = 7', 'get()'],
    '7',
  ],
  ['… which throws until then', ['const get = () => later', 'get()'], 'ReferenceError: later is not defined'],
  [
    '… and may be assigned from there once it is declared',
    ['const set = () => { later = 2 }', 'let later = 1', 'set(); later'],
    '2',
  ],
  [
    '… unless it is a const',
    ['const set = () => { later = 2 }', 'const later = 1', 'set()'],
    'TypeError: Assignment to constant variable.',
  ],
  ['a const may become a let', ['const x = 1', 'let x = 2', 'x = 3; x'], '3'],
  ['a let may become a const', ['let x = 1', 'const x = 2', 'x = 3'], 'TypeError: Assignment to constant variable.'],
  ['a class may become a function', ['class A {}', 'function A() { return 1 }', 'A()'], '1'],
  [
    'a function may be declared anew, and its callers see it',
    ['function a() { return 1 } function b() { return a() }', 'function a() { return 2 }', 'b()'],
    '2',
  ],
  ['a declaration may use the value of the cell before', ['let x = 1', 'let x = x + 1', 'x'], '2'],
  ['`let x;` sets undefined', ['let x = 1', 'let x; x'], 'undefined'],
  ['`var x;` keeps the value', ['var x = 1', 'var x; x'], '1'],
  [
    'an enum declared anew forgets its old members',
    ['enum E { A, B }', 'enum E { B }', 'Object.keys(E)'],
    "[ '0', 'B' ]",
  ],
  [
    'a name whose declaration did not run stays undeclared',
    ['throw 1; const x = 2', 'x'],
    'ReferenceError: x is not defined',
  ],
  [
    '… also for functions of that cell',
    ['function f() { return x } throw 1; const x = 2', 'f()'],
    'ReferenceError: x is not defined',
  ],
  ['… and typeof', ['throw 1; const x = 2', 'typeof x'], "'undefined'"],
  ['what ran before the error stays', ['const a = 1; throw 1; const b = 2', 'a'], '1'],
  ['a failing redeclaration leaves the old value', ['const x = 1', 'const x = (() => { throw 1 })()', 'x'], '1'],
  ['a cell may shadow a global', ['const process = 1', 'process'], '1'],
  ['… for itself at once', ['const name = "n", URL = 2; [name, URL]'], "[ 'n', 2 ]"],
  [
    '… for functions of earlier cells as well, and not for anybody else',
    ['const f = () => typeof structuredClone', 'const structuredClone = 1', '[f(), typeof globalThis.structuredClone]'],
    "[ 'number', 'function' ]",
  ],
  ['… also what an earlier cell has called', ['const f = () => fetch', 'f()', 'const fetch = 2', 'f()'], '2'],
  ['… and assigned from there', ['const f = () => { fetch = 3 }', 'let fetch = 2 as any', 'f(); fetch'], '3'],
  [
    '… unless the declaration did not run',
    ['const f = () => typeof fetch', 'throw 1; const fetch = 2', 'f()'],
    "'function'",
  ],
  [
    'a const stays one when the cell that would have made it a let fails before',
    ['const x = 1', 'throw 1; let x = 2', 'x = 3'],
    'TypeError: Assignment to constant variable.',
  ],
  ['… and is none when it fails after', ['const x = 1', 'let x = 2; throw 1', 'x = 3; x'], '3'],
  ['… also within one declaration', ['const x = 1, y = 1', 'let x = 2, y = (() => { throw 1 })()', 'x = 3; x'], '3'],
  ['an enum of another cell', ['const enum K { A = 1 }\nenum E { A = K.A + 1 }', '[K.A, E.A, E[2]]'], "[ 1, 2, 'A' ]"],
  [
    'namespaces of one cell are one',
    ['namespace N { export const a = 1 } namespace N { export const b = N.a }', 'N.b'],
    '1',
  ],
  [
    '… of two cells are two',
    ['namespace N { export const a = 1 }', 'namespace N { export const b = 2 }', 'Object.keys(N)'],
    "[ 'b' ]",
  ],
  ['an alias of a namespace', ['namespace N { export const a = 1 }', 'import a = N.a; a'], '1'],
  [
    '`import x = require()`',
    ['var require = (name: string) => ({ name })', "import x = require('y')", 'x.name'],
    "'y'",
  ],
  ['`export =` has no value', ['export = 5'], 'undefined'],
  ['an object at the end of a cell', ['const a = 1', '{ a, b: 2 }'], '{ a: 1, b: 2 }'],
  ['… after other statements', ['const b = () => 5\n{ b: b(), c: { d: 1 } }'], '{ b: 5, c: { d: 1 } }'],
  [
    '… with keys that are no labels',
    ['// the answer\n{ "a-b": 1, ...{ c: 2 }, m() {} }'],
    "{ 'a-b': 1, c: 2, m: [Function: m] }",
  ],
  ['… that is empty', ['{}'], '{}'],
  ['a block at the end of a cell', ['var n = 0; { let m = 1; n = m }', 'n'], '1'],
  ['a labelled loop at the end of a cell', ['var n = 0; { a: for (;;) { n++; break a } }', 'n'], '1'],
  ['this at the top of a cell', ['this'], 'undefined'],
  ['… and in an arrow function', ['(() => this)()'], 'undefined'],
  ['arguments at the top of a cell', ['arguments'], 'ReferenceError: arguments is not defined'],
  ['a result before a comment', ['1 // one'], '1'],
  ['a result before a semicolon and a comment', ['[1]; /* two */ ;'], '[ 1 ]'],
  ['a property of globalThis is a name', ['(globalThis as any).octavoTestName = 3; octavoTestName'], '3'],
  [
    '… that may be assigned',
    ['(globalThis as any).octavoTestName2 = 3', 'octavoTestName2 = 4', 'globalThis.octavoTestName2'],
    '4',
  ],
  ['typeof sees a name of a later cell', ['const f = () => typeof later', 'const later = 1', 'f()'], "'number'"],
  ['destructuring into names of another cell', ['let a = 1, b = 2', '[a, b] = [b, a]', '[a, b]'], '[ 2, 1 ]'],
  ['a counter over cells', ['let n = 0', 'n++', 'n += 2', 'n'], '3'],
  ['this in a function of another cell is undefined', ['function f() { return this }', 'f()'], 'undefined'],
  ['eval sees no variable of the cell, and works', ['eval("typeof 1")'], "'number'"],
  ['an empty cell', [''], 'undefined'],
  ['a comment alone', ['// nothing'], 'undefined'],
  ['types alone', ['interface A { a: number }\ntype B = A'], 'undefined'],
  ['a promise that is not awaited', ['const p = Promise.resolve(1)', 'p'], 'Promise { 1 }'],
  ['… does not hold the cell', ['new Promise(() => {})'], 'Promise { <pending> }'],
  ['a thenable is not called', ['({ then() { throw new Error("called") } })'], '{ then: [Function: then] }'],
  ['a declaration has no value', ['const x = 1;'], 'undefined'],
  ['`export default` has no value', ['export default 5'], 'undefined'],
  ['`export default` of a function declares it', ['export default function f() { return 1 }', 'f()'], '1'],
  ['`export default` in parentheses', ['export default (1, 2); 3'], '3'],
  ['`export default` of an anonymous class', ['export default class {}\n4'], '4'],
  ['`export {}` of names of other cells', ['const a = 1', 'export { a, a as b }; a'], '1'],
  ['a hashbang line', ['#!/usr/bin/env node\n1'], '1'],
  [
    'using is disposed of at the end of the cell',
    ['const log: string[] = []', 'using r = { [Symbol.dispose]() { log.push("end") } }; log.push("cell")', 'log'],
    "[ 'cell', 'end' ]",
  ],
  [
    'await using too',
    [
      'const log: string[] = []',
      'await using r = { async [Symbol.asyncDispose]() { log.push("end") } }; log.push("cell")',
      'log',
    ],
    "[ 'cell', 'end' ]",
  ],
  ['using binds its name', ['using r = { v: 1, [Symbol.dispose]() {} }; r.v'], '1'],
  ['$ as a name over cells', ['const $ = (x: number) => x', '$(2)'], '2'],
  ['a variable named like an Object method', ['const toString = 1', 'toString'], '1'],
  ['an undeclared Object method name', ['hasOwnProperty2'], 'ReferenceError: hasOwnProperty2 is not defined'],
  ['__proto__ as a name', ['const __proto__ = 5', '__proto__'], '5'],
  ['a shorthand of a name of another cell', ['const a = 1', '({ a })'], '{ a: 1 }'],
  ['destructuring null', ['const { a } = null as any'], "TypeError: Cannot read properties of null (reading 'a')"],
])('%s', async (_, cells, expected) => {
  expect(await lastOf(...cells)).toBe(expected);
});

test.each([
  ['const a = 1; throw 0; let b = 1; class C {} function d() {} var e', ['b', 'C']],
  ['const old = 2; throw 0; const more = 1', ['more']],
  ['throw 0; const old = 2', ['old']],
  ['const [old, { more }] = [1, 2] as any, last = (() => { throw 0 })()', ['last']],
  ["import { old } from 'octavo:nothing'; function f() {}", ['old']],
  ['const more = 1; /a(/', ['more']],
  ['const a = 1', []],
])('missingNames() says what a cell did not come to: %s', async (source, missing) => {
  const { run, cells } = cellRunner();
  await run('let old = 1');
  await outcomeOf(run(source));
  expect(missingNames(cells[1] as RunningCell)).toEqual(missing);
});

test.each([
  ['let y = ;', 'Unexpected token', 1, 9],
  ['const é = "é😀"; let a; let a', 'Identifier `a` has already been declared', 1, 29],
  ['1;\nfoo(', 'Expected `)` but found `EOF`', 2, 5],
  ['return 1', "A 'return' statement can only be used within a function body.", 1, 1],
  ['x\n-->0', 'Unexpected token', 2, 3],
  ['1;\n<!-- 2', 'HTML comments are not allowed in modules', 2, 1],
  ['new.target', 'Unexpected new.target expression', 1, 1],
  ['class A { m(@d x: number) {} }', 'Decorators are not valid here.', 1, 13],
  ['delete x', 'Delete of an unqualified identifier in strict mode.', 1, 8],
])('a syntax error tells its place: %s', async (source, message, line, column) => {
  const error = await cellRunner()
    .run(source)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'SyntaxError', message, line, column });
});
