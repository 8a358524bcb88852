import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import { createSessionScope, setImportedSlot } from '../../lib/kernel/evaluator/variables/session-scope.ts';
import { cellRunner, outcomeOf } from './cells.ts';

setFlagsFromString('--allow-natives-syntax');
const isFast = new Function('object', 'return %HasFastProperties(object)') as (object: object) => boolean;
test.each([
  ['cells that declare', ['const a = 1; let b = 2, c; var d; function e() {} class F {}', 'const g = a + b; g']],
  ['cells that are run again', ['let a = 1; const f = () => a', 'let a = 2; const f = () => a', 'a = 3; f()']],
  ['cells that fail, and are run again', ['const a = 1; throw 1; const b = 2', 'const a = 1; const b = 2', '[a, b]']],
  ['functions that come before what they use', ['const f = () => later', 'f()', 'const later = 1', 'f()']],
  ['globals, used and then declared', ['Math.max(console.count.length)', 'fetch', 'const fetch = 1', 'fetch']],
  ['many variables', [Array.from({ length: 100 }, (_, n) => `let v${n} = ${n};`).join(' '), 'v99 = 1']],
])('V8 keeps the variables quick after %s', async (_, cells) => {
  const { scope, run } = cellRunner();
  for (const cell of cells) await outcomeOf(run(cell));
  expect(scope.homes.length).toBeGreaterThan(0);
  expect(scope.homes.map(isFast)).toEqual(scope.homes.map(() => true));
});

test('… and after imports that are done again', () => {
  const scope = createSessionScope();
  scope.beginHome();
  scope.homeOf('a');
  for (const value of [1, 2, 3]) setImportedSlot(scope, 'a', { one: value }, 'one');
  expect(scope.homes[0]?.a).toBe(3);
  expect(scope.homes.map(isFast)).toEqual([true]);
});

test('a variable of one cell stays where it is when other cells add theirs', async () => {
  const { scope, run } = cellRunner();
  await run('let total = 0; const list = [1]; function add() { total += Math.abs(list.length) }');
  const home = scope.homes[scope.homeOf('total')] as object;
  const names = Object.keys(home);
  for (let n = 0; n < 20; n += 1) await run(`const more${n} = ${n}; add()`);
  expect(Object.keys(home)).toEqual(names);
  expect(isFast(home)).toBe(true);
  expect((await run('total')).value).toBe(20);
});
