// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Completions } from '../../lib/kernel/language/completion.ts';
import { type AssistSession, openAssistSession } from './assist-session.ts';

let session: AssistSession;
beforeAll(async () => {
  session = openAssistSession();
  await session.run('const model = { layers: [1], name: "m" };\nclass Model {}\ninterface ModelShape { a: number }');
  await session.run('function trainModel(epochs: number) { return epochs }\nlet modelCount = 1;');
}, 60_000);
afterAll(() => session.close());

describe('completeCell() finds', () => {
  test.each([
    // names
    ['const local = 1; loc¦', ['local']],
    ['mod¦', ['model', 'Model', 'modelCount']],
    ['trai¦', ['trainModel']],
    ['model; mod¦', ['model', 'Model', 'modelCount']],
    ['function f(argument: number) { return argu¦', ['argument', 'arguments']],
    ['struct¦', ['structuredClone']],
    ['disp¦', ['display']],
    ['retu¦', ['return']],
    ['let a: ModelS¦', ['ModelShape']],
    // members
    ['model.¦', ['layers', 'name']],
    ['model?.na¦', ['name']],
    ['model.layers.fl¦', ['flat', 'flatMap']],
    ['const a: { b?: { c: 1 } } = {}; a.b.¦', ['?.c']],
    ['const a: { "x-y": 1 } = null!; a.¦', ['["x-y"]']],
    ['const a: { "x-y": 1; z: 2 } = null!; a.¦', ['z']],
    ['class A { private one = 1; two = 2 }; new A().¦', ['two']],
    ['class A { #one = 1; f() { this.#¦ } }', ['#one']],
    ['process.versi¦', ['version', 'versions']],
    // keys, literals
    ['const a: { size: 1; sides?: 2 } = { ¦ }', ['size', 'sides']],
    ['const a: { size: 1; sides?: 2 } = { size: 1, ¦ }', ['sides']],
    ['const { ¦ } = model', ['layers', 'name']],
    ['model["¦"]', ['layers', 'name']],
    ['const a: "left" | "right" = "¦"', ['left', 'right']],
    ['const a: "left" | "right" = "le¦ttuce"', ['left']],
    // imports
    ['import { ¦ } from "shapes"', ['shape', 'sides', 'type']],
    ['import { shape } from "shapes"; shape("¦")', ['circle', 'square']],
    ['import { shape } from "shapes"; shape("square", { ¦ })', ['size', '"line-width"']],
    ['import { a } from "sha¦"', ['shapes']],
    ['import { a } from "shapes/¦"', ['round']],
    ['import { a } from "./lib/¦"', ['angle.ts', 'area.ts']],
    ['await import("./lib/ar¦")', ['area.ts']],
    ['import { a } from "node:fs/¦"', ['promises']],
    ['import { area } from "./lib/area.ts"; are¦', ['area']],
    // places
    ['`${model.la¦}`', ['layers']],
    ['const broken = ( ;\nconst later = 1;\nlat¦', ['later']],
    ['if (model) { for (const one of model.layers) { mode¦', ['model', 'modelCount', 'Model']],
    ['model.la¦yers.length', ['layers']],
    ['¦model.layers', ['model']],
    ['"😀😀"; model.la¦', ['layers']],
    ['const a = 1;\r\nconst bee = 2;\r\nbe¦', ['bee']],
    ['<div>{model.la¦}</div>', ['layers']],
  ])('at %s', async (marked, expected) => {
    const { texts } = await session.complete(marked);
    expect(texts.slice(0, expected.length).toSorted()).toEqual(expected.toSorted());
  });
});

test.each([
  ['a comment', '// mod¦'],
  ['a block comment', '/* mod¦ */'],
  ['documentation', '/** @par¦ */ function f() {}'],
  ['a string', 'const s = "mod¦"'],
  ['a template', 'const s = `mod¦`'],
  ['a regular expression', '/mod¦/.test(s)'],
  ['a number', '12¦'],
  ['a name that is being declared', 'const mod¦'],
])('completeCell() finds nothing in %s', async (_, marked) => {
  expect((await session.complete(marked)).texts).toEqual([]);
});

test.each([
  ['model.¦', 'model', 'names of the session behind a dot'],
  ['const a: { size: 1 } = { ¦ }', 'model', 'names of the session among keys'],
  ['ModelS¦', 'ModelShape', 'types among values'],
  ['let a: trainM¦', 'trainModel', 'functions among types'],
  ['are¦', 'area', 'names of files that are not imported'],
  ['readFil¦', 'readFile', 'names of modules that are not imported'],
  ['import { a } from "./¦"', 'node_modules', 'the folder of packages'],
  ['import { a } from "shapes/¦"', 'dist/index', 'what a package keeps to itself'],
])('completeCell() at %s does not offer %s: %s', async (marked, text) => {
  expect((await session.complete(marked)).texts).not.toContain(text);
});

test('completeCell() replaces the whole word that the cursor is in', async () => {
  const { start, end } = await session.complete('const a = 1; model.la¦yers.length');
  expect([start, end]).toEqual([19, 25]);
  const empty = await session.complete('model.¦');
  expect([empty.start, empty.end]).toEqual([6, 6]);
  const literal = await session.complete('const a: "left" | "right" = "le¦ttuce"');
  expect([literal.start, literal.end]).toEqual([29, 36]);
});

/** What is offered, once all of it is described: a list does not wait long for its descriptions. */
async function described(marked: string, by: 'signature' | 'documentation'): Promise<Completions['matches']> {
  let matches: Completions['matches'] = [];
  const undescribed = async () => {
    matches = (await session.complete(marked)).matches;
    return matches.filter((match) => match[by] === undefined);
  };
  await expect.poll(undescribed, { timeout: 30_000 }).toEqual([]);
  return matches;
}

test('completeCell() names kinds, signatures and documentation where the list is short', async () => {
  const matches = await described('import { shape } from "shapes"; shap¦', 'signature');
  expect(matches[0]).toMatchObject({ text: 'shape', type: 'function', deprecated: true });
  expect(matches[0]?.signature).toBe(
    "(kind: 'circle' | 'square', options?: { size: number; 'line-width'?: number; }): void",
  );
  expect(matches[0]?.documentation).toMatch(/^Makes a shape\./);
  await session.run('import { shape as shaped } from "shapes";');
  const [unmentioned] = await described('shap¦', 'documentation');
  expect(unmentioned).toMatchObject({ text: 'shaped', type: 'function', documentation: matches[0]?.documentation });
  const kinds = async (marked: string) => (await session.complete(marked)).matches[0]?.type;
  expect(await kinds('Mode¦')).toBe('class');
  expect(await kinds('trainM¦')).toBe('function');
  expect(await kinds('model.laye¦')).toBe('property');
  expect(await kinds('model.layers.ma¦')).toBe('method');
  expect(await kinds('retur¦')).toBe('keyword');
  expect(await kinds('import "./lib/a¦"')).toBe('file');
});

test('completeCell() puts what is near first: locals and names of the session before globals', async () => {
  await session.run('const structuredClone = "a name of a global, too"; export {};');
  const { texts } = await session.complete('const mine = 1; ¦');
  const places = ['mine', 'model', 'structuredClone', 'Array', 'while'].map((name) => texts.indexOf(name));
  expect(places).not.toContain(-1);
  const [near, far] = [places.slice(0, 3), places.slice(3)];
  expect(Math.max(...near)).toBeLessThan(Math.min(...far));
});
