import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandList } from '../../lib/cli/commands.ts';
import { nodeHost } from '../../lib/host/index.ts';
import { createProject, placeOfProject } from '../../lib/project/index.ts';
import { expectError } from '../../lib/test/index.ts';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'octavo-new-'));
const host = { ...nodeHost, cwd: () => scratch };
const readManifest = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('placeOfProject()', () => {
  const place = (typed: string) => placeOfProject(typed, '/home/me', ['vitest']);

  test('reads a name, a scoped name, a path, and the folder itself', () => {
    expect(place('demo')).toEqual({ name: 'demo', folder: '/home/me/demo' });
    expect(place('@me/demo')).toEqual({ name: '@me/demo', folder: '/home/me/demo' });
    expect(place('../work/demo.lib')).toEqual({ name: 'demo.lib', folder: '/home/work/demo.lib' });
    expect(place('.')).toEqual({ name: 'me', folder: '/home/me' });
  });

  test.each([
    ['Demo', 'capital letters', 'octavo new demo'],
    ['my project', 'only letters', 'octavo new my-project'],
    ['.hidden', 'begins with', 'octavo new hidden'],
    ['fs', 'module of Node', 'octavo new my-project'],
    ['node_modules', 'npm keeps it', 'octavo new my-project'],
    ['vitest', 'the project itself needs', 'octavo new my-project'],
    ['Ünicode', 'capital letters', 'octavo new nicode'],
    ['x'.repeat(215), '214 characters', `octavo new ${'x'.repeat(100)}`],
    ['@me/', 'has a slash', 'octavo new me'],
    ['', 'empty', 'octavo new my-project'],
    ['/', 'empty', 'octavo new my-project'],
  ])('refuses %j', (typed, why, hint) => {
    const cwd = typed === '' ? '/' : '/home/me';
    const error = expectError(() => placeOfProject(typed, cwd, ['vitest']), { code: 'project-bad-name' });
    expect(error).toMatchObject({ message: expect.stringContaining(why), hint });
  });
});

describe('createProject()', () => {
  test('refuses a folder in use, names what is in it, and changes nothing', async () => {
    const folder = join(scratch, 'used');
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, 'thesis.txt'), 'all of it');
    await expectError(() => createProject('used', {}, host), { code: 'project-folder-in-use', contains: 'thesis.txt' });
    expect(readdirSync(folder)).toEqual(['.git', 'thesis.txt']);
    await expectError(() => createProject('used/thesis.txt', {}, host), { contains: 'is a file' });
    await expectError(() => createProject('used/thesis.txt/demo', {}, host), { code: 'project-folder-unwritable' });
    symlinkSync(join(scratch, 'nowhere', 'at-all'), join(scratch, 'dangling'));
    await expectError(() => createProject('dangling', {}, host), { code: 'project-folder-unwritable' });
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('all of it');
  });

  test('with write: false makes nothing', async () => {
    const planned = await createProject('planned', { write: false }, host);
    expect(planned.files).toContain('.github/workflows/check.yml');
    expect(existsSync(planned.root)).toBe(false);
  });

  test('makes a scoped project in an empty folder, without git and without packages when asked', async () => {
    mkdirSync(join(scratch, 'empty'));
    const made = await createProject('@me/empty', { git: false, packages: 'none' }, host);
    expect(made).toMatchObject({ name: '@me/empty', packages: 'none', git: 'unwanted', written: true });
    const read = (path: string) => readFileSync(join(made.root, path), 'utf8');
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: '@me/empty' });
    expect(read('test/summary.test.ts')).toContain("from '@me/empty'");
    expect(read('.gitignore')).toContain('node_modules/');
    expect(read('lib/index.ts')).toContain('summarise');
    expect(read('README.md')).toContain('# @me/empty');
    expect(existsSync(join(made.root, 'node_modules'))).toBe(false);
    expect(made.files.flatMap((path) => (read(path).includes('my-project') ? [path] : []))).toEqual([]);
  });
});

test('the CI file and the workflow of a project name what there is', async () => {
  const { root: made } = await createProject('checked', { git: false, packages: 'none' }, host);
  const read = (path: string) => parse(readFileSync(join(made, path), 'utf8'));
  const { scripts } = read('package.json');
  const commands: string[] = read('.github/workflows/check.yml').jobs.check.steps.flatMap(
    ({ run }: { run?: string }) => run ?? [],
  );
  expect(commands[0]).toBe('npm ci');
  for (const command of commands.slice(1)) {
    const [, script, verb] =
      /^npm (?:run )?(\w+)$|^npx octavo (\w+)/.exec(command.replace('npm test', 'npm run test')) ?? [];
    expect([command, script ? script in scripts : commandList.some(({ name }) => name === verb)]).toEqual([
      command,
      true,
    ]);
  }
  const { summarise } = read('workflows/daily/dvc.yaml').stages;
  for (const path of summarise.deps)
    expect([path, existsSync(join(made, 'workflows', 'daily', path))]).toEqual([path, true]);
  expect(Object.keys(read('workflows/daily/params.yaml'))).toEqual(summarise.params);
});

test('the template and create-octavo name the versions of Octavo itself', () => {
  const octavo = readManifest('package.json');
  const template = readManifest('lib/project/template/package.template.json');
  const runtime = Object.entries(octavo.optionalDependencies).filter(([name]) => name.startsWith('node-'));
  expect(template.optionalDependencies).toEqual(Object.fromEntries(runtime));
  expect(template.overrides).toEqual(octavo.overrides);
  expect(template.engines).toEqual(octavo.engines);
  const own = { ...octavo.dependencies, ...octavo.devDependencies, octavo: octavo.version };
  for (const [name, version] of Object.entries(template.devDependencies))
    expect([name, own[name]]).toEqual([name, version]);
  const creator = readManifest('create-octavo/package.json');
  expect(creator.version).toBe(octavo.version);
  expect(creator.dependencies).toEqual({ octavo: octavo.version, vitest: own.vitest }); // vitest for a project of links
});
