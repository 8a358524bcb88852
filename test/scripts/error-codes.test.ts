import { expect, test } from 'vitest';
import { compareCodes, readErrorTables, readLibModules } from '../../scripts/error-codes.ts';

test('every code that lib/ throws is in a table, and every code of a table is thrown', async () => {
  expect(compareCodes(await readErrorTables(), readLibModules())).toEqual([]);
});

test('no code is in two tables', async () => {
  const codes = (await readErrorTables()).flatMap((table) => Object.keys(table.codes));
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test('compareCodes() finds a code that no table lists and one that nothing throws', () => {
  const tables = [{ door: 'run', codes: { 'run-known': 'Known.', 'run-idle': 'Idle.' } }];
  const thrower = "throw new OctavoError(x ? 'run-known' : 'run-new', 'message');";
  expect(compareCodes(tables, new Map([['lib/run/a.ts', thrower]]))).toEqual([
    'lib/run/a.ts: throws "run-new", which no lib/<door>/errors.ts lists',
    'lib/run/errors.ts: lists "run-idle", which nothing in lib/ throws',
  ]);
});

test('compareCodes() takes a code that reaches the constructor through a function as thrown', () => {
  const tables = [{ door: 'run', codes: { 'run-known': 'Known.' } }];
  expect(compareCodes(tables, new Map([['lib/run/a.ts', "throw problem('run-known', 'message');"]]))).toEqual([]);
});
