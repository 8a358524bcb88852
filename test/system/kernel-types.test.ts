import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../lib/kernel/index.ts';
import { stillRunning } from './kernel/processes.ts';
import {
  killLanguageServers,
  languageServers,
  runTyped,
  type TypedProject,
  typedProject,
} from './kernel/typed-project.ts';

describe('a cell whose types are checked', () => {
  let project: TypedProject;
  let session: Session;
  beforeAll(async () => {
    project = typedProject({
      'lib/shapes.ts': 'export const area = (side: number) => side * side;\n',
      'node_modules/modern/package.json':
        '{"name": "modern", "type": "module", "exports": {"./deep": {"types": "./d/deep.d.ts", "default": "./d/deep.js"}}}',
      'node_modules/modern/d/deep.d.ts': 'export declare function deep(n: number): string;',
      'node_modules/modern/d/deep.js': 'export const deep = (n) => "deep" + n;',
    });
    session = await project.start();
  });
  afterAll(() => project.remove());

  test('finds the names of earlier cells with their types', async () => {
    await runTyped(session, 'const scores = [1, 2]; let label = "a"; class Box<T> { constructor(public value: T) {} }');
    expect(await runTyped(session, 'label = "b"; new Box(scores.length).value.toFixed(1) + label')).toMatchObject({
      value: "'2.0b'",
    });
    const wrong = await runTyped(session, 'label = scores');
    expect(wrong.error).toBe(
      "TypeCheckError: Type 'number[]' is not assignable to type 'string'. TS2322 (In [3] line 1:1)",
    );
    expect((await runTyped(session, 'label')).value).toBe("'b'");
  });

  test('shows every error with line, column and source, and does not run', async () => {
    const code = 'const width: string = 5;\nglobalThis.hasRun = true;\n  width.wide';
    const { status, error, traceback } = await runTyped(session, code, { notebook: 'train.ipynb', id: 'b2c4d6e8' });
    expect(status).toBe('error');
    expect(error).toContain('train.ipynb cell b2c4d6e8 [3] line 1:7) (and 2 more)');
    expect(traceback.split('\n')).toEqual([
      "TypeCheckError: Type 'number' is not assignable to type 'string'. TS2322",
      '  train.ipynb cell b2c4d6e8 [3] line 1:7',
      '  > 1 | const width: string = 5;',
      '      |       ^^^^^',
      "TypeCheckError: Element implicitly has an 'any' type because type 'typeof globalThis' has no index signature. TS7017",
      '  train.ipynb cell b2c4d6e8 [3] line 2:12',
      '    1 | const width: string = 5;',
      '  > 2 | globalThis.hasRun = true;',
      '      |            ^^^^^^',
      "TypeCheckError: Property 'wide' does not exist on type 'string'. TS2339",
      '  train.ipynb cell b2c4d6e8 [3] line 3:9',
      '    2 | globalThis.hasRun = true;',
      '  > 3 |   width.wide',
      '      |         ^^^^',
    ]);
    expect((await runTyped(session, "'hasRun' in globalThis")).value).toBe('false');
    expect((await runTyped(session, 'width')).error).toMatch(/^TypeCheckError: Cannot find name 'width'/);
  });

  test('shows twenty errors of a hundred, and their number', async () => {
    const { error, traceback } = await runTyped(session, 'nothing;\n'.repeat(100));
    expect(error).toContain('(and 99 more)');
    expect(traceback.match(/TypeCheckError/g)).toHaveLength(20);
    expect(traceback).toContain('… and 80 more type errors');
  });

  test('may declare a name anew, with another type', async () => {
    await runTyped(session, 'const thing = 5; const before = () => thing');
    expect((await runTyped(session, "const thing = 'text'; thing.length")).value).toBe('4');
    expect((await runTyped(session, 'const kept: ReturnType<typeof before> = 5; thing.toUpperCase()')).value).toBe(
      "'TEXT'",
    );
  });

  test('may run nevertheless: types: warn', async () => {
    const { value, stderr } = await runTyped(session, '//| types: warn\nconst count: string = 5;\ncount');
    expect(value).toBe('5');
    expect(stderr).toContain("TypeCheckWarning: Type 'number' is not assignable to type 'string'. TS2322");
    expect(stderr).toContain('line 2:7');
    expect((await runTyped(session, 'count.length')).status).toBe('ok');
  });

  test('may not be checked at all: types: off', async () => {
    expect(await runTyped(session, '//| types: off\nconst loose: string = 5; loose')).toMatchObject({
      value: '5',
      stderr: '',
    });
  });

  test('with a syntax error is for the evaluator to explain', async () => {
    const { error } = await runTyped(session, 'const = 5');
    expect(error).toMatch(/^SyntaxError: /);
  });

  test('that failed half-way leaves what it came to declare', async () => {
    await runTyped(session, 'const reached = 1; if (reached) throw new Error("stop"); const unreached = 2;');
    expect((await runTyped(session, 'reached')).value).toBe('1');
    expect((await runTyped(session, 'unreached')).error).toMatch(/^TypeCheckError: Cannot find name 'unreached'/);
  });

  test('imports packages by their exports map, Node by the types that Octavo brings, and tslab', async () => {
    const code = `import { deep } from 'modern/deep';\nimport { readFileSync } from 'node:fs';\nimport * as tslab from 'tslab';`;
    expect((await runTyped(session, code)).error).toBe('');
    expect((await runTyped(session, 'deep(2)')).value).toBe("'deep2'");
    expect((await runTyped(session, 'deep("2")')).error).toContain('TS2345');
    expect((await runTyped(session, 'readFileSync(5n); tslab.display.nothing; display.text(5)')).error).toContain(
      'and 2 more',
    );
  });

  test('sees a module of the project as it is now', async () => {
    await runTyped(session, "import { area } from './lib/shapes.ts';");
    expect((await runTyped(session, 'area(3).toFixed(0)')).value).toBe("'9'");
    project.write('lib/shapes.ts', 'export const area = (side: number) => String(side * side);\n');
    expect((await runTyped(session, 'area(3).toFixed(0)')).error).toContain(
      "Property 'toFixed' does not exist on type 'string'",
    );
  });

  test('may await, iterate and dispose at its top, and use decorators, enums and namespaces', async () => {
    const cells = [
      'for await (const step of [1, 2]) { await step; } await using held = { async [Symbol.asyncDispose]() {} };',
      'enum Level { Low, High } namespace Paths { export const root = "/"; } declare const later: number;',
      'let level = Level.Low; level = Level.High; Paths.root + Level[level]',
      'function isText(value: unknown): asserts value is string { if (typeof value !== "string") throw new Error(); }',
      'const unsure: unknown = "ok"; isText(unsure); unsure.length',
      'let growing; growing = 5; growing = "five"; const list = []; list.push(1);',
      'growing.length + list.length',
    ];
    for (const code of cells) expect((await runTyped(session, code)).error).toBe('');
  });

  test('may use in its functions what a later cell declares', async () => {
    const sources = [
      'const shown = (width: number) => frame(pad(String(width))); interface Kept { at: Later }',
      'shown(1)',
      "function pad(text: string) { return text.padStart(3); } const frame = (text: string) => ['', text, ''].join('|'); type Later = 5",
      'shown(1).length + shown(1)',
    ];
    const cells = sources.map((source, index) => ({ id: `c${index}`, cell_type: 'code', source, metadata: {} }));
    project.write('later.ipynb', JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const notebook = 'later.ipynb';
    const run = async (index: number) =>
      await runTyped(session, sources[index] as string, { notebook, id: `c${index}` });
    expect(await run(0)).toMatchObject({ error: '', stderr: '' });
    expect((await run(1)).error).toMatch(/^ReferenceError: /);
    expect((await run(2)).error).toBe('');
    expect((await run(3)).value).toBe("'5|  1|'");
    const wrong = await runTyped(session, 'const other = () => pad(5) + padd("")', { notebook, id: 'c0' });
    expect(wrong.traceback).toContain('TS2345');
    expect(wrong.traceback).toContain("Cannot find name 'padd'");
  });

  test('is told of names that nothing declares yet, where the notebook is not known', async () => {
    const { status, stderr } = await runTyped(session, 'const soon = () => nowhere(1);\nsoon.length');
    expect(status).toBe('ok');
    expect(stderr).toContain('no cell has declared nowhere yet (In [');
    expect((await runTyped(session, 'nowhere(1)')).error).toMatch(/^TypeCheckError: Cannot find name 'nowhere'/);
  });

  test('sees a tsconfig.json that was not there before', async () => {
    const code = 'function loose(a) { return a }';
    expect((await runTyped(session, code)).error).toContain('TS7006');
    project.write('tsconfig.json', '{"compilerOptions": {"strict": false, "types": ["node"]}}');
    expect((await runTyped(session, code)).error).toBe('');
  });

  test('is checked by a server that ends with the kernel', async () => {
    const other = await project.start();
    await runTyped(other, '1');
    const servers = languageServers(other.pid);
    expect(servers).toHaveLength(1);
    process.kill(other.pid, 'SIGKILL');
    expect(await stillRunning(servers)).toEqual([]);
  });
});

describe('the project’s tsconfig.json', () => {
  test('decides how strict the check is, also for paths and nested folders', async () => {
    const project = typedProject({
      'tsconfig.json': '{ // loose\n "compilerOptions": { "strict": false, "paths": { "@lib/*": ["./lib/*"] } }, }',
      'lib/one.ts': 'export const one = 1;\n',
      'notebooks/strict/tsconfig.json': '{"extends": "../../tsconfig.json", "compilerOptions": {"strict": true}}',
    });
    const session = await project.start();
    const code = "function loose(a) { return a } let text: string = null; import type { one } from '@lib/one.ts';";
    expect((await runTyped(session, code)).error).toBe('');
    const strict = await runTyped(session, code, { notebook: 'notebooks/strict/a.ipynb', id: 'b2c4d6e8' });
    expect(strict.traceback).toContain('TS7006');
    expect(strict.traceback).not.toContain('TS2307');
    await project.remove();
  });

  test.each(['{"type": "module"}', '{}'])('lets cells have JSX, in a package %s', async (manifest) => {
    const project = typedProject({
      'package.json': manifest,
      'tsconfig.json': '{"compilerOptions": {"strict": true, "jsx": "react", "jsxFactory": "h"}}',
    });
    const session = await project.start();
    const element = 'declare global { namespace JSX { interface IntrinsicElements { b: { title: string } } } }';
    expect((await runTyped(session, `${element} const h = (tag: string, props: object) => tag;`)).error).toBe('');
    expect((await runTyped(session, 'await Promise.resolve(<b title="x" />)')).value).toBe("'b'");
    expect((await runTyped(session, '<b title={5} />')).error).toContain('TS2322');
    await project.remove();
  });

  test('brings the declaration files of the project along, and needs no helpers of the compiler', async () => {
    const project = typedProject({
      'base.json': '{"compilerOptions": {"importHelpers": true, "experimentalDecorators": true}}',
      'tsconfig.json':
        '{"extends": "./base.json", "include": ["types", "lib/**/*"], "exclude": ["notebooks", "types/old"]}',
      'types/all.d.ts':
        "declare const BUILD: string; declare module 'plain' { export function twice(n: number): number }",
      'types/old/old.d.ts': 'declare const OLD: string;',
      'lib/deep/more.d.ts': 'interface Settings { port: number }',
      'node_modules/plain/index.js': 'exports.twice = (n) => 2 * n;',
    });
    const session = await project.start();
    const place = { notebook: 'notebooks/a.ipynb', id: 'b2c4d6e8' };
    project.write('notebooks/a.ipynb', '{"cells": []}');
    const cell = "import { twice } from 'plain'; const own: Settings = { port: twice(2) }; typeof BUILD; own";
    expect(await runTyped(session, cell, place)).toMatchObject({ error: '', value: '{ port: 4 }' });
    expect((await runTyped(session, 'twice("2"); own.prot; OLD', place)).error).toContain('(and 2 more)');
    const decorated = 'function seen(a: any, b: string) {} class Seen { @seen run() {} }';
    expect((await runTyped(session, decorated, place)).error).toBe('');
    await project.remove();
  });

  test('is not there: JavaScript without declarations is imported all the same', async () => {
    const project = typedProject({
      'node_modules/plain/package.json': '{"name": "plain", "main": "index.js"}',
      'node_modules/plain/index.js': 'exports.twice = (n) => 2 * n;',
      'own.js': 'export const three = 3;',
    });
    const session = await project.start();
    const cell = "import { twice } from 'plain'; import { three } from './own.js'; twice(three)";
    expect(await runTyped(session, cell)).toMatchObject({ error: '', value: '6' });
    project.write('tsconfig.json', '{"compilerOptions": {"strict": true}}');
    expect((await runTyped(session, cell)).error).toContain('TS7016');
    await project.remove();
  });

  test('does not make the server read the files of the project that no cell imports', async () => {
    const rows = Array.from({ length: 40_000 }, (_, row) => `  { id: ${row}, name: 'row ${row}', tags: ['a', 'b'] },`);
    const memoryBeside = async (text: string) => {
      const project = typedProject({
        'tsconfig.json': '{"compilerOptions": {"strict": false}}',
        'lib/rows.ts': text,
        'notebooks/a.ts': 'export {};\n',
      });
      const session = await project.start();
      const place = { notebook: 'notebooks/a.ipynb', id: 'b2c4d6e8' };
      expect((await runTyped(session, 'let text: string = null; text', place)).error).toBe(''); // its settings hold
      const [server = 0] = languageServers(session.pid);
      const used = memoryMb(server);
      await project.remove();
      return used;
    };
    const small = await memoryBeside('export const rows = [];\n');
    const large = await memoryBeside(`export const rows = [\n${rows.join('\n')}\n];\n`); // 75 MB when it is read
    expect(large - small).toBeLessThan(30);
  });

  test('package.json says what becomes of errors', async () => {
    const project = typedProject({ 'package.json': '{"type": "module", "octavo": {"types": "warn"}}' });
    const session = await project.start({ OCTAVO_TYPES: '' });
    expect(await runTyped(session, 'const x: string = 5; x')).toMatchObject({
      value: '5',
      stderr: expect.stringContaining('TS2322'),
    });
    await project.remove();
  });
});

/** Resident memory of a process. */
function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** The cells that run the same however it goes with the language server. */
async function expectCellsToRun(session: Session): Promise<string> {
  const cells: [string, string | undefined][] = [
    ['let total = 1; class Kept { n = 2 }', undefined],
    ['total += new Kept().n; total', '3'],
    ['const total2: number = await Promise.resolve(total * 2); total2', '6'],
    ['import { join } from "node:path"; join("a", "b")', "'a/b'"],
    ['const total = "new"; total', "'new'"],
  ];
  let stderr = '';
  for (const [code, value] of cells) {
    const end = await runTyped(session, code);
    expect(end).toMatchObject({ status: 'ok', error: '', value });
    stderr += end.stderr;
  }
  expect((await runTyped(session, 'throw new Error("own")')).error).toBe('Error: own');
  return stderr;
}

describe('cells run when the language server', () => {
  let project: TypedProject;
  beforeAll(() => {
    project = typedProject();
  });
  afterAll(() => project.remove());

  const faults: Record<string, string> = {
    'ends at its start': '#!/bin/sh\nexit 3\n',
    'writes what is no message': '#!/bin/sh\necho hello\nexec sleep 1000\n',
    'ends when it is asked something': '#!/bin/sh\nhead -c 20 > /dev/null\nexit 0\n',
  };
  test.each(Object.keys(faults))('%s', async (fault) => {
    const server = project.program(fault.replaceAll(' ', '-'), faults[fault] as string);
    const stderr = await expectCellsToRun(await project.start({ OCTAVO_LANGUAGE_SERVER: server }));
    expect(stderr.match(/cells run without a check of their types/g)).toHaveLength(1);
    expect(stderr).toContain('"octavo": { "types": "off" }');
  });

  test('is missing', async () => {
    const stderr = await expectCellsToRun(await project.start({ OCTAVO_LANGUAGE_SERVER: '/no/such/tsc' }));
    expect(stderr.match(/ENOENT/g)).toHaveLength(1);
  });

  test('never answers: it ends with the session all the same', async () => {
    const server = project.program('hangs', '#!/bin/sh\necho $$ >> hangs.pids\nexec sleep 1000\n');
    const session = await project.start({ OCTAVO_LANGUAGE_SERVER: server, OCTAVO_TYPES_BUDGET_MS: '50' });
    const stderr = await expectCellsToRun(session);
    expect(stderr.match(/takes too long/g)).toHaveLength(1);
    const pids = () => readFileSync(join(project.folder, 'hangs.pids'), 'utf8').split('\n').filter(Boolean).map(Number);
    await expect.poll(pids).not.toEqual([]);
    await session.stop();
    expect(await stillRunning(pids())).toEqual([]);
  });

  test('is not wanted: none is started', async () => {
    const session = await project.start({ OCTAVO_TYPES: 'off' });
    expect(await expectCellsToRun(session)).toBe('');
    expect(languageServers(session.pid)).toEqual([]);
  });

  test('is killed between cells, and then every time: it is started again, but not for ever', async () => {
    const session = await project.start();
    await runTyped(session, 'const kept = [1]; class Kept { n = 2 }');
    for (let round = 0; round < 2; round++) {
      await killLanguageServers(session.pid);
      expect((await runTyped(session, 'kept.nothing; new Kept().n.nothing')).error).toContain('(and 1 more)');
    }
    await killLanguageServers(session.pid);
    const { value, stderr } = await runTyped(session, '[kept.nothing]');
    expect(value).toBe('[ undefined ]');
    expect(stderr).toContain('cells run without a check of their types');
    expect(languageServers(session.pid)).toEqual([]);
  });

  test('is stopped in the middle of a check: the cell runs, and what is found is said after it', async () => {
    const session = await project.start({ OCTAVO_TYPES_BUDGET_MS: '3000' });
    await runTyped(session, '1');
    const [server = 0] = languageServers(session.pid);
    expect(server).toBeGreaterThan(0); // 0 would stop ourselves
    process.kill(server, 'SIGSTOP');
    const late: string[] = [];
    const said = new Promise<void>((resolve) => {
      void session.execute('const wrong: string = 5; wrong', {
        onMessage: ({ type, content }) => {
          if (type === 'stream') late.push(String(content.text));
          if (type === 'execute_result') process.kill(server, 'SIGCONT');
          if (late.join('').includes('TS2322')) resolve();
        },
      });
    });
    await said;
    expect(late.join('')).toContain('takes too long');
  });

  test('is busy: an interrupt ends the cell that waits for it', async () => {
    const server = project.program('busy', '#!/bin/sh\nexec sleep 1000\n');
    const session = await project.start({ OCTAVO_LANGUAGE_SERVER: server, OCTAVO_TYPES_BUDGET_MS: '60000' });
    const running = runTyped(session, '1');
    await sleep(200);
    await session.interrupt();
    expect((await running).error).toMatch(/^KeyboardInterrupt/);
  });
});
