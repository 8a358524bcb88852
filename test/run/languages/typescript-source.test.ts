import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import {
  pythonValue,
  readTypeScriptParameters,
  typescriptCell,
  typescriptValue,
} from '../../../lib/run/languages/index.ts';

const hostile = [
  '',
  "'",
  '"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a hostile text
  '`${process.exit()}`',
  '\\',
  '\\u0041',
  '\u0000\u0001\u001f\u007f\u0085\u00a0',
  '\u2028\u2029',
  '\u202e gnihtyna',
  '\ufeff',
  '</script><script>alert(1)</script>',
  '<!-- -->',
  '*/ process.exit(1) /*',
  '// %% [markdown]',
  '\n//| export\n',
  '\ud800 lone surrogate',
  '😀 é 日本語',
  '__proto__',
  'constructor',
];

test.each(hostile)('typescriptValue() of %j is the same value again', (text) => {
  const values = [text, [text], { [text]: text }, { nested: { [text]: [text, { [text]: null }] } }];
  for (const value of values) {
    const source = typescriptValue(value);
    expect(source).not.toMatch(/[\n\r\u2028\u2029]/);
    expect(new Function(`return (${source})`)()).toEqual(value);
    expect(parseSync('a.ts', `const value = ${source};`).errors).toEqual([]);
  }
});

test('typescriptValue() keeps __proto__ as a member', () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
  const again = new Function(`return (${typescriptValue(value)})`)();
  expect(Object.hasOwn(again, '__proto__')).toBe(true);
  expect(again.polluted).toBeUndefined();
});

test('typescriptCell() copies keyword and type, and what it writes can be read again', () => {
  const declared = readTypeScriptParameters(
    `let a: string | null = null; var b = [1]; const c: { deep: Array<'x' | "y"> } = { deep: [] }; const d = 1 as 1 | 2;`,
  );
  const source = typescriptCell({ a: 'x', b: [], c: { deep: ['y'] }, d: 2 }, declared);
  expect(source).toBe(
    [
      '// Parameters',
      'let a: string | null = "x";',
      'var b: number[] = [];',
      `const c: { deep: Array<'x' | "y"> } = { deep: ["y"] };`,
      'const d: 1 | 2 = 2;',
      '',
    ].join('\n'),
  );
  expect(readTypeScriptParameters(source).map((parameter) => parameter.default)).toEqual(['x', [], { deep: ['y'] }, 2]);
});

test('pythonValue() writes hostile texts in ASCII on one line', () => {
  for (const text of hostile) expect(pythonValue(text)).toMatch(/^"[\x20-\x7e]*"$/);
});
