// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText, readableMarkdown } from '../../lib/kernel/language/readable-text.ts';
import { type AssistSession, openAssistSession } from './assist-session.ts';

let session: AssistSession;
beforeAll(async () => {
  session = openAssistSession();
  await session.run('/** What a run learns. */\nconst model = { layers: [1], name: "m" };\nclass Model {}');
  await session.run(
    '/** Adds.\n * @param a the first\n * @param b the second */\nfunction add(a: number, b = 2) { return a + b }',
  );
}, 60_000);
afterAll(() => session.close());

describe('inspectCell() describes', () => {
  test.each([
    ['a name of the session', 'mod¦el', ['const model: {', 'layers: number[]']],
    ['a name, from just behind it', 'model¦', ['const model: {']],
    ['a name, from just before it', '¦model.layers', ['const model: {']],
    ['a member', 'model.layers.ma¦p((x) => x)', ['(method) Array<number>.map', 'Calls a defined callback']],
    ['a member as JupyterLab sends it, cut behind the name', 'model.layers¦', ['(property) layers: number[]']],
    ['an optional member', 'model?.name¦', ['name: string']],
    ['a function of the session', 'ad¦d(1)', ['function add(a: number, b?: number): number', 'Adds.']],
    [
      'an imported name',
      'import { shape } from "shapes"; shape¦',
      ["function shape(kind: 'circle' | 'square'", 'Makes a shape.'],
    ],
    [
      'a name of a file',
      'import { area } from "./lib/area.ts"; area¦',
      ['area(side: number): number', 'The area of a square.'],
    ],
    [
      'a package',
      'import * as s from "shap¦es"',
      ['module "shapes"', 'shapes 1.2.3: Round and square things', 'node_modules/shapes/dist/index.d.ts'],
    ],
    ['a file', 'import * as s from "./lib/are¦a.ts"', ['lib/area.ts']],
    ['a part of Node', 'import * as fs from "node:f¦s"', ['module "node:fs"']],
    ['a type', 'let a: Mod¦el', ['class Model']],
    ['a key', 'const a: { /** its size */\nsize: number } = { si¦ze: 1 }', ['size: number']],
    ['a name behind emojis', '"😀😀"; model¦', ['const model: {']],
    ['a name in a template', '`${model.na¦me}`', ['name: string']],
    ['a call', 'add(¦)', ['add(a: number, b?: number): number', 'Argument 1 of 2: `a: number` — the first', 'Adds.']],
    ['the argument being written', 'add(1, ¦', ['Argument 2 of 2: `b?: number` — the second']],
    [
      'a name in a call, and the call',
      'add(1, model.layers¦',
      ['layers: number[]', '---', 'Argument 2 of 2: `b?: number`'],
    ],
    [
      'an overloaded call',
      '"a".replace("b", ¦)',
      ['replace(searchValue: string | RegExp, replaceValue: string): string', '*+3 overloads*'],
    ],
  ])('%s', async (_, marked, parts) => {
    const found = await session.inspect(marked);
    for (const part of parts) expect(found).toContain(part);
  });
});

test.each([
  ['nothing', '¦'],
  ['an operator', '1 + ¦'],
  ['a keyword', 'retu¦rn'],
  ['an unknown name', 'nobodyDeclaredThis¦'],
  ['a number', '12¦'],
  ['a comment', '// model¦'],
  ['a string', 'const s = "model¦"'],
])('inspectCell() has nothing to say of %s', async (_, marked) => {
  expect(await session.inspect(marked)).toBeUndefined();
});

test('inspectCell() tells more at detail level 1: where a name is declared, with the text, and all overloads', async () => {
  const marked = 'import { area } from "./lib/area.ts"; area¦';
  const found = await session.inspect(marked, 1);
  expect(found).toContain('lib/area.ts:');
  expect(found).toContain('return side ** 2;');
  expect(await session.inspect(marked, 0)).not.toContain('side ** 2');
  const call = await session.inspect('"a".replace("b", ¦)', 1);
  expect(call?.match(/^replace\(/gm)).toHaveLength(4);
});

test('what is shown holds no links into this machine, in markdown and as plain text', async () => {
  const markdown = (await session.inspect('import { shape } from "shapes"; shape¦')) ?? '';
  expect(markdown).not.toContain('file:');
  expect(markdown).toMatch(/^```ts\n/);
  expect(markdown).toContain('use Array or [the web](https://example.org/a_b)');
  expect(plainText(markdown)).toMatch(/^function shape\(kind: 'circle' \| 'square', options\?: \{\n/);
  expect(plainText(markdown)).toContain('Makes a shape.\n');
  expect(plainText(markdown)).toContain('@param kind — its kind');
  expect(plainText(markdown)).toContain('the web (https://example.org/a_b)');
  expect(plainText(markdown)).toContain("\nshape('square', { size: 2 })");
  expect(plainText(markdown)).not.toMatch(/```|\*@|`kind`/);
});

test('plainText() takes marks away from prose, and leaves code as it is', () => {
  const markdown =
    '**Bold** and *slanted* `code_of a*b*c`, 2 * 3 * 4, snake_case, \\_kept\\_\n\n```ts\nconst a = `**b**`; // *c* [d](e)\n```\n\n\n\nEnd [a [b]](https://x.y/z_(q)).';
  expect(plainText(markdown)).toBe(
    'Bold and slanted code_of a*b*c, 2 * 3 * 4, snake_case, _kept_\n\nconst a = `**b**`; // *c* [d](e)\n\nEnd a [b] (https://x.y/z_(q)).',
  );
});

test('readableMarkdown() keeps links to the web, and of others their text', () => {
  expect(readableMarkdown('[`a`](file:///x/y.ts#1,2-3) [b](https://b.c) [d](command:e)')).toBe(
    '`a` [b](https://b.c) d',
  );
});
