// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { startEvaluator } from './evaluator.ts';

test.each([
  ['Array.prototype.map', '() => { throw new Error("mine") }'],
  ['Array.prototype.flatMap', 'undefined'],
  ['Array.prototype.push', 'function () { return 0 }'],
  ['Array.prototype.shift', 'function () {}'],
  ['Array.prototype.join', '() => "joined"'],
  ['String.prototype.split', 'null'],
  ['String.prototype.replace', '() => ""'],
  ['RegExp.prototype.exec', '() => null'],
  ['Map.prototype.get', '() => undefined'],
  ['Set.prototype.has', '() => true'],
  ['WeakMap.prototype.get', '() => undefined'],
  ['Promise.prototype.then', 'function () {}'],
  ['Object.defineProperty', 'null'],
  ['Object.entries', 'null'],
  ['JSON.stringify', 'null'],
  ['globalThis.setImmediate', 'null'],
])('a cell that replaces %s has it replaced, and keeps its kernel', async (name, replacement) => {
  const { run, stop } = await startEvaluator();
  await run(`(${name} as any) = ${replacement}; 0`);
  const statements =
    'const list: number[] = [1]; let { length } = list; class A { x = 1 }; function f(n: number) { return n + length }';
  expect((await run(statements)).failure).toBeUndefined();
  expect((await run('f(new A().x)')).text).toBe('2');
  expect((await run(`String(${name}) === String(${replacement})`)).text).toBe('true');
  const { failure } = await run('\nthrow new TypeError("told")');
  expect(failure?.evalue).toMatch(/^told/);
  expect(failure?.traceback.join('\n')).toContain('line 2');
  expect((await run('const x = ;')).failure?.ename).toBe('SyntaxError');
  await stop();
});

test('the text of a function is as written, for whoever sends it elsewhere', async () => {
  const { run, stop } = await startEvaluator();
  await run(
    'const factor: number = 3; function times(n: number): number { return Math.round(n * factor) + later } const later = 1',
  );
  const there = 'const there = new Function("factor", "later", `return ${times}`)(10, 0); there(2)';
  expect((await run(there)).text).toBe('20');
  expect((await run('Function.prototype.toString.toString()')).text).toContain('[native code]');
  await stop();
});
