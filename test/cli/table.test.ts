import { expect, test } from 'vitest';
import { formatTable, textWidth } from '../../lib/cli/table.ts';

const header = ['run', 'experiment', 'parameters', 'loss'];
const rows = [
  ['a', 'iris', 'model=a very long name, and then some', '0.5'],
  ['b', '模型 🐙', 'p=1', '12'],
];

test('formatTable() sets numbers to the right and counts wide characters as two', () => {
  expect(formatTable(header, rows)).toBe(
    [
      'run  experiment  parameters                             loss',
      '---  ----------  -------------------------------------  ----',
      'a    iris        model=a very long name, and then some   0.5',
      'b    模型 🐙     p=1                                      12',
      '',
    ].join('\n'),
  );
});

test('formatTable() cuts what is flexible, then leaves out what is optional, then cuts lines', () => {
  const fitted = (width: number) =>
    formatTable(header, rows, { width, flexible: ['parameters'], optional: ['experiment'] }).split('\n');
  expect(fitted(60)[2]).toBe('a    iris        model=a very long name, and then some   0.5');
  expect(fitted(45)[2]).toBe('a    iris        model=a very long nam…   0.5');
  expect(fitted(45).every((line) => textWidth(line) <= 45)).toBe(true);
  expect(fitted(36)[2]).toBe('a    model=a very long name, …   0.5');
  expect(fitted(20).every((line) => textWidth(line) <= 20)).toBe(true);
});

test('textWidth() leaves colours and combining marks out', () => {
  expect(['\u001b[31mred\u001b[0m', 'e\u0301', '漢字', ''].map(textWidth)).toEqual([3, 1, 4, 0]);
});
