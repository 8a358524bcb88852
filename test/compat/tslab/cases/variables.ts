import type { Topic } from '../corpus.ts';

export const variables: Topic = {
  title: 'variables and declarations',
  cases: [
    { name: 'a constant is there in later cells', steps: ['const radius = 3;', 'radius * 2'] },
    { name: 'a later cell assigns to a let', steps: ['let total = 1;', 'total += 4;', 'total'] },
    { name: 'a later cell assigns to a const', steps: ['const fixed = 1;', { ends: 'fixed = 2;' }, 'fixed'] },
    {
      name: 'a constant is declared again with another type',
      steps: ['const shape = 5;', "const shape = 'round';", 'shape.length'],
    },
    { name: 'a let becomes a const, and back', steps: ['let turn = 1;', 'const turn = 2;', 'let turn = 3;', 'turn'] },
    {
      name: 'var, in a block too',
      steps: ['var outer = 1; if (true) { var inner = 2; }', 'outer + inner'],
      octavo: ['', '3'],
    },
    { name: 'a let in a block stays in its block', steps: ['{ let hidden = 1; }', { ends: 'hidden' }] },
    { name: 'declared first, assigned in a later cell', steps: ['let late: number;', 'late = 7;', 'late'] },
    {
      name: 'destructuring declares every name',
      steps: [
        'const { first, rest: [second], ...others } = { first: 1, rest: [2], third: 3 };',
        '[first, second, others.third]',
      ],
    },
    {
      name: 'destructuring into what is there',
      steps: ['let left = 1, right = 2;', '[left, right] = [right, left];', 'left'],
    },
    { name: 'a loop variable does not stay', steps: ['for (let step = 0; step < 2; step++) {}', { ends: 'step' }] },
    {
      name: 'a name of the host is taken by a cell',
      steps: ["const name = 'Ada';", 'name', "const process = 'mine';", 'process'],
    },
    { name: 'a function is used before its line', steps: ['early(); function early() { return 4; }', 'early()'] },
    {
      name: 'a function is declared again',
      steps: ['function greet() { return 1; }', 'function greet() { return 2; }', 'greet()'],
    },
    {
      name: 'a function sees a variable that was assigned later',
      steps: ['let rate = 1; function current() { return rate; }', 'rate = 5; current()'],
      octavo: ['', '5'],
    },
    {
      name: 'a function sees a variable that was declared again',
      steps: ['const base = 1; function price() { return base; }', 'const base = 9; price()'],
      octavo: ['', '9'],
    },
    {
      name: 'a function calls another that was declared again',
      steps: [
        'function inner() { return 1; } function outside() { return inner(); }',
        'function inner() { return 2; }',
        'outside()',
      ],
      octavo: ['', '', '2'],
    },
    {
      name: 'a counter in a closure is one for all cells',
      steps: ['let count = 0; const increment = () => ++count;', 'increment(); increment();', 'count'],
    },
    {
      name: 'a class, and an object of it',
      steps: ['class Dog { constructor(readonly name: string) {} }', "new Dog('Rex').name"],
    },
    {
      name: 'a class is declared again',
      steps: [
        'class Box { size = 1; }',
        'const old = new Box();',
        'class Box { size = 2; }',
        '[old.size, new Box().size]',
      ],
    },
    {
      name: 'a class extends one of an earlier cell',
      steps: [
        'abstract class Shape { abstract area(): number; }',
        'class Square extends Shape { area() { return 4; } }',
        'new Square().area()',
      ],
    },
    {
      name: 'private fields, accessors and static blocks',
      steps: [
        'class Safe { #code = 7; get code() { return this.#code; } static made = 0; static { Safe.made = 3; } }',
        'new Safe().code + Safe.made',
      ],
    },
    { name: 'an enum', steps: ['enum Level { Low = 1, High }', 'Level.High', 'Level[1]'] },
    { name: 'a const enum', steps: ['const enum Flag { On = 4 }', 'Flag.On'] },
    { name: 'an enum is declared again', steps: ['enum Colour { Red }', 'enum Colour { Red = 5 }', 'Colour.Red'] },
    { name: 'a namespace', steps: ['namespace Geometry { export const sides = 4; }', 'Geometry.sides'] },
    {
      name: 'an interface and a type of an earlier cell',
      steps: ['interface Row { id: number }\ntype Rows = Row[];', 'const rows: Rows = [{ id: 2 }]; rows[0].id'],
    },
    {
      name: 'an interface is declared again with other members',
      steps: ['interface Item { a: number }', 'interface Item { b: number }', 'const item: Item = { b: 1 }; item.b'],
    },
    {
      name: 'a generic function and its inferred types',
      steps: ['function pair<T>(value: T): [T, T] { return [value, value]; }', "pair('a')[0].toUpperCase()"],
    },
    {
      name: 'overloads',
      steps: [
        'function size(of: string): number;\nfunction size(of: number[]): number;\nfunction size(of: { length: number }) { return of.length; }',
        "size('abc') + size([1])",
      ],
    },
    { name: 'a generator', steps: ['function* numbers() { yield 1; yield 2; }', '[...numbers()]'] },
    { name: 'export before a declaration', steps: ['export const exported = 3;', 'exported'], octavo: ['', '3'] },
    { name: 'strict mode', steps: ['(function (this: unknown) { return this === undefined; })()'], octavo: ['true'] },
    {
      name: 'globalThis keeps what is put there',
      steps: ['(globalThis as any).kept = 5;', '(globalThis as any).kept'],
    },
  ],
};

export const lastExpressions: Topic = {
  title: 'the value of a cell',
  cases: [
    { name: 'a number, with and without a semicolon', steps: ['1 + 1', '1 + 2;'] },
    { name: 'a declaration has no value', steps: ['const silent = 1;'] },
    { name: 'an assignment has its value', steps: ['let given: number;', 'given = 8'] },
    { name: 'a text', steps: [{ shown: "'some text'" }], octavo: ["'some text'"] },
    { name: 'null', steps: [{ shown: 'null' }], octavo: ['null'] },
    { name: 'undefined', steps: ['undefined'] },
    { name: 'false, zero and the empty text are values', steps: ['false', '0', "''.length"] },
    { name: 'an object in brackets', steps: ["({ a: 1, b: 'two' })"] },
    { name: 'an array of more than a hundred items', steps: ['Array.from({ length: 120 }, (_, index) => index)'] },
    { name: 'a nested object', steps: ['({ a: { b: { c: { d: 1 } } } })'] },
    {
      name: 'a map, a set, a date, a regular expression',
      steps: ["new Map([['a', 1]])", 'new Set([1])', 'new Date(0)', '/a+/g'],
    },
    { name: 'a function and a class', steps: ['(function named() {})', '(class Named {})'] },
    { name: 'a circular object', steps: ['const ring: any = { a: 1 }; ring.self = ring;', 'ring'] },
    { name: 'an object of a class', steps: ['class Point { x = 1; y = 2; }', 'new Point()'] },
    { name: 'an array of objects', steps: ["[{ name: 'a', size: 1 }, { name: 'b', size: 2 }]"] },
    { name: 'bytes', steps: ['new Uint8Array([1, 2, 3])', "Buffer.from('ab')"] },
    { name: 'only the last of several expressions', steps: ['1; 2; 3'] },
    { name: 'an expression before a declaration is not shown', steps: ['5; const after = 1;'] },
    { name: 'a comment behind the last expression', steps: ['6 // six'] },
    { name: 'a cell of comments, and an empty one', steps: ['// nothing', ''] },
    {
      name: 'an error as a value',
      steps: [{ wire: "new Error('kept')" }],
      octavo: ['busy execute_input execute_result (text/plain) idle'],
    },
    {
      name: 'what a value is on the wire',
      steps: [{ wire: '42' }],
      octavo: ['busy execute_input execute_result (text/plain) idle'],
    },
  ],
};
