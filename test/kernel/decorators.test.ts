// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { projectSyntax, transformCell } from '../../lib/kernel/transform/index.ts';
import { cellRunner, outcomeOf } from './cells.ts';

async function lastOf(...cells: string[]): Promise<string> {
  const { run } = cellRunner();
  for (const cell of cells.slice(0, -1)) await run(cell);
  return outcomeOf(run(cells.at(-1) ?? ''));
}

test.each([
  ['of a class', '@((c: any) => class extends c { z = 1 }) class A { y = 2 } new A()', 'A { y: 2, z: 1 }'],
  [
    'of a method',
    'class A { @((f: any) => function (this: any) { return f.call(this) + 1 }) m() { return 1 } } new A().m()',
    '2',
  ],
  ['of a field', 'class A { @((_: any, c: any) => (v: number) => v + c.name) x = 1 } new A().x', "'1x'"],
  ['of a static field', 'class A { @((_: any, c: any) => () => c.static) static x = 1 } A.x', 'true'],
  [
    'of a private field',
    'class A { @((_: any, c: any) => () => c.private) #x = 1; get x() { return this.#x } } new A().x',
    'true',
  ],
  ['of a getter', 'class A { @((get: any) => () => get() + 1) get x() { return 1 } } new A().x', '2'],
  [
    'of a setter',
    'let seen: any; class A { @((set: any, c: any) => { seen = c.kind }) set x(v: number) {} } seen',
    "'setter'",
  ],
  [
    'of an accessor',
    'class A { @((o: any) => ({ get: () => 5, init: (v: number) => v })) accessor x = 1 } new A().x',
    '5',
  ],
  [
    'accessor alone',
    'class A { accessor x = 1; static accessor y = 2 } const a = new A(); a.x++; [a.x, A.y, Object.keys(a)]',
    '[ 2, 2, [] ]',
  ],
  [
    'of a class expression',
    'const A = @((c: any) => { c.made = 1 }) class { static made = 0 }; [A.name, A.made]',
    "[ 'A', 1 ]",
  ],
  [
    'with a call',
    'const add = (n: number) => (f: any) => () => f() + n; class A { @add(3) @add(4) m() { return 1 } } new A().m()',
    '8',
  ],
  ['of a member', 'const all = { d: (f: any) => () => 7 }; class A { @all.d m() { return 1 } } new A().m()', '7'],
  [
    'with addInitializer',
    'const log: string[] = []; const d = (_: any, c: any) => { c.addInitializer(() => log.push(c.kind)) }; @d class A { @d m() {} @d x = 1 } new A(); log',
    "[ 'class', 'method', 'field' ]",
  ],
  [
    'with metadata',
    'const d = (_: any, c: any) => { c.metadata[c.name] = c.kind }; class A { @d m() {} @d x = 1 } ({ ...(A as any)[(Symbol as any).metadata ?? Symbol.for("Symbol.metadata")] })',
    "{ m: 'method', x: 'field' }",
  ],
  [
    'in the order of the proposal',
    'const log: string[] = []; const d = (n: string) => { log.push(`e${n}`); return () => { log.push(`c${n}`) } }; @d("A") class A { @d("x") x = 1; @d("s") static s = 1; @d("m") m() {} } log.join()',
    "'eA,ex,es,em,cm,cs,cx,cA'",
  ],
  ['with access', 'let read: any; class A { @((_: any, c: any) => { read = c.access.get }) x = 4 } read(new A())', '4'],
  [
    'that uses its own class',
    'const d = (c: any) => c; @d class A { static make() { return new A() } } A.make() instanceof A',
    'true',
  ],
  [
    'with types, parameter properties and enums beside it',
    'enum E { X = 3 } const d = <T>(v: T) => v; @d class A<T> { constructor(readonly v: T, private w = E.X) {} sum() { return this.w } } new A("v").sum()',
    '3',
  ],
  ['exported', 'const d = (c: any) => { c.n = 1 }; export @d class A { static n = 0 } A.n', '1'],
  ['without a result of its own', 'const d = (c: any) => c; @d class A {}', 'undefined'],
  ['with a result after it', 'const d = (c: any) => c; @d class A {}\n[1, 2]', '[ 1, 2 ]'],
])('a decorator %s', async (_, cell, expected) => {
  expect(await lastOf(cell)).toBe(expected);
});

test('decorated classes live over cells, each with helpers of its own', async () => {
  const first = 'const d = (_: any, c: any) => (v: number) => v + 1; @((c: any) => c) class A { @d x = 1 }';
  const second = '@((c: any) => c) class B extends A { @d y = 10 }';
  expect(await lastOf(first, second, 'const _init = 0, _x = 1, __decorateElement = 2', '[new A(), new B()]')).toBe(
    '[ A { x: 2 }, B { x: 2, y: 11 } ]',
  );
  expect(await lastOf(first, 'class A { z = 1 }', 'new A()')).toBe('A { z: 1 }');
  expect(await lastOf('const make = () => new A()', first, 'make()')).toBe('A { x: 2 }');
});

test('what lowers decorators declares nothing in the session', () => {
  const context = { declared: new Map(), homeOf: () => 0, project: () => projectSyntax({}) };
  const { declared } = transformCell('const d = (v: any) => v; @d class A { @d accessor x = 1; @d #p = 1 }', context);
  expect([...declared.keys()].sort()).toEqual(['A', 'd']);
});

test('an @ in a text is no decorator', () => {
  const context = {
    declared: new Map(),
    homeOf: () => 0,
    project: () => {
      throw new Error('asked for the project');
    },
  };
  expect(transformCell('const mail = "a@b.c"; const accessor = 1; /* @d */ `@d class`', context).javascript).toContain(
    '@',
  );
});
