// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { transformSync } from 'oxc-transform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findExportedCell } from '../../../lib/kernel/evaluator/errors/exported-cells.ts';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

let evaluator: TestEvaluator;
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'octavo-frames-')));
  await write('package.json', '{ "name": "project", "type": "module" }');
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

async function traceback(code: string): Promise<string> {
  const { failure } = await evaluator.run(code, { notebook: 'n.ipynb', id: 'b2c4d6e8', index: 1 });
  return stripVTControlCharacters(failure?.traceback.join('\n') ?? 'did not fail');
}

describe('a project module with TypeScript that Node refuses', () => {
  test.each([
    ['an enum', 'export enum Color { red = 1, green }\nexport const n = Color.green;', '2'],
    ['a namespace', 'namespace N { export const two = 2 }\nexport const n: number = N.two;', '2'],
    ['a parameter property', 'class A { constructor(readonly n: number) {} }\nexport const { n } = new A(3);', '3'],
    ['an assertion with <>', 'const x = 4 as unknown;\nexport const n = <number>x;', '4'],
    ['import =', 'namespace N { export const five = 5 }\nimport five = N.five;\nexport const n = five;', '5'],
    [
      'a type imported without the word',
      `import { T } from './types.ts';\nenum E { n = 6 }\nexport const n: T = E.n;`,
      '6',
    ],
  ])('%s runs', async (_, source, text) => {
    await write('types.ts', 'export type T = number;');
    await write('refused.ts', source);
    expect((await evaluator.run(`import { n } from './refused.ts'; n`)).text).toBe(text);
  });

  test('JSX in a .tsx file runs', async () => {
    await write(
      'node_modules/react/package.json',
      '{ "name": "react", "type": "module", "exports": { "./jsx-runtime": "./jsx.js" } }',
    );
    await write(
      'node_modules/react/jsx.js',
      'export const jsx = (type, props) => ({ type, ...props }); export const jsxs = jsx;',
    );
    await write('view.tsx', 'interface P { a: number }\nexport const view = (p: P) => <b title="t">{p.a}</b>;');
    const { text, failure } = await evaluator.run(`import { view } from './view.tsx'; JSON.stringify(view({ a: 1 }))`);
    expect(failure?.evalue).toBeUndefined();
    expect(text).toBe(`'{"type":"b","title":"t","children":1}'`);
  });

  test.each([
    ['standard decorators', '{}'],
    ['legacy decorators', '{ "compilerOptions": { "experimentalDecorators": true } }'],
  ])('%s run, and lines are told as written', async (name, tsconfig) => {
    const folder = name.replace(' ', '-');
    await write(`${folder}/tsconfig.json`, tsconfig);
    await write(
      `${folder}/main.ts`,
      'interface X {\n  a: number;\n}\nconst seen: unknown[] = [];\nconst note = (...about: any[]): any => void seen.push(typeof about[1]);\n@note\nexport class A {\n  @note fail(x: X): never {\n    throw new Error(`a ${x.a}`);\n  }\n}\nexport const kinds = seen.join();\n',
    );
    const code = `import { A, kinds } from './${folder}/main.ts';`;
    expect((await evaluator.run(`${code} kinds`)).text).toBe(
      name === 'standard decorators' ? "'object,object'" : "'string,undefined'",
    );
    expect(await traceback(`${code}\nnew A().fail({ a: 1 });`)).toContain(`    at A.fail (${folder}/main.ts:9:11)\n`);
  });

  test('JSX is made as tsconfig.json says', async () => {
    await write('h/tsconfig.json', '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }');
    await write(
      'h/view.tsx',
      'const h = (...all: unknown[]) => all.length;\nexport const n: number = <b title="t">1</b>;',
    );
    expect((await evaluator.run(`import { n } from './h/view.tsx'; n`)).text).toBe('3');
  });

  test('tells lines and columns as written', async () => {
    await write(
      'lines.ts',
      'enum Kind {\n  a,\n  b,\n}\ninterface X {\n  a: number;\n}\nexport function fail(k: Kind = Kind.b): never {\n  throw new Error(`kind ${k}`);\n}\n',
    );
    expect(await traceback(`import { fail } from './lines.ts';\nfail();`)).toContain(
      '    at fail (lines.ts:9:9)\n    at n.ipynb cell',
    );
  });

  test('a syntax error is told by Node', async () => {
    await write('wrong.ts', 'enum A { b }\nexport const n = ;\n');
    expect(await traceback(`import './wrong.ts'`)).toMatch(/wrong\.ts:2/);
  });
});

describe('frames of installed packages', () => {
  const source =
    'interface Options {\n  a: number;\n}\n\nexport function fail(options: Options): never {\n  throw new Error(`a ${options.a}`);\n}\n';

  test.each([
    ['a map beside them', false],
    ['a map inside them', true],
  ])('with %s show the TypeScript', async (_, inline) => {
    const name = inline ? 'inline' : 'beside';
    const folder = `node_modules/${name}`;
    const { code, map } = transformSync('../src/main.ts', source, { sourcemap: true });
    if (!map) throw new Error('no map');
    const json = JSON.stringify({ ...map, sources: ['../src/main.ts'] });
    const reference = inline ? `data:application/json;base64,${Buffer.from(json).toString('base64')}` : 'main.js.map';
    await write(`${folder}/package.json`, `{ "name": "${name}", "type": "module", "exports": "./dist/main.js" }`);
    await write(`${folder}/dist/main.js`, `${code}\n//# sourceMappingURL=${reference}\n`);
    await write(`${folder}/dist/main.js.map`, json);
    expect(await traceback(`import { fail } from '${name}';\nfail({ a: 1 });`)).toContain(
      `    at fail (${folder}/src/main.ts:6:9)\n    at n.ipynb cell b2c4d6e8 [1] line 2:1`,
    );
  });

  test('that were built from notebooks show the cell', async () => {
    const folder = 'node_modules/built';
    const { code, map } = transformSync('main.ts', source, { sourcemap: true });
    const json = JSON.stringify({ ...map, sources: ['../notebooks/a%20b.ipynb%23c0ffee00'] });
    await write(`${folder}/package.json`, '{ "name": "built", "type": "module", "exports": "./dist/main.js" }');
    await write(`${folder}/dist/main.js`, `${code}\n//# sourceMappingURL=main.js.map\n`);
    await write(`${folder}/dist/main.js.map`, json);
    expect(await traceback(`import { fail } from 'built';\nfail({ a: 1 });`)).toMatch(
      /at fail \(node_modules\/built\/dist\/main\.js:\d+:\d+, node_modules\/built\/notebooks\/a b\.ipynb cell c0ffee00 line 6\)/,
    );
  });

  test('with a broken map show the JavaScript', async () => {
    await write('node_modules/bad/package.json', '{ "name": "bad", "main": "./main.js" }');
    await write(
      'node_modules/bad/main.js',
      'exports.fail = () => {\n  throw new Error("x");\n};\n//# sourceMappingURL=gone.map\n',
    );
    expect(await traceback(`require('bad').fail()`)).toContain('(node_modules/bad/main.js:2:9)');
  });
});

describe('frames of exported modules', () => {
  test('tell the notebook cell and its line as well', async () => {
    const cells = [
      {
        id: 'aaaa0001',
        cell_type: 'code',
        source: [
          '//| export\n',
          `import { x } from 'project/x';\n`,
          '\n',
          '/** Fails. */\n',
          'function fail(): never {\n',
          '  throw new Error("in lib");\n',
          '}\n',
        ],
      },
    ];
    await write('notebooks/10_a/01_b.ipynb', JSON.stringify({ cells }, null, 1));
    await write(
      'lib/a/b.ts',
      '// Generated from notebooks/10_a/01_b.ipynb by `octavo export`. Edit the notebook.\n// cells: aaaa0001\n\n// %% notebooks/10_a/01_b.ipynb#aaaa0001 1f3a9c2e\n/** Fails. @internal */\nexport function fail(): never {\n  throw new Error("in lib");\n}\n',
    );
    expect(await traceback(`import { fail } from './lib/a/b.ts';\nfail();`)).toContain(
      '    at fail (lib/a/b.ts:7:9, notebooks/10_a/01_b.ipynb:12 cell aaaa0001 [1] line 6)\n    at n.ipynb cell',
    );
  });

  test('every line of code in the modules of this project is found in its cell', async () => {
    const { globSync } = await import('node:fs');
    let lines = 0;
    for (const file of globSync('lib/{notebook,library,run,test,track,learn}/**/*.ts')) {
      const text = await readFile(file, 'utf8');
      if (!text.startsWith('// Generated from notebooks/') || !text.includes('\n// %% ')) continue;
      const sources = new Map<string, string[]>();
      const exported = text.split('\n');
      for (const [index, line] of exported.entries()) {
        if (
          line.trim().length < 12 ||
          line.startsWith('//') ||
          /^\s*(\*|\/\*\*)|^(import|export \{)|^ {2}\w+,$|^\} from| import\(/.test(line)
        )
          continue;
        const found = findExportedCell(file, index + 1);
        if (!found) throw new Error(`${file}:${index + 1} has no cell`);
        const key = `${found.notebook}#${found.cell}`;
        if (!sources.has(key)) sources.set(key, await cellLines(found.notebook, found.cell));
        expect([`${file}:${index + 1}`, sources.get(key)?.[(found.line ?? 0) - 1]]).toEqual([
          `${file}:${index + 1}`,
          expect.stringContaining(line.replace(/^;?export (?!default)/, '').trim()),
        ]);
        lines++;
      }
    }
    expect(lines).toBeGreaterThan(2000);
  });

  async function cellLines(notebook: string, id: string): Promise<string[]> {
    const { cells } = JSON.parse(await readFile(notebook, 'utf8')) as { cells: { id: string; source: string[] }[] };
    return [cells.find((cell) => cell.id === id)?.source ?? []].flat().join('').split('\n');
  }
});
