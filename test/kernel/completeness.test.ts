// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { completenessOf } from '../../lib/kernel/transform/index.ts';
import { completeSamples, incompleteSamples, invalidSamples } from './completeness-samples.ts';

test.each(completeSamples)('completenessOf() finds %j complete', (source) => {
  expect(completenessOf(source)).toEqual({ status: 'complete', indent: '' });
});

test.each(incompleteSamples)('completenessOf() wants more after %j', (source) => {
  expect(completenessOf(source).status).toBe('incomplete');
});

test.each(invalidSamples)('completenessOf() finds %j wrong whatever follows', (source) => {
  expect(completenessOf(source)).toEqual({ status: 'invalid', indent: '' });
});

test.each([
  ['const x = ', ''],
  ['foo(', '  '],
  ['if (a) {', '  '],
  ['  if (a) {\n    b(', '      '],
  ['x = [1,\n', ''],
  ['f(() => {\n  g()\n', '  '],
  ['if (a) {\n  b\n} else {', '  '],
  ['`abc\n  def (', ''], // a part of the text
  ['`${a', ''],
  ['/* abc', ''],
  ['<div>\n  {xs.map((x) => (', '    '],
])('completenessOf() goes on after %j with %j', (source, indent) => {
  expect(completenessOf(source)).toEqual({ status: 'incomplete', indent });
});

test('completenessOf() answers on a long cell in which nothing is closed', () => {
  expect(completenessOf('f({ a: [`${'.repeat(200)).status).toBe('incomplete');
});

test.each([
  ['{ "a": 1 }', 'complete'],
  ['{ ...a, m() {} }\n', 'complete'],
  ['{ "a": 1,', 'incomplete'],
  ['{ "a": [1,\n  2', 'incomplete'],
  ['{ "a": 1 } 2', 'invalid'],
  ['{ "a" 1', 'invalid'],
])('completenessOf() reads %j as an object: %s', (source, status) => {
  expect(completenessOf(source).status).toBe(status);
});
