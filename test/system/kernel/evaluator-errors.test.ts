// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellPlace } from '../../../lib/kernel/evaluator/protocol.ts';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

let evaluator: TestEvaluator;
beforeAll(async () => {
  evaluator = await startEvaluator();
});
afterAll(() => evaluator.stop());

const place: CellPlace = { notebook: 'train.ipynb', id: 'b2c4d6e8', index: 3 };

async function failureOf(code: string) {
  const { failure, stderr } = await evaluator.run(code, place);
  if (!failure) throw new Error(`did not fail: ${stderr}`);
  const { ename, evalue, traceback } = failure;
  return { ename, evalue, text: stripVTControlCharacters(traceback.join('\n')) };
}

describe('a traceback', () => {
  test('tells notebook, cell and line as written, with the lines and a mark', async () => {
    const { ename, evalue, text } = await failureOf(
      'interface A {\n  a: number;\n}\nconst f = (x: A | null): number => {\n  return x!.a;\n};\nf(null);',
    );
    expect([ename, evalue]).toEqual(['TypeError', "Cannot read properties of null (reading 'a')"]);
    expect(text).toBe(
      [
        "TypeError: Cannot read properties of null (reading 'a')",
        '  train.ipynb cell b2c4d6e8 [3] line 5',
        '    4 | const f = (x: A | null): number => {',
        '  > 5 |   return x!.a;',
        '      |             ^',
        '    at f (train.ipynb cell b2c4d6e8 [3] line 5:13)',
        '    at train.ipynb cell b2c4d6e8 [3] line 7:1',
      ].join('\n'),
    );
  });

  test('names a cell by its count when nothing else is known', async () => {
    const { failure } = await evaluator.run('\n\nthrow new Error("boom")');
    expect(stripVTControlCharacters(failure?.traceback.join('\n') ?? '')).toMatch(/at In \[\d+\] line 3:7/);
  });

  test.each([
    ['throw new Error("x".repeat(1e6))', '980,000'],
    ['throw "x".repeat(1e6)', '980,000'],
    ['throw Object.assign(new Error("a"), { name: "x".repeat(1e6) })', '999,800'],
  ])('cuts what is too long: %s', async (code, more) => {
    const { ename, evalue, text } = await failureOf(code);
    expect(ename + evalue).toContain(`xxx… ${more} more characters`);
    expect((ename + evalue).length).toBeLessThan(21_000);
    expect(text).toMatch(/xxx.*more characters/);
    expect(text.length).toBeLessThan(22_000);
  });

  test('goes through functions of other cells, async ones, classes and callbacks', async () => {
    await evaluator.run(
      'class K {\n  static async go(f: () => void) {\n    await null;\n    [1].forEach(() => f());\n  }\n}',
      {
        ...place,
        id: 'aaaaaaaa',
        index: 1,
      },
    );
    const { text } = await failureOf('await K.go(() => {\n  throw new RangeError("r");\n});');
    const frames = text.split('\n').filter((line) => line.startsWith('    at '));
    expect(frames).toEqual([
      '    at train.ipynb cell b2c4d6e8 [3] line 2:9',
      '    at train.ipynb cell aaaaaaaa [1] line 4:23',
      '    at Array.forEach (<anonymous>)',
      '    at K.go (train.ipynb cell aaaaaaaa [1] line 4:9)',
      '    at train.ipynb cell b2c4d6e8 [3] line 1:1',
    ]);
  });

  test.each([
    ['const a = 1;\nconst b = 2; a.b.c', 2],
    ['await null;\n\nawait Promise.reject(new Error("x"));\n', undefined],
    ['enum E { A }\nnamespace N { export const a = 1 }\n/* c */ nowhere', 3],
    ['const { a } = 1 as any,\n  { b } = null as any;', 2],
    ['export const q = 1;\nexport function f() {\n  // comment\n\n  throw new Error("e");\n}\nf();', 5],
    ['class A {\n  #p = nowhere;\n}\nnew A();', 2],
    ['const t = `a\n${1}\n${nowhere}`;', 3],
    ['for (const x of [1]) {\n  if (x)\n    null!.x;\n}', 3],
    ['const o = {\n  get g() { return nowhere },\n};\no.g;', 2],
    ['const x = 1;\nx = 2;', 2],
    ['label: for (;;) {\n  break label\n}\n(undefined as any)();', 4],
    ['\t\tnowhere', 1],
    ['"é😀"; nowhere', 1],
  ])('finds the line of %j', async (code, line) => {
    const { text } = await failureOf(code);
    if (line === undefined) expect(text).not.toContain('octavo-cell');
    else expect(text).toContain(`train.ipynb cell b2c4d6e8 [3] line ${line}\n`);
    expect(text).not.toMatch(/node:|evaluator|octavo-cell/);
  });

  test("reads like the cell's own code, not like what the kernel made of it", async () => {
    expect((await failureOf('const notCallable: any = 1;\nnotCallable()')).evalue).toBe(
      'notCallable is not a function',
    );
    expect((await failureOf('const xs: any = 1; const [y] = xs;')).evalue).toMatch(/^(xs|number 1) is not iterable/);
    expect((await failureOf('const o: any = {};\no.method()')).evalue).toBe('o.method is not a function');
    expect((await failureOf('new notCallable()')).evalue).toBe('notCallable is not a constructor');
    expect((await failureOf('throw new Error("$.price is missing")')).evalue).toBe('$.price is missing');
  });

  test('shows causes, aggregated errors and properties', async () => {
    const { text } = await failureOf(`
      const inner = Object.assign(new TypeError('inner'), { code: 'E_INNER' });
      throw new AggregateError([inner, 'text'], 'outer', { cause: new Error('the cause', { cause: 5 }) });`);
    expect(text).toContain('AggregateError: outer\n');
    expect(text).toContain('  [cause]: Error: the cause'.replace(']:', ']'));
    expect(text).toContain('[errors[0]] TypeError: inner');
    expect(text).toContain("code: 'E_INNER'");
    expect(text).toContain("[errors[1]] 'text'");
    expect(text).toContain('[cause] 5');
  });

  test('says an assertion once, a recursion briefly, and the place of a cause when the error has none', async () => {
    const assertion = await failureOf(`import assert from 'node:assert/strict';\nassert.equal(1, 2)`);
    expect(assertion.text).toContain('line 2\n');
    expect(assertion.text).not.toContain('generatedMessage');
    const recursion = await failureOf('function deep(): void { deep() }\ndeep()');
    expect(recursion.text.split('\n').length).toBeLessThan(12);
    expect(recursion.text).toContain('more of the same');
    const outer = await failureOf(
      `await Promise.reject(Object.assign(new Error('outer', { cause: new Error('in') }), { stack: 'Error: outer' }))`,
    );
    expect(outer.text).toContain('train.ipynb cell b2c4d6e8 [3] line 1\n');
  });

  test('says a circle of causes once, and of many errors the first', async () => {
    const { text } = await failureOf(
      'const a = new Error("a"), b = new Error("b", { cause: a }); a.cause = b; throw a',
    );
    expect(text).toContain('  [cause] Error: b\n');
    expect(text).toContain('    [cause] Error: a (as above: it goes in a circle)');
    expect(text.match(/Error: b/g)).toHaveLength(1);
    const many = await failureOf('throw new AggregateError(Array.from({ length: 30 }, (_, i) => new Error(`e${i};`)))');
    expect(many.text).toContain('[errors[9]] Error: e9;');
    expect(many.text).not.toContain('e10;');
    expect(many.text).toContain('[errors: 20 more]');
  });

  test('shows what was suppressed by an error in a disposal', async () => {
    const { text } = await failureOf(
      '{ using a = { [Symbol.dispose]() { throw new Error("dispose") } };\n throw new Error("body") }',
    );
    expect(text).toMatch(/\[error\] Error: dispose[\s\S]*\[suppressed\] Error: body/);
  });

  test.each([
    ['undefined', 'throw undefined', 'Uncaught', 'undefined'],
    ['a frozen object', 'throw Object.freeze({ a: 1 })', 'Uncaught', '{ a: 1 }'],
    ['a frozen error', 'throw Object.freeze(new RangeError("f"))', 'RangeError', 'f'],
    ['a proxy that throws', 'throw new Proxy(new Error("x"), { get() { throw 1 } })', 'Error', ''],
    [
      'an error whose cause throws',
      'throw Object.defineProperty(new Error("c"), "cause", { get() { throw 1 } })',
      'Error',
      'c',
    ],
    [
      'an error with a property that throws',
      'throw Object.defineProperty(new Error("p"), "q", { enumerable: true, get() { throw 1 } })',
      'Error',
      'p',
    ],
    ['an error without a prototype', 'throw Object.setPrototypeOf(new Error("n"), null)', 'Error', 'n'],
    ['an error of another realm', `throw require('node:vm').runInNewContext('new TypeError("v")')`, 'TypeError', 'v'],
    ['a DOMException', 'throw new DOMException("d", "AbortError")', 'AbortError', 'd'],
  ])('describes %s', async (_, code, ename, evalue) => {
    expect(await failureOf(code)).toMatchObject({ ename, evalue });
  });

  test('finds the cell in the stack of another realm', async () => {
    const { text } = await failureOf(`\nrequire('node:vm').runInNewContext('null.x')`);
    expect(text).toContain('    at train.ipynb cell b2c4d6e8 [3] line 2:20');
  });

  test('has colours: name, failing line, frames of packages', async () => {
    const { failure } = await evaluator.run('[1].map(() => {\n  throw new Error("c");\n})');
    const [first, , , second] = failure?.traceback ?? [];
    expect(first).toBe('\x1b[1;38;5;196mError\x1b[22;39m: c');
    expect(second).toBe('  \x1b[38;5;30m> 2\x1b[39m |   throw new Error("c");');
    expect(failure?.traceback.find((line) => line.includes('Array.map'))).toBe(
      '\x1b[38;5;244m    at Array.map (<anonymous>)\x1b[39m',
    );
  });

  test('prints the hint of an OctavoError', async () => {
    const { ename, text } = await failureOf(
      `import { OctavoError } from 'octavo/errors'; throw new OctavoError('x-y', 'it is wrong', { hint: 'octavo --help' })`,
    );
    expect(ename).toBe('OctavoError');
    expect(text).toContain('hint: octavo --help');
  });

  test('an error in a module tells its file, relative to the folder', async () => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(
      `${evaluator.cwd}/broken.ts`,
      'interface X { a: number }\nexport function f(): never {\n  throw new Error("in module");\n}\n',
    );
    await writeFile(`${evaluator.cwd}/syntax.ts`, 'export const a = 1;\nexport const b = ;\n');
    const { text } = await failureOf(`import { f } from './broken.ts';\nf();`);
    expect(text).toContain('    at f (broken.ts:3:9)\n    at train.ipynb cell b2c4d6e8 [3] line 2:1');
    const broken = await failureOf(`\nawait import('./syntax.ts')`);
    expect(broken.ename).toBe('SyntaxError');
    expect(broken.text).toContain('syntax.ts');
  });

  test.each([
    ['throw "text"', 'Uncaught', 'text'],
    ['throw undefined', 'Uncaught', 'undefined'],
    ['throw null', 'Uncaught', 'null'],
    ['throw { a: 1 }', 'Uncaught', '{ a: 1 }'],
    ['throw Symbol("s")', 'Uncaught', 'Symbol(s)'],
    ['throw new Proxy({}, { get() { throw new Error("trap") } })', 'Uncaught', '{}'],
    ['const e = new Error("m"); Object.defineProperty(e, "stack", { get() { throw 1 } }); throw e', 'Error', 'm'],
    ['const e = new Error("m"); Object.defineProperty(e, "message", { get() { throw 1 } }); throw e', 'Error', ''],
    ['const e = new Error("m"); e.stack = undefined as any; throw e', 'Error', 'm'],
    ['const e = new Error("m"); e.name = ""; throw e', 'Error', 'm'],
    ['class MyError extends Error {}; throw new MyError("m")', 'MyError', 'm'],
    [
      'throw { [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("inspect") } }',
      'Error',
      /cannot be shown/,
    ],
    ['({ [Symbol.for("Jupyter.display")]() { throw new Error("display") } })', 'Error', 'display'],
    ['throw new DOMException("d", "AbortError")', 'AbortError', 'd'],
    [
      'const { runInNewContext } = await import("node:vm"); runInNewContext("throw new TypeError(1)")',
      'TypeError',
      '1',
    ],
  ])('%s', async (code, ename, evalue) => {
    const failure = await failureOf(code);
    expect(failure.ename).toBe(ename);
    if (typeof evalue === 'string') expect(failure.evalue).toBe(evalue);
    else expect(failure.evalue).toMatch(evalue);
  });

  test("error.stack and printed errors tell the cell's lines too", async () => {
    const { stdout } = await evaluator.run('\ntry {\n  nowhere;\n} catch (error) {\n  console.log(error);\n}', place);
    expect(stdout).toBe('ReferenceError: nowhere is not defined\n    at train.ipynb cell b2c4d6e8 [3] line 3:3\n');
  });

  test('a syntax error shows its place and mark, and nothing of the cell runs', async () => {
    const failure = await failureOf('console.log("ran");\nconst y = ;');
    expect(failure.ename).toBe('SyntaxError');
    expect(failure.text).toBe(
      [
        'SyntaxError: Unexpected token',
        '  train.ipynb cell b2c4d6e8 [3] line 2',
        '    1 | console.log("ran");',
        '  > 2 | const y = ;',
        '      |           ^',
      ].join('\n'),
    );
    expect((await evaluator.run('const late = 1; /a(/', place)).failure?.ename).toBe('SyntaxError');
    expect((await evaluator.run('typeof late', place)).text).toBe("'undefined'");
  });

  test('finds the line in a class with decorators', async () => {
    const { evalue, text } = await failureOf(
      [
        'interface Row { a: number }',
        'const dec = <T>(value: T, context: { name: unknown }) => value;',
        '@dec class A {',
        '  @dec accessor x: number = 1;',
        '  @dec m(row: Row | null): number {',
        '    return row!.a;',
        '  }',
        '}',
        'new A().m(null);',
      ].join('\n'),
    );
    expect(evalue).toBe("Cannot read properties of null (reading 'a')");
    expect(text).toContain('A.m (train.ipynb cell b2c4d6e8 [3] line 6:');
    expect(text).toContain('at train.ipynb cell b2c4d6e8 [3] line 9:9');
    expect(text).toContain('> 6 |     return row!.a;');
  });
});

describe('errors that nothing awaits', () => {
  test('fail the cell while it runs', async () => {
    expect((await failureOf('Promise.reject(new Error("left behind"))')).evalue).toBe('left behind');
    expect(
      (await failureOf('setTimeout(() => { throw new Error("timer") }, 5); await new Promise(() => {})')).evalue,
    ).toBe('timer');
    expect((await failureOf('process.nextTick(() => { throw new Error("tick") })')).evalue).toBe('tick');
  });

  test('are told as errors of the cell that caused them when it has ended, and the kernel lives on', async () => {
    const request = evaluator.begin(
      'setTimeout(() => { throw new Error("late timer") }, 30); void (async () => { await new Promise((r) => setTimeout(r, 60)); throw new TypeError("late promise") })()',
      place,
    );
    await evaluator.finish(request);
    const next = await evaluator.run('await new Promise((r) => setTimeout(r, 150)); 5');
    expect(next.text).toBe('5');
    const late = evaluator.executionOf(request).events.filter((event) => event.type === 'late-failure');
    expect(late).toMatchObject([
      { ename: 'Error', evalue: 'late timer' },
      { ename: 'TypeError', evalue: 'late promise' },
    ]);
    expect(stripVTControlCharacters(late[0]?.traceback.join('\n') ?? '')).toContain(
      'Error: late timer\n  train.ipynb cell b2c4d6e8 [3] line 1',
    );
  });

  test('a rejection that is handled a little later is none', async () => {
    const { failure, text } = await evaluator.run(
      'const p = Promise.reject(new Error("x")); p.catch(() => {}); await null; 1',
    );
    expect(failure).toBeUndefined();
    expect(text).toBe('1');
  });
});
