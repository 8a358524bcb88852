import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { consumers, doorsOf, inFolder, inspectors, type Outcome } from './package-consumers.ts';

// A project as `octavo new` makes it, from the first command to the package that others install. Nothing here asks a
// registry: the packages of the project are links, and its tarball needs none.

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'octavo-new-'));
const demo = join(scratch, 'demo');
const user = join(scratch, 'user');
const installed = join(user, 'node_modules', 'demo');
const offline = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };
const npm = (...args: string[]): Outcome => inFolder(demo, 'npm', args, offline);

let made: { name: string; linked: string[]; git: string };
let tarball: string;

beforeAll(() => {
  const { status, printed } = inFolder(scratch, process.execPath, [
    join(root, 'bin', 'octavo.js'),
    'new',
    'demo',
    '--json',
  ]);
  expect(printed, `exit ${status}`).toMatch(/^\{/);
  made = JSON.parse(printed);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('octavo new', () => {
  test('makes a project with packages and git, in one command', () => {
    expect(made).toMatchObject({ name: 'demo', git: 'initialised', hooks: true });
    expect(made.linked).toEqual(expect.arrayContaining(['octavo', 'typescript', 'vitest', '@types/node']));
    expect(inFolder(demo, 'git', ['status', '--porcelain']).printed).not.toMatch(/node_modules|\.octavo/);
  });

  test.each([
    ['test', /2 passed/],
    ['start', /completed/],
    ['types', /tsc --noEmit/],
    ['doctor', /0 broken/],
  ])('npm run %s works at once', (script, says) => {
    const { status, printed } = npm('run', script);
    expect(printed).toMatch(says);
    expect(status).toBe(0);
  });

  test('the stage in dvc.yaml makes what it says that it makes', () => {
    const daily = join(demo, 'workflows', 'daily');
    const { cmd, outs, metrics } = parse(readFileSync(join(daily, 'dvc.yaml'), 'utf8')).stages.summarise;
    const made = [...outs, ...Object.keys(metrics[0])].map((path) => join(daily, path));
    for (const path of made) rmSync(path, { force: true });
    const { status, printed } = inFolder(daily, 'sh', ['-c', cmd], offline);
    expect(printed).toContain('completed');
    expect(status).toBe(0);
    expect(made.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('npm run ready finds nothing to change in what was just made', () => {
    inFolder(demo, 'git', ['add', '.']);
    const { status, printed } = npm('run', 'ready');
    expect(printed).toContain('ready: export, test, clean, readme');
    expect(status).toBe(0);
    expect(inFolder(demo, 'git', ['diff', '--stat']).printed).toBe('');
  });

  test('create-octavo makes the same', () => {
    const creator = join(scratch, 'cache', 'node_modules', 'create-octavo');
    cpSync(join(root, 'create-octavo'), creator, { recursive: true });
    symlinkSync(root, join(creator, '..', 'octavo'), 'junction');
    const { printed } = inFolder(scratch, process.execPath, [
      join(creator, 'index.js'),
      'again',
      '--offline',
      '--no-git',
    ]);
    expect(printed).toContain('again: a project in again');
    expect(readFileSync(join(scratch, 'again', 'lib', 'summary.ts'))).toEqual(
      readFileSync(join(demo, 'lib', 'summary.ts')),
    );
  });
});

describe('npm pack of the project', () => {
  beforeAll(() => {
    const before = readFileSync(join(demo, 'package.json'), 'utf8');
    const { printed } = npm('pack', '--pack-destination', scratch, '--silent');
    tarball = join(scratch, 'demo-0.1.0.tgz');
    expect(existsSync(tarball), printed).toBe(true);
    expect(readFileSync(join(demo, 'package.json'), 'utf8')).toBe(before);
    mkdirSync(installed, { recursive: true });
    inFolder(installed, 'tar', ['-xzf', tarball, '--strip-components=1']);
    symlinkSync(join(root, 'node_modules', '@types'), join(user, 'node_modules', '@types'), 'junction');
    writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n');
  });

  test('holds what is built, and no notebook', () => {
    const { printed } = inFolder(scratch, 'tar', ['-tzf', tarball]);
    const files = printed
      .trim()
      .split('\n')
      .map((path) => path.replace('package/', ''));
    expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual(['README.md', 'package.json']);
    expect(files).toEqual(expect.arrayContaining(['dist/summary.js', 'dist/summary.d.ts', 'dist/summary.js.map']));
  });

  test.each(Object.entries(consumers))('every door is imported by %s', async (_, consume) => {
    const doors = await doorsOf(installed);
    expect(doors).toEqual(['demo', 'demo/index']);
    expect(consume(user, [...doors, 'demo/summary'])).toEqual({ status: 0, printed: 'ok\n' });
  });

  test.each(Object.entries(inspectors))('%s finds nothing', (_, inspect) => {
    const { status, printed } = inspect(tarball);
    expect(printed).not.toMatch(/warning|suggestion|problem/i);
    expect(status, printed).toBe(0);
  });

  test('an error in the installed package names notebook, cell and line', () => {
    writeFileSync(join(user, 'fail.mjs'), "import { summarise } from 'demo';\nsummarise([]);\n");
    const { status, printed } = inFolder(user, process.execPath, ['--enable-source-maps', 'fail.mjs']);
    expect(status).toBe(1);
    const notebook = JSON.parse(readFileSync(join(demo, 'notebooks', '01_summary.ipynb'), 'utf8')) as {
      cells: { id: string; source: string[] }[];
    };
    for (const [name, text] of Object.entries({ mean: 'throw new RangeError', summarise: 'mean: mean(values)' })) {
      const cell = notebook.cells.find(({ source }) => source.join('').includes(text));
      const line = (cell?.source.findIndex((one) => one.includes(text)) ?? -1) + 1;
      const stack = printed.split('\n').find((one) => one.includes(`at ${name} (`));
      expect(stack).toContain(`notebooks/01_summary.ipynb#${cell?.id}:${line}:`);
    }
    expect(printed).toContain("throw new RangeError('no values"); // the text of the cell travels in the map
  });
});
