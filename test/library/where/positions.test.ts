import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseModule } from '../../../lib/library/blocks.ts';
import { collectNotebook } from '../../../lib/library/collect.ts';
import { makeModule } from '../../../lib/library/module.ts';
import {
  cellPlaceOf,
  type ModulePositions,
  modulePlaceOf,
  modulePositions,
} from '../../../lib/library/where/positions.ts';
import { type Cell, codeCell, createNotebook, formatNotebook, parseNotebook } from '../../../lib/notebook/index.ts';
import fc from '../../property.ts';

const own = { name: 'shop', exports: { './*': './lib/*.ts' } };
const context = { lib: 'lib', own };
const path = 'notebooks/a b.ipynb';

/** A module line without what the exporter puts into it. */
const bare = (line: string) =>
  line
    .replace(/^;/, '')
    .replace(/^export (?!default)/, '')
    .replace(/(?: ?\*)? ?@internal(?= |$)/, '')
    .replace(/(from|import\()\s*'[^']+'/, '$1')
    .trim();

interface Laid {
  notebook: string;
  module: string;
  positions: ModulePositions;
}

function lay(cells: Cell[], format = formatNotebook): Laid {
  const notebook = format(createNotebook({ cells: [codeCell('//| default_exp price/net', { id: 'head' }), ...cells] }));
  const collected = collectNotebook(parseNotebook(notebook), path).cells;
  const made = makeModule(path, collected, { own, module: 'lib/price/net.ts', exists: () => true });
  expect(made.problems.map((problem) => problem.message)).toEqual([]);
  const positions = modulePositions(
    { path: 'lib/price/net.ts', text: made.text },
    new Map([[path, notebook]]),
    context,
  );
  return { notebook, module: made.text, positions: positions as ModulePositions };
}

const statements = [
  (n: number) => `function name${n}(x: number) {\n  // ${n}\n  return x;\n}`,
  (n: number) => `/** About ${n}. */\nconst name${n} = ${n};`,
  (n: number) => `/**\n * Long ${n}.\n */\nclass Name${n} {\n\n  field = '${n}';\n}`,
  (n: number) => `const { name${n}, _hidden${n}: _other${n} } = {\n  name${n}: 1, _hidden${n}: 2 };`,
  (n: number) => `type Name${n} = typeof import('shop/kinds/types${n}');`,
  (n: number) => `(globalThis as { seen${n}?: number }).seen${n} = ${n};`,
  (n: number) => `let _private${n} = \`first\n  second ${n}\`;`,
  () => "import { tax } from 'shop/price/tax'; // once",
  () => "import {\n  tax,\n  rates,\n} from 'shop/price/tax';",
  () => "import type { Rate } from 'shop/price/tax';",
  (n: number) => `async function* name${n}(): AsyncGenerator<number> {\n  yield tax(rates, ${n});\n}`,
  () => '',
  (n: number) => `// 日本語 ${n} 🎈`,
];

const anyCell = fc.record({
  directives: fc.constantFrom('//| export', '//| exporti', '//| hide\n//|\n//| export', '//| export\n//| eval: false'),
  parts: fc.array(fc.nat({ max: statements.length - 1 }), { minLength: 1, maxLength: 5 }),
  before: fc.constantFrom('', '\n', '\n\n  \n'),
  between: fc.constantFrom('\n', '\n\n', '\n\n\n'),
  newline: fc.constantFrom('\n', '\r\n'),
});

const anyCells = fc.array(anyCell, { minLength: 1, maxLength: 5 }).map((cells) => {
  let count = 0;
  return cells.map(({ directives, parts, before, between, newline }, index) => {
    const code = parts.map((part) => (statements[part] as (n: number) => string)(++count)).join(between);
    const used = 'const _use = [tax, rates];'; // an import that only types use is another matter
    const source = `${directives}\n${before}${code}${index === 0 ? `\nimport { tax, rates } from 'shop/price/tax';\n${used}` : ''}`;
    return codeCell(source.replaceAll('\n', newline), { id: `cell${index}` });
  });
});

test('every line of a module is the line of its cell, and of the file, that it came from; and back', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const { module, notebook, positions } = lay(cells);
      const fileLines = notebook.split('\n');
      for (const [index, line] of module.split('\n').entries()) {
        const place = cellPlaceOf(positions, index + 1);
        if (index < 3 || line.trim() === '' || line.startsWith('// %%')) continue;
        expect(place?.stale).toBe(false);
        const isPutIn = line === '/** @internal */' || line === ' * @internal' || /^export \{ \w+ \};$/.test(line);
        const isShortened = /^import \{ \w+ \} from/.test(line) && !bare(place?.text ?? '').startsWith(bare(line));
        if (isShortened) expect(place?.text).toMatch(/^import \{/);
        else if (!isPutIn) expect(bare(place?.text ?? '').endsWith(bare(line))).toBe(true); // a comment behind an import stays
        expect(fileLines[(place?.fileLine ?? 0) - 1]).toContain(JSON.stringify(place?.text).slice(1, -1));
        if (isPutIn || isShortened) continue;
        const back = modulePlaceOf(positions, {
          notebook: path,
          cell: place?.cell as string,
          line: place?.line as number,
        });
        expect([back?.line, back?.leftOut]).toEqual([index + 1, false]);
      }
    }),
    { numRuns: 300 },
  );
});

test('every name is found at its column, there and back', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const { module, positions } = lay(cells);
      for (const [index, line] of module.split('\n').entries()) {
        if (index < 3 || line.startsWith('export {')) continue;
        for (const { 0: name, index: at } of line.matchAll(/\b(?:[Nn]ame|_private|seen)\d+/g)) {
          const place = cellPlaceOf(positions, index + 1, at + 1);
          expect(place?.text?.slice((place.column ?? 0) - 1).startsWith(name)).toBe(true);
          const { cell, line: cellLine, column } = place as { cell: string; line: number; column: number };
          const back = modulePlaceOf(positions, { notebook: path, cell, line: cellLine, column });
          expect([back?.line, back?.column]).toEqual([index + 1, at + 1]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a notebook on one line gives its only line, and the right line of the cell', () => {
  const cells = [codeCell('//| export\n\nconst a = 1;\nconst b = 2;', { id: 'one' })];
  const { module, positions } = lay(cells, (notebook) => JSON.stringify(JSON.parse(formatNotebook(notebook))));
  const place = cellPlaceOf(positions, module.split('\n').findIndex((line) => line.includes('b = 2')) + 1);
  expect(place).toMatchObject({ fileLine: 1, line: 4, cell: 'one', index: 2, text: 'const b = 2;' });
});

test('cells of other notebooks are found in them', () => {
  const [first, second] = [
    [
      codeCell('//| default_exp net', { id: 'a' }),
      codeCell("//| export\nimport { join } from 'node:path';", { id: 'b' }),
    ],
    [codeCell("//| export net\nimport { join } from 'node:path';\nconst here = join('.');", { id: 'b' })],
  ].map((cells) => formatNotebook(createNotebook({ cells }))) as [string, string];
  const texts = new Map([
    ['notebooks/2.ipynb', second],
    ['notebooks/9.ipynb', first],
  ]);
  const collected = [first, second].flatMap(
    (text, at) => collectNotebook(parseNotebook(text), `notebooks/${at ? 2 : 9}.ipynb`).cells,
  );
  const { text } = makeModule('notebooks/9.ipynb', collected, { own, module: 'lib/net.ts', exists: () => true });
  const positions = modulePositions({ path: 'lib/net.ts', text }, texts, context) as ModulePositions;
  const place = cellPlaceOf(positions, text.split('\n').findIndex((line) => line.includes('here =')) + 1);
  expect(place).toMatchObject({ notebook: 'notebooks/2.ipynb', cell: 'b', line: 3, stale: false });
});

test('every line of the modules of this project is exact', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; exports: unknown };
  const project = { lib: 'lib', own: { name: manifest.name, exports: manifest.exports } };
  let lines = 0;
  for (const file of globSync('lib/{notebook,run,track}/*.ts')) {
    const text = readFileSync(file, 'utf8');
    const names = new Set(parseModule(text)?.blocks.flatMap((block) => block.notebook ?? []));
    const notebooks = new Map([...names].map((name) => [name, readFileSync(name, 'utf8')]));
    const positions = modulePositions({ path: file, text }, notebooks, project);
    if (!positions || positions.blocks.some((block) => block.stale)) continue; // its notebook is just being worked on
    for (const [index, line] of text.split('\n').entries()) {
      const place = cellPlaceOf(positions, index + 1);
      if (index < 3 || line === '' || line.startsWith('// %%') || /@internal|^export \{/.test(line)) continue;
      const found = bare(place?.text ?? '');
      if (found !== bare(line)) throw new Error(`${file}:${index + 1}: ${line} is not ${found}`);
      lines++;
    }
  }
  expect(lines).toBeGreaterThan(4000);
});
