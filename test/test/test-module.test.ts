import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook, markdownCell } from '../../lib/notebook/index.ts';
import { type TestModuleOptions, testModuleOf } from '../../lib/test/vitest/test-module.ts';

const text = formatNotebook(
  createNotebook({
    cells: [
      markdownCell('# Area'),
      codeCell('//| export\nfunction area(radius: number): number {\n  return here(radius) ** 2;\n}', { id: 'c1' }),
      codeCell('const { a, b }: { a: number; b: number } = { a: 1, b: 2 };\n\nawait there(a as number, b);', {
        id: 'c2',
      }),
      codeCell('const c = ;', { id: 'c3' }),
      codeCell('const d = 1;\nconst e = /(?<x>a)(?<x>b)/;', { id: 'c4' }),
      codeCell('//| eval: false\nnever();', { id: 'c5' }),
      codeCell('import { last } from "./last.ts";\nlast("quoted");', { id: 'c6' }),
    ],
  }),
);

/** Where a piece of the module comes from: `line:column` of the notebook file, and what stands there. */
function placeOf(piece: string, options?: TestModuleOptions): string {
  const { code, map } = testModuleOf(text, '/project/area.ipynb', options);
  const before = code.slice(0, code.indexOf(piece)).split('\n');
  expect(code).toContain(piece);
  const place = { line: before.length, column: before.at(-1)?.length ?? 0 };
  const { source, line, column } = originalPositionFor(new TraceMap(map()), place);
  if (source === null) return 'nowhere';
  return `${source} ${text.split('\n')[line - 1]?.slice(column, column + 9) ?? `${line}:${column}`}`;
}

test('places of a test module lead back to the lines of the notebook file', () => {
  expect(placeOf('here)(radius)')).toBe('/project/area.ipynb here(radi');
  expect(placeOf('.there)(')).toBe('/project/area.ipynb there(a a');
  expect(placeOf('new SyntaxError("Unexpected token")')).toBe('/project/area.ipynb ;"\n'.trimEnd());
  expect(placeOf('new SyntaxError("Invalid regular')).toMatch(/^\/project\/area\.ipynb /);
  expect(placeOf('last)("quoted")')).toBe('/project/area.ipynb last(\\"qu');
});

test('a cell that is left out, or that is no TypeScript, does not keep the others from running', () => {
  const { code } = testModuleOf(text, '/project/area.ipynb');
  expect(code).not.toContain('never()');
  expect(code).toContain(JSON.stringify('"id":"c5","index":0,"name":"Area (c5)","skip":"eval: false"').slice(1, -1));
  expect(code).toContain('"./last.ts": () => import("./last.ts")');
  expect(() => new Function(`return async () => {${code.replace(/^import .*$/gm, '')}}`)).not.toThrow();
});

test('lines of exported cells may lead to their module', () => {
  const find = (notebook: string, cell: string, _: string, line: number) =>
    notebook === 'area.ipynb' && cell === 'c1'
      ? { file: '/project/lib/area.ts', line: line + 10, shift: 7 }
      : undefined;
  const exported = { root: '/project', find };
  expect(placeOf('here)(radius)', { exported })).toMatch(/^\/project\/lib\/area\.ts /);
  expect(placeOf('.there)(', { exported })).toBe('/project/area.ipynb there(a a');
});

test('a cell that no parser lives through is refused alone', () => {
  const deep = codeCell(`1;\n${'('.repeat(100_000)}1${')'.repeat(100_000)}`, { id: 'c1' });
  const notebook = formatNotebook(createNotebook({ cells: [deep, codeCell('const fine = 1;', { id: 'c2' })] }));
  const { code } = testModuleOf(notebook, '/project/deep.ipynb');
  expect(code).toContain('more than 3000 brackets inside each other');
  expect(code).toContain('fine = 1');
});
