import { expect, test } from 'vitest';
import { blockHash, formatModule, parseModule } from '../../lib/library/blocks.ts';
import { parseSource } from '../../lib/library/source/parse.ts';
import fc from '../property.ts';

const marker = '// %% notebooks/a.ipynb#b2c4d6e8 1f3a9c2e';
const tricky = [
  '// %%',
  '  // %%  ',
  '//%%',
  '// \\%%',
  '// \\\\%%',
  '// %% title',
  marker,
  `  ${marker}`,
  '`;',
  'let t = `',
];
const plain = ['let a;', 'function f() {', '}', '/*', '*/', '// // %%', '', '🐙;', "'// %%';"];
const cell = fc
  .array(fc.constantFrom(...tricky, ...plain), { minLength: 1, maxLength: 7 })
  .map((lines) => lines.join('\n').trim())
  .filter((text) => text !== '' && parseSource(text).problems.length === 0);

test('whatever a cell says, reading a module gives its text again, also when another block was edited', () => {
  const notebook = 'notebooks/a.ipynb';
  const end = { notebook, id: 'last', text: 'end();' };
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.boolean(), (texts, isEdited) => {
      const cells = texts.map((text, index) => ({ notebook, id: `cell${index}`, text: `;${text}` })); // `;`: cells do not run together
      const module = formatModule(notebook, [...cells, end]);
      const text = isEdited ? module.replace('end();', 'end(2);\n\n// %%\nmore();') : module;
      const blocks = parseModule(text)?.blocks ?? [];
      expect(blocks.slice(0, cells.length).map((block) => block.text)).toEqual(cells.map((one) => one.text));
      expect(blocks.slice(0, cells.length).every((block) => block.hash === blockHash(block.text))).toBe(true);
      expect(blocks.length).toBe(cells.length + (isEdited ? 2 : 1));
    }),
    { numRuns: 500 },
  );
});
