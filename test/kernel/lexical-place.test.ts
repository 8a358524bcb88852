// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { expect, test } from 'vitest';
import { codePointsOfUnits, unitsOfCodePoints } from '../../lib/kernel/language/code-points.ts';
import { lexicalPlace } from '../../lib/kernel/language/lexical-place.ts';
import { wordAround } from '../../lib/kernel/language/word.ts';

test.each([
  [
    'code',
    [
      '¦',
      'a¦',
      '"a"¦',
      '"a" + ¦',
      '`a${¦}`',
      '`a${ { b: 1 } ¦}`',
      '`${`${a¦}`}`',
      '/a/¦',
      '/a/g.¦',
      '/* a */¦',
      '// a\n¦',
    ],
  ],
  [
    'code',
    [
      'a / b / ¦c',
      'a[0] / ¦b',
      '(a) / ¦b',
      'a++ / ¦b',
      '"a" / ¦b',
      '"never closed\n¦',
      '"a\\"b" ¦',
      '{}¦',
      '}¦',
      '`a` ¦',
    ],
  ],
  ['comment', ['// ¦', '//¦', 'a // b¦', 'a // "b¦', '/* ¦ */', '/* ¦', '/** @a¦ */', '`${a /* ¦ */}`', '"a" // ¦\nb']],
  ['string', ['"¦"', "'¦'", '"a¦', '"a\\"¦"', '"// ¦"', 'f("a", "¦")', '`${"¦"}`', "'it\\'s ¦'"]],
  ['template', ['`¦`', '`a¦', '`a${b}¦`', '`${{ a: 1 }}¦`', '`a\n¦`', '`\\${¦`', '`// ¦`', '`${`a${b}`}¦`']],
  ['regex', ['/(¦)/', 'x = /a¦b/', '/[/]¦/', '/\\/¦/', 'return /a¦/', 'f(/a¦/)', 'a && /"¦/', '!/a¦/']],
] as const)('lexicalPlace() is %s in %j', (place, marked) => {
  for (const one of marked) expect([one, lexicalPlace(one.replace('¦', ''), one.indexOf('¦'))]).toEqual([one, place]);
});

test('characters and UTF-16 units are counted apart, also past the end', () => {
  const text = 'a😀b👩‍👩‍👧c';
  for (let units = 0; units <= text.length; units++) {
    const codePoints = [...text.slice(0, units)].length;
    const isMiddle = /[\ud800-\udbff]$/.test(text.slice(0, units));
    if (isMiddle) continue;
    expect(codePointsOfUnits(text, units)).toBe(codePoints);
    expect(unitsOfCodePoints(text, codePoints)).toBe(units);
  }
  expect(unitsOfCodePoints(text, 1000)).toBe(text.length);
  expect(codePointsOfUnits(text, 1000)).toBe([...text].length);
});

test.each([
  ['a.bc¦d.e', 'bcd'],
  ['¦ab', 'ab'],
  ['ab¦', 'ab'],
  ['a. ¦', ''],
  ['$x_1¦', '$x_1'],
  ['grün¦', 'grün'],
  ['变量¦名', '变量名'],
  ['"a-¦b"', 'b'],
])('wordAround() in %s is %j', (marked, word) => {
  const code = marked.replace('¦', '');
  const { start, end } = wordAround(code, marked.indexOf('¦'));
  expect(code.slice(start, end)).toBe(word);
});
