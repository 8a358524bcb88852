import { expect, test } from 'vitest';
import { ambientFiles, leavesOut, wholeFolder } from '../../lib/kernel/language/ambient-files.ts';

const nothing = { include: [], exclude: [] };

test.each([
  ['src', '/p/src/**/*.d.ts'],
  ['src/', '/p/src/**/*.d.ts'],
  ['src/**', '/p/src/**/*.d.ts'],
  ['src/**/*', '/p/src/**/*.d.ts'],
  ['src/**/*.ts', '/p/src/**/*.d.ts'],
  ['../types/*.d.ts', '/types/*.d.ts'],
  ['env.d.ts', '/p/env.d.ts'],
])('of what %s includes, declaration files are %s', (pattern, include) => {
  expect(ambientFiles({ include: [pattern] }, '/p/tsconfig.json', nothing).include).toEqual([include]);
});

test.each(['main.ts', 'src/**/*.vue', 'data.json', 'src/*.test.ts'])('%s includes none', (pattern) => {
  expect(ambientFiles({ include: [pattern] }, '/p/tsconfig.json', nothing).include).toEqual([]);
});

test('the nearest settings file that says something counts, else the whole folder; outputs are left out', () => {
  const whole = wholeFolder('/p/tsconfig.json');
  expect(ambientFiles({}, '/p/tsconfig.json', whole).include).toEqual(['/p/**/*.d.ts']);
  const base = ambientFiles({ include: ['a'], exclude: ['a/b'] }, '/q/base.json', whole);
  const { include, exclude } = ambientFiles({ compilerOptions: { outDir: 'out' } }, '/p/tsconfig.json', base);
  expect(include).toEqual(['/q/a/**/*.d.ts']);
  expect(exclude).toEqual(expect.arrayContaining(['/q/a/b', '/p/out', '/p/**/node_modules/*']));
  expect(ambientFiles({ include: 5, files: null, compilerOptions: null, exclude: [1] }, '/p/t', base).include).toEqual(
    [],
  );
});

test.each([
  ['/p/notebooks', true],
  ['/p/**/*.mts', true],
  ['/p/**/note*', true],
  ['/p/note', false],
  ['/p/**/node_modules/*', false],
  ['/p/(a+)+[b', false],
])('%s leaves out a cell of notebooks: %s', (pattern, leaves) => {
  expect(leavesOut(pattern, '/p/notebooks/octavo-cell-now.mts')).toBe(leaves);
});
