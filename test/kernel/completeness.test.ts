// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { completenessOf } from '../../lib/kernel/transform/index.ts';

test.each(['', '// hi', 'const a = 1;\n', 'await f()', 'type A = number', 'let a; let a', 'x => {}', '`a${b}`'])(
  'completenessOf() finds %j complete',
  (source) => {
    expect(completenessOf(source)).toEqual({ status: 'complete', indent: '' });
  },
);

test.each([
  ['const x = ', ''],
  ['foo(', '  '],
  ['if (a) {', '  '],
  ['  if (a) {\n    b(', '      '],
  ['x = [1,\n', ''],
  ['`abc\n', ''],
  ['`${a', ''],
  ['`${a} b', ''],
  ['/* abc', ''],
  ['class A {', '  '],
  ['interface X {', '  '],
  ['a.', ''],
  ['1 +', ''],
  ['let x: ', ''],
  ['function* f() { yield', ''],
  ['switch (x) { case 1:', ''],
  ['try {}', ''],
  ['if (a)', ''],
  ['if (a) b; else', ''],
  ['import {a} from', ''],
  ['"é"; f(', '  '],
])('completenessOf() wants more after %j', (source, indent) => {
  expect(completenessOf(source)).toEqual({ status: 'incomplete', indent });
});

test.each(['const x = 1 2', "'abc", '/abc', '}', 'a)', 'f(a]', 'else', 'const y', '1 + )', 'return 1', '"é'])(
  'completenessOf() finds %j wrong whatever follows',
  (source) => {
    expect(completenessOf(source).status).toBe('invalid');
  },
);
