import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

let evaluator: TestEvaluator;
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'octavo-changed-')));
  await write(
    'package.json',
    '{ "name": "project", "type": "module", "exports": { "./*": "./lib/*.ts" }, "imports": { "#*": "./lib/*.ts" } }',
  );
  evaluator = await startEvaluator({ cwd: root });
});
afterAll(async () => {
  await evaluator.stop();
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** The text of a cell's result; fails with the cell. */
async function shown(code: string): Promise<string | undefined> {
  const { failure, text } = await evaluator.run(code);
  if (failure) throw new Error(stripVTControlCharacters(failure.traceback.join('\n')));
  return text;
}

test('a changed module is used by the next import, and so are those that import it', async () => {
  await write('lib/c.ts', 'export const c: number = 1;\n');
  await write('lib/b.ts', `export * from './c.ts';\n`);
  await write('lib/a.ts', `import { c } from './b.ts';\nexport const a = () => c * 10;\n`);
  const code = `import { a } from './lib/a.ts'; [a(), (await import('./lib/a.ts')).a()]`;
  expect(await shown(code)).toBe('[ 10, 10 ]');
  await write('lib/c.ts', 'export const c: number = 2;\n');
  expect(await shown(code)).toBe('[ 20, 20 ]');
  await write('lib/c.ts', 'export const c: number = 3;\n');
  expect(await shown(code)).toBe('[ 30, 30 ]');
});

test('a cell may write a module and import it at once', async () => {
  expect(
    await shown(`
      const fs = require('node:fs');
      const seen: number[] = [];
      for (const n of [1, 2, 3]) {
        fs.writeFileSync('lib/written.ts', 'export const n = ' + n);
        seen.push((await import('./lib/written.ts')).n);
      }
      seen
    `),
  ).toBe('[ 1, 2, 3 ]');
});

test('a change is seen that neither the time nor the size of the file shows', async () => {
  await write('lib/quick.ts', 'export const n = 1;');
  expect(await shown(`import { n } from './lib/quick.ts'; n`)).toBe('1');
  await write('lib/quicker.ts', 'export const n = 2;');
  execFileSync('touch', ['-r', join(root, 'lib/quick.ts'), join(root, 'lib/quicker.ts')]);
  await rename(join(root, 'lib/quicker.ts'), join(root, 'lib/quick.ts'));
  expect(await shown(`import { n } from './lib/quick.ts'; n`)).toBe('2');
});

test('a package that was missing is found once it is installed', async () => {
  await write('lib/wants.ts', `export { p } from 'to-be-installed';`);
  await write('lib/optional.ts', `export const p = await import('to-be-installed').then((m) => m.p, () => 'none');`);
  expect(await shown(`(await import('./lib/optional.ts')).p`)).toBe("'none'");
  await expect(shown(`import { p } from './lib/wants.ts'; p`)).rejects.toThrow("Cannot find package 'to-be-installed'");
  await write('node_modules/to-be-installed/package.json', '{ "name": "to-be-installed", "exports": "./main.mjs" }');
  await write('node_modules/to-be-installed/main.mjs', 'export const p = 5;');
  expect(await shown(`import { p } from './lib/wants.ts'; [p, (await import('./lib/optional.ts')).p]`)).toBe(
    "[ 5, 'none' ]",
  );
});

test('an unchanged module stays the same, also beside one that changed and when it was only touched', async () => {
  await write('lib/state.ts', 'export class Kept {}\nexport const made = new Kept();\n');
  await write('lib/user.ts', `import { made } from './state.ts';\nexport const one = made;\n`);
  await shown(`import { one } from './lib/user.ts'; const first = one`);
  await write(
    'lib/user.ts',
    `import { made } from './state.ts';\nexport const one = made; // changed\nexport const two = 2;\n`,
  );
  await utimes(join(root, 'lib/state.ts'), new Date(), new Date());
  expect(
    await shown(`import { one, two } from './lib/user.ts'; import { Kept } from './lib/state.ts';
      [two, one === first, first instanceof Kept]`),
  ).toBe('[ 2, true, true ]');
});

test('modules that import each other change together', async () => {
  await write(
    'lib/even.ts',
    `import { odd } from './odd.ts';\nexport const even = (n: number): boolean => n === 0 || odd(n - 1);\n`,
  );
  await write(
    'lib/odd.ts',
    `import { even } from './even.ts';\nexport const odd = (n: number): boolean => n !== 0 && even(n - 1);\nexport const say = 'first';\n`,
  );
  expect(await shown(`import { even } from './lib/even.ts'; import { say } from './lib/odd.ts'; [even(4), say]`)).toBe(
    "[ true, 'first' ]",
  );
  await write(
    'lib/even.ts',
    `import { odd } from './odd.ts';\nexport const even = (n: number): boolean => n === 0 || !odd(n - 1);\n`,
  );
  expect(
    await shown(`import { even } from './lib/even.ts'; import { odd } from './lib/odd.ts'; [even(2), odd(2)]`),
  ).toBe('[ false, true ]');
});

test.each([
  ['JSON', 'data.json', '{ "n": 1 }', '{ "n": 2 }', `import d from './lib/data.json' with { type: 'json' }; d.n`],
  ['.mjs', 'm.mjs', 'export const n = 1', 'export const n = 2', `import { n } from './lib/m.mjs'; n`],
  ['.mts', 't.mts', 'export const n: number = 1', 'export const n: number = 2', `import { n } from './lib/t.mts'; n`],
  ['.js', 'j.js', 'export const n = 1', 'export const n = 2', `import { n } from './lib/j.js'; n`],
  ['.cjs', 'c.cjs', 'exports.n = 1', 'exports.n = 2', `import { n } from './lib/c.cjs'; n`],
  ['.cts', 'k.cts', 'exports.n = 1 as number', 'exports.n = 2 as number', `import { n } from './lib/k.cts'; n`],
  [
    "the project's own name",
    'own.ts',
    'export const n = 1',
    'export const n = 2',
    `import { n } from 'project/own'; n`,
  ],
  ["the project's # imports", 'inner.ts', 'export const n = 1', 'export const n = 2', `import { n } from '#inner'; n`],
  ['require of JSON', 'r.json', '{ "n": 1 }', '{ "n": 2 }', `require('./lib/r.json').n`],
  ['require of CommonJS', 'r.cjs', 'exports.n = 1', 'exports.n = 2', `require('./lib/r.cjs').n`],
])('%s', async (_, file, before, after, code) => {
  await write(`lib/${file}`, before);
  expect(await shown(code)).toBe('1');
  await write(`lib/${file}`, after);
  expect(await shown(code)).toBe('2');
});

test.each([
  ['by its own name', `export { n } from 'project/deep';`],
  ['by # imports', `export { n } from '#deep';`],
  ['by import()', `export const { n } = await import('./deep.ts');`],
  [
    'by require',
    `import { createRequire } from 'node:module';\nexport const n = createRequire(import.meta.url)('./deep.cjs').n;`,
  ],
])('a module that imports the changed one %s is loaded anew', async (_, text) => {
  await write('lib/deep.ts', 'export const n = 1;');
  await write('lib/deep.cjs', 'exports.n = 1;');
  await write('lib/top.ts', text);
  expect(await shown(`import { n } from './lib/top.ts'; n`)).toBe('1');
  await write('lib/deep.ts', 'export const n = 2;');
  await write('lib/deep.cjs', 'exports.n = 2;');
  expect(await shown(`import { n } from './lib/top.ts'; n`)).toBe('2');
});

test('CommonJS modules that require a changed one are required anew, also where Node remembers the way', async () => {
  await write('lib/low.cjs', 'exports.n = 1;');
  await write('lib/left.cjs', `exports.n = () => require('./low.cjs').n; exports.n();`);
  await write('lib/right.cjs', `const { n } = require('./low.cjs'); exports.n = n;`);
  await write('lib/still.cjs', `exports.still = {};`);
  const code = `[require('./lib/left.cjs').n(), require('./lib/right.cjs').n]`;
  expect(await shown(code)).toBe('[ 1, 1 ]');
  await shown(`const { still } = require('./lib/still.cjs')`);
  await write('lib/low.cjs', 'exports.n = 2;');
  expect(await shown(code)).toBe('[ 2, 2 ]');
  await write('lib/low.cjs', 'exports.n = 3;');
  expect(await shown(code)).toBe('[ 3, 3 ]');
  expect(await shown(`require('./lib/still.cjs').still === still`)).toBe('true');
});

test('a workspace that is linked into node_modules is part of the project, a package is not', async () => {
  await write('packages/work/package.json', '{ "name": "work", "type": "module", "exports": "./main.ts" }');
  await write('packages/work/main.ts', 'export const n: number = 1;');
  await write('node_modules/pack/package.json', '{ "name": "pack", "type": "module", "exports": "./main.js" }');
  await write('node_modules/pack/main.js', 'export const p = 1;');
  await symlink(join(root, 'packages/work'), join(root, 'node_modules/work'));
  const code = `import { n } from 'work'; import { p } from 'pack'; [n, p]`;
  expect(await shown(code)).toBe('[ 1, 1 ]');
  await write('packages/work/main.ts', 'export const n: number = 2;');
  await write('node_modules/pack/main.js', 'export const p = 2;');
  expect(await shown(code)).toBe('[ 2, 1 ]');
});

test.each([
  ['a syntax error', 'export const n = ;', 'SyntaxError'],
  ['an import of nothing', `import { x } from './not-there.ts'; export const n = x;`, 'Cannot find module'],
  ['a throw', `export const n = 1; throw new RangeError('at the top');`, 'at the top'],
])('a module with %s is mended without a restart', async (_, broken, words) => {
  await write('lib/mended.ts', broken);
  await write('lib/over.ts', `export { n } from './mended.ts';`);
  const code = `import { n } from './lib/over.ts'; n`;
  await expect(shown(code)).rejects.toThrow(words);
  await write('lib/mended.ts', 'export const n = 7;');
  expect(await shown(code)).toBe('7');
});

test('a module that threw while it was loaded is tried again, and only it and those that import it', async () => {
  await write('lib/calm.ts', 'export const calm = {};');
  await write(
    'lib/needs.ts',
    `import './calm.ts';\nif (!process.env.NEEDED) throw new Error('NEEDED is not set');\nexport const n = 1;`,
  );
  await write('lib/uses.ts', `export { n } from './needs.ts';\nexport { calm } from './calm.ts';`);
  await shown(`import { calm } from './lib/calm.ts'; const same = calm`);
  await expect(shown(`import { n } from './lib/uses.ts'`)).rejects.toThrow('NEEDED is not set');
  expect(
    await shown(`process.env.NEEDED = '1'; const uses = await import('./lib/uses.ts'); [uses.n, uses.calm === same]`),
  ).toBe('[ 1, true ]');
});

test('a module that was missing is found when it is there; one that is gone is missed', async () => {
  await write('lib/asks.ts', `export { n } from './comes.ts';`);
  const code = `import { n } from './lib/asks.ts'; n`;
  await expect(shown(code)).rejects.toThrow('Cannot find module');
  await write('lib/comes.ts', 'export const n = 1;');
  expect(await shown(code)).toBe('1');
  await rm(join(root, 'lib/comes.ts'));
  await expect(shown(code)).rejects.toThrow('Cannot find module');
  await write('lib/comes.ts', 'export const n = 2;');
  expect(await shown(code)).toBe('2');
});

test('import.meta, stacks and messages show the file; import.meta.url of a changed module ends with its version', async () => {
  const module = (n: number) =>
    `export const meta = import.meta;\nexport function fail() {\n  throw new Error('n ${n}');\n}\n`;
  await write('lib/meta.ts', module(1));
  await shown(`import { meta, fail } from './lib/meta.ts'; meta.url`);
  await write('lib/meta.ts', module(2));
  const file = join(root, 'lib/meta.ts');
  expect(
    JSON.parse(
      (
        await shown(`import { meta, fail } from './lib/meta.ts';
        import { fileURLToPath } from 'node:url';
        JSON.stringify([meta.filename, meta.dirname, fileURLToPath(meta.url), new URL('x.csv', meta.url).pathname, import.meta.resolve('./lib/meta.ts')])`)
      )?.slice(1, -1) ?? '',
    ),
  ).toEqual([file, dirname(file), file, join(dirname(file), 'x.csv'), `file://${file}`]);
  expect(await shown('meta.url')).toBe(`'file://${file}?v=1'`);
  const { failure } = await evaluator.run('try { fail() } catch (error) { console.log(error.stack) }\nfail()');
  expect(stripVTControlCharacters(failure?.traceback.join('\n') ?? '')).toContain('at fail (lib/meta.ts:3:9)');
  const { stdout } = evaluator.executionOf(failure?.request ?? 0);
  expect(stdout).toMatch(/at fail \(.*meta\.ts:3:9\)/);
  expect(stdout + failure?.traceback).not.toContain('?v=');
  await write('lib/meta.ts', 'export const x = ;');
  const { failure: syntax } = await evaluator.run(`import './lib/meta.ts'`);
  expect(syntax?.traceback.join('\n')).toContain('lib/meta.ts:1');
  expect(syntax?.traceback.join('\n')).not.toContain('?v=');
});
