// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { functionAsWritten } from '../../lib/kernel/transform/index.ts';
import { cellRunner } from './cells.ts';

test.each([
  ['() => a + later + document.title', '() => a + later + document.title'],
  ['(x) => a(x) + Math.max(1, a)', '(x) => a(x) + Math.max(1, a)'],
  ['(x) => { a = x; later++; return typeof nothing }', undefined],
  ['async () => (await a).b', 'async () => ((await a)).b'],
  ['() => [import("x"), import.meta.url]', undefined],
  ['({ a }) => ({ a, b: later })', undefined],
  ['() => `$1.text ${a} $cell.text` + "$1.x" + /$1.x/.source', undefined],
  ['function f(a) { return a }', undefined],
  ['class A extends Array { #p = a; static m() { return new A() } }', undefined],
  ['({ m() { return a } }).m', 'm() { return a }'],
  ['Reflect.getOwnPropertyDescriptor(class { get g() { return a } }.prototype, "g").get', 'get g() { return a }'],
  ['({ async *m() { yield a } }).m', 'async *m() { yield a }'],
])('functionAsWritten() of %s', async (written, expected = written) => {
  const { run } = cellRunner();
  await run('let a: any = 1; const $ = 2');
  const { value } = await run(`(${written})`);
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll(/[;()]/g, '');
  expect(plain(functionAsWritten(String(value)))).toBe(plain(expected));
});

test('functionAsWritten() leaves other texts as they are', () => {
  for (const text of ['() => 1', 'function push() { [native code] }', 'no function $1.x', '(a) => a.$1.x']) {
    expect(functionAsWritten(text)).toBe(text);
  }
});
