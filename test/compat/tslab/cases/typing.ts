import type { Topic } from '../corpus.ts';

export const typing: Topic = {
  title: 'types',
  cases: [
    { name: 'a type error stops the cell', steps: ["console.log('ran');\nconst wrong: number = 'text';"] },
    { name: 'a type error with a name of an earlier cell', steps: ['const words = [1, 2];', 'words.toUpperCase()'] },
    { name: 'two type errors', steps: ["const one: number = 'a';\nconst two: string = 2;"] },
    { name: 'a name that does not exist', steps: ['notDeclared + 1'] },
    { name: 'a misspelt member', steps: ["'abc'.toUperCase()"] },
    {
      name: 'an argument of the wrong type',
      steps: ['function half(value: number) { return value / 2; }', "half('ten')"],
    },
    { name: 'too few arguments', steps: ['function add(a: number, b: number) { return a + b; }', 'add(1)'] },
    {
      name: 'a missing property',
      steps: ['interface Person { name: string; age: number }', "const person: Person = { name: 'Ada' };"],
    },
    {
      name: 'an excess property',
      steps: ['interface Sized { size: number }', 'const sized: Sized = { size: 1, colour: 2 };'],
    },
    {
      name: 'the names of a cell with a type error',
      steps: ['const good = 1; const bad: string = 2;', { ends: 'good' }],
    },
    { name: 'any gives way', steps: ["const anything: any = 'text';", 'anything.whatever?.deeper'] },
    {
      name: '@ts-ignore and @ts-expect-error',
      steps: [
        "// @ts-ignore\nconst ignored: number = 'text';",
        'ignored',
        "// @ts-expect-error\nconst expected: number = 'text';",
      ],
    },
    {
      name: 'a parameter without a type',
      steps: [{ ends: 'function untyped(value) { return value; }' }],
      octavo: ['fails'],
    },
    { name: 'null where a value is wanted', steps: [{ ends: 'const absent: string = null;' }], octavo: ['fails'] },
    { name: 'a possibly missing element', steps: [{ ends: "['a'].find((text) => text === 'b').length" }] },
    {
      name: 'a discriminated union',
      steps: [
        'type Result = { ok: true; value: number } | { ok: false; reason: string };\nconst result = { ok: true, value: 3 } as Result;',
        'result.ok ? result.value : result.reason',
      ],
      octavo: ['', '3'],
    },
    {
      name: 'generics with a constraint',
      steps: [
        'function pluck<T, K extends keyof T>(from: T, key: K): T[K] { return from[key]; }',
        "pluck({ size: 4 }, 'size').toFixed(1)",
        { ends: "pluck({ size: 4 }, 'colour')" },
      ],
    },
    { name: 'satisfies', steps: ['const table = { a: 1 } satisfies Record<string, number>;', 'table.a'] },
    {
      name: 'optional chaining, nullish and numeric separators',
      steps: ['const maybe: { deep?: { value: number } } = {};', 'maybe.deep?.value ?? 1_000'],
    },
    { name: 'bigint', steps: ['2n ** 64n'] },
    { name: 'an abstract class cannot be made', steps: ['abstract class Animal {}', { ends: 'new Animal()' }] },
    {
      name: 'a type assertion and a non-null assertion',
      steps: ["const text = 'abc' as unknown as string; text!.length"],
    },
    {
      name: 'mapped and conditional types',
      steps: [
        'type Optional<T> = { [K in keyof T]?: T[K] };\nconst part: Optional<{ a: number; b: string }> = { a: 1 };',
        'part.a',
      ],
    },
    {
      name: 'a tuple with labels',
      steps: ['type Span = [start: number, end: number];\nconst span: Span = [1, 2];', 'span[1]'],
    },
    {
      name: 'template literal types',
      steps: [`type Unit = \`\${number}px\`;`, { ends: "const width: Unit = '3em';" }],
    },
    {
      name: 'a decorator with the legacy arguments',
      steps: [
        'function seen(target: any, key: string, descriptor: PropertyDescriptor) { console.log(typeof key); }\nclass Decorated { @seen method() {} }',
      ],
      octavo: ['does not check: 2:19'],
    },
    {
      name: 'a decorator of the standard',
      steps: [
        'function named(value: unknown, context: { name?: string | symbol }) { console.log(context.name); }\nclass Standard { @named method() {} }',
      ],
      octavo: ['method'],
    },
    {
      name: 'using',
      steps: ["{ using held = { [Symbol.dispose]() { console.log('given back'); } }; console.log('held'); }"],
      octavo: ['held\ngiven back'],
    },
    { name: 'iterator helpers and Set methods', steps: ['new Set([1, 2]).union(new Set([3])).size'], octavo: ['3'] },
    {
      name: 'a newer method of arrays',
      steps: ['[3, 1, 2].toSorted()', '[1, 2, 3].at(-1)'],
      octavo: ['[ 1, 2, 3 ]', '3'],
    },
    { name: 'the DOM is not there', steps: [{ ends: 'document.title' }] },
    { name: 'fetch is known', steps: ['typeof fetch'] },
  ],
};
