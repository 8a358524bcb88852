import { describe, expect, test } from 'vitest';
import { type Declared, readCell } from '../../lib/kernel/language/cell-declarations.ts';
import { problemsOf } from '../../lib/kernel/language/cell-problems.ts';
import { Documents } from '../../lib/kernel/language/documents.ts';
import { laterPreamble } from '../../lib/kernel/language/later-cells.ts';
import { offsetAt, placeAt } from '../../lib/kernel/language/places.ts';
import { SessionDocuments } from '../../lib/kernel/language/session-documents.ts';
import { hoverDeclaration, literalDeclaration } from '../../lib/kernel/language/written-types.ts';

const shapeOf = (code: string) => {
  const shape = readCell(code, false);
  if (!shape) throw new Error(`does not parse: ${code}`);
  return shape;
};
const declaredIn = (code: string, name: string) => shapeOf(code).declared.get(name) as Declared;

describe('readCell()', () => {
  test.each([
    ['const a = 1, { b, c: [d] } = x', 'a const b const d const'],
    ['let a; var b; for (var c of []) {} if (1) { var d }', 'a let b var c var d var'],
    ['using a = f(); await using b = f()', 'a using b using'],
    ['function a() {} async function* b() {} class C {}', 'a function b function C class'],
    ['enum A {} namespace B {} interface C {} type D = 1', 'A enum B namespace C interface D type'],
    ['import a, { b as c } from "m"; import * as d from "n"', 'a import c import d import'],
    ['export const a = 1; export default function b() {}', 'a const b function'],
    ['{ let a; function b() {} } label: for (;;) break label', ''],
  ])('finds what %s declares', (code, names) => {
    expect([...shapeOf(code).declared.values()].map(({ name, kind }) => `${name} ${kind}`).join(' ')).toBe(names);
  });

  test('gives nothing for what does not parse', () => {
    expect(readCell('const = 5', false)).toBeUndefined();
    expect(readCell('<b>text</b>', true)).toBeDefined();
    expect(readCell('<b>text</b>', false)).toBeUndefined();
    expect(readCell(`${'('.repeat(100_000)}1${')'.repeat(100_000)}`, false)).toBeUndefined(); // and the process lives
  });
});

describe('a declaration that stands for itself', () => {
  test.each([
    ['const a = 5', 'const a: 5', 'const a = 5;', undefined],
    ["let a = 'x'", 'let a: string', 'declare let a: string;', undefined],
    [
      'const a = f()',
      'const a: { b: number; c?: string[]; }',
      undefined,
      'declare const a: { b: number; c?: string[]; };',
    ],
    ['const a = f()', 'const a: Map<string, K>', undefined, 'declare const a: globalThis.Map<string, globalThis.K>;'],
    ['function a<T>(b: T) { return [b] }', 'function a<T>(b: T): T[]', undefined, 'declare function a<T>(b: T): T[];'],
  ])('%s, of which the server says %s', (code, hover, literal, written) => {
    const declared = declaredIn(code, 'a');
    expect(literalDeclaration(declared, code)).toBe(literal);
    if (literal === undefined) expect(hoverDeclaration(declared, hover)?.text).toBe(written);
  });

  test.each([
    ['a text that was cut', 'const a = f()', 'const a: { b: number; ... 5 more ...; d: string; }'],
    ['a type of the cell alone', 'const a = Symbol()', 'const a: typeof a'],
    ['a constant that a later let would widen', 'const a = b ? 1 : 2', 'const a: 1 | 2'],
    ['overloads', 'function a() {}', 'function a(): void (+1 overload)'],
    ['a class', 'class a {}', 'class a'],
    ['a key that is a symbol', 'const a = f()', 'const a: { [key]: number; }'],
  ])('is not made of %s', (_, code, hover) => {
    expect(hoverDeclaration(declaredIn(code, 'a'), hover)).toBeUndefined();
  });
});

describe('the documents of a session', () => {
  const place = {
    folder: '/p',
    jsx: false,
    jsxNames: [],
    watched: [],
    projects: [],
    hasSettings: false,
    config: { path: '/p/config.json', text: '' },
    globals: { path: '/p/globals.d.ts', text: '' },
    path: (name: string) => `/p/${name}.mts`,
  };
  function session(...cells: string[]) {
    const documents = new Documents();
    const cellsOf = new SessionDocuments(documents);
    for (const code of cells) {
      cellsOf.accept(code, shapeOf(code), place, { written: new Map(), missing: [], more: '' });
    }
    const write = (code: string) => {
      cellsOf.write('/p/now.mts', code, shapeOf(code), place);
      return documents.get('/p/now.mts') ?? '';
    };
    return { documents, cellsOf, write };
  }

  test('hold a cell from the second line on, after one line with the names that it mentions', () => {
    const { write } = session('let a = f(); const b = f(); class C {}', 'const unused = 1');
    expect(write('a + b;\nnew C()').split('\n')).toEqual([
      'import {} from "/p/names.mts"; declare let a: typeof import("/p/names.mts").a; import { b } from "/p/names.mts"; import { C } from "/p/names.mts"; ',
      'a + b;',
      'new C()',
      'export {  };',
    ]);
    expect(write('const a = b')).not.toContain('declare let a');
  });

  test('keep an older cell at what it saw, and close it when nothing refers to it', () => {
    const { documents } = session('const a = f()', 'const b = a', 'const a = g()');
    expect(documents.get('/p/2.mts')).toContain('import { a } from "/p/1.mts"');
    expect(documents.get('/p/names.mts')).toContain('export { a } from "/p/3.mts"');
    const { documents: later } = session('const a = f()', 'const b = a', 'const a = g()', 'const b = 1');
    expect([later.get('/p/1.mts'), later.get('/p/2.mts')]).toEqual([undefined, undefined]);
  });

  test('leave out what a cell did not come to declare', () => {
    const { cellsOf } = session();
    const code = 'const a = 1; const b = 2';
    cellsOf.accept(code, shapeOf(code), place, { written: new Map(), missing: ['b'], more: '' });
    expect([...cellsOf.names.keys()]).toEqual(['a']);
  });

  test('give functions what later cells declare, and the cell itself only its types', () => {
    const [first, second] = ['const f = () => later(); helper()', 'function later() {} class helper {}'];
    const cells = [first, second].map((code, index) => ({ id: `c${index}`, code, shape: shapeOf(code) }));
    const notebook = { stamp: '', cells };
    expect(laterPreamble(first, shapeOf(first), { notebook, cell: 'c0', module: '/p/of-n.mts', jsx: false })).toBe(
      'import { later } from "/p/of-n.mts"; import type { helper } from "/p/of-n.mts";',
    );
  });
});

describe('places', () => {
  const code = 'one\r\ntwo\n\tthree 😀 four';
  test('go to the document and back', () => {
    for (let offset = 0; offset <= code.length; offset++) {
      if (code[offset] === '\n' && code[offset - 1] === '\r') continue;
      expect(offsetAt(code, placeAt(code, offset))).toBe(offset);
    }
    expect(placeAt(code, code.indexOf('four'))).toEqual({ line: 3, character: 10 });
    expect(offsetAt(code, { line: 0, character: 3 })).toBeUndefined();
    expect(offsetAt(code, { line: 9, character: 0 })).toBeUndefined();
  });

  test('of errors outside the cell are not the cell’s', () => {
    const at = (line: number, severity = 1) => ({
      severity,
      code: 2322,
      message: `on ${line}`,
      range: { start: { line, character: 2 }, end: { line, character: 5 } },
    });
    expect(problemsOf([at(0), at(1), at(2, 4), at(4)], 'a\nb\nc')).toEqual([
      { code: 2322, message: 'on 1', line: 1, column: 3, length: 3 },
    ]);
  });
});
