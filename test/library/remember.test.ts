import { mkdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { exportProject } from '../../lib/library/export-project.ts';
import { makeProject, type TestProject } from './make-project.ts';

// Each export happens a minute after the one before it, so that every stamp is old enough to be believed.
let [project, minutes]: [TestProject | undefined, number] = [undefined, 0];
const memory = '.octavo/cache/library.json';

afterEach(async () => {
  await project?.remove();
  project = undefined;
  minutes = 0;
});

/** An export, with the paths that it read. */
async function exportAndWatch(options: { write?: boolean; afterRead?: (path: string) => Promise<void> } = {}) {
  const read: string[] = [];
  const noted = (path: string) => {
    read.push(path);
    return path;
  };
  const { afterRead = async () => undefined, ...exportOptions } = options;
  minutes++;
  const host = {
    ...nodeHost,
    clock: { ...nodeHost.clock, now: () => new Date(Date.now() + minutes * 60_000) },
    files: {
      ...nodeHost.files,
      readText: (path: string) => nodeHost.files.readText(noted(path)),
      readBytes: async (path: string) => {
        const bytes = await nodeHost.files.readBytes(noted(path));
        await afterRead(path);
        return bytes;
      },
    },
  };
  const root = project?.root as string;
  const result = await exportProject({ root, ...exportOptions }, host);
  const names = read.map((path) => path.slice(root.length + 1)).filter((path) => /^(notebooks|lib)\//.test(path));
  return {
    ...result,
    read: [...new Set(names)].sort(),
    done: result.changes.map((one) => `${one.action} ${one.path}`),
  };
}

const cells = (name: string, value: number) => [
  `//| default_exp price/${name}`,
  `//| export\nconst ${name} = ${value};`,
];

async function exportedProject() {
  project = await makeProject({ 'notebooks/a.ipynb': cells('a', 1), 'notebooks/b.ipynb': cells('b', 1) });
  await exportAndWatch();
  return project;
}

test('exportProject() reads the notebooks and modules that changed since the last export, and nothing else', async () => {
  const { write, library } = await exportedProject();
  expect(await exportAndWatch()).toMatchObject({ read: [], done: [] });
  await write({ 'notebooks/b.ipynb': cells('b', 2) });
  const { read, done } = await exportAndWatch();
  expect(done).toEqual(['updated lib/price/b.ts']);
  expect(read.filter((path) => path.includes('a.'))).toEqual([]);
  expect((await library())['lib/price/b.ts']).toContain('export const b = 2;');
  await write({ 'notebooks/c.ipynb': cells('c', 1) });
  expect((await exportAndWatch()).done).toEqual(['created lib/price/c.ts', 'updated lib/price/index.ts']);
  expect(await exportAndWatch({ write: false })).toMatchObject({ done: [] });
});

test('exportProject() sees an edit of a module by hand, also one that keeps size and time of modification', async () => {
  const { root, read } = await exportedProject();
  const path = join(root, 'lib/price/a.ts');
  const { mtime, size } = await stat(path);
  await writeFile(path, (await read('lib/price/a.ts')).replace('a = 1', 'a = 7'));
  await utimes(path, mtime, mtime);
  expect((await stat(path)).size).toBe(size);
  expect((await exportAndWatch()).problems.map((one) => one.code)).toEqual(['library-module-edited']);
});

test('exportProject() needs no memory, believes none that is broken or of another program, and checks without it', async () => {
  const { root, write, read } = await exportedProject();
  const whole = await read(memory);
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    whole.slice(0, 500),
    JSON.stringify({ ...JSON.parse(whole), key: 'old' }),
  ]) {
    await write({ [memory]: text });
    expect(await exportAndWatch()).toMatchObject({ done: [], problems: [] });
  }
  const lie = JSON.parse(await read(memory));
  lie.library = lie.library.map(([path, stamp, text]: string[]) => [path, stamp, text?.replace('= 1', '= 9')]);
  await write({ [memory]: JSON.stringify(lie) });
  await writeFile(join(root, 'lib/price/a.ts'), (await read('lib/price/a.ts')).replace('a = 1', 'a = 5'));
  const { problems, read: paths } = await exportAndWatch({ write: false });
  expect(problems.map((one) => one.code)).toEqual(['library-module-edited']);
  expect(paths).toContain('lib/price/b.ts');
});

test('exportProject() says what is wrong with a notebook every time, and does not trust a time that is too young', async () => {
  const { write } = await exportedProject();
  await write({ 'notebooks/b.ipynb': ['//| default_exp price/b', '//| export\nconst b = ;'] });
  for (let round = 0; round < 2; round++) {
    expect((await exportAndWatch()).problems.map((one) => one.code)).toEqual(['library-syntax']);
  }
  await write({ 'notebooks/b.ipynb': cells('b', 3) });
  minutes = -10; // a clock that was set back: the memory claims to be older than the files
  await exportAndWatch();
  expect((await exportAndWatch()).read).toContain('notebooks/b.ipynb');
});

test('rememberState() writes nothing through a link that a repository brings', async () => {
  project = await makeProject({ 'notebooks/a.ipynb': cells('a', 1) });
  const { root } = project;
  const elsewhere = join(root, 'profile');
  await writeFile(elsewhere, 'mine');
  await mkdir(dirname(join(root, memory)), { recursive: true });
  await symlink(elsewhere, join(root, memory));
  expect((await exportAndWatch()).written).toBe(true);
  expect(await readFile(elsewhere, 'utf8')).toBe('mine');
  await rm(join(root, memory));
  expect((await exportAndWatch()).done).toEqual([]);
  expect(await readFile(join(root, memory), 'utf8')).toContain('price/a');
});

test('exportProject() does not forget a notebook, nor a module, that is saved while it runs', async () => {
  const { root, write, library } = await exportedProject();
  const saveOnce = (files: Parameters<TestProject['write']>[0]) => {
    const saving = { ...files };
    return async (path: string) => {
      const name = path.slice(root.length + 1);
      const content = saving[name];
      delete saving[name];
      if (content !== undefined) await write({ [name]: content });
    };
  };
  await write({ 'notebooks/b.ipynb': cells('b', 2) });
  await exportAndWatch({ afterRead: saveOnce({ 'notebooks/b.ipynb': cells('b', 3) }) });
  expect((await library())['lib/price/b.ts']).toContain('b = 2');
  expect((await exportAndWatch()).done).toEqual(['updated lib/price/b.ts']);
  expect((await library())['lib/price/b.ts']).toContain('b = 3');

  await write({ 'notebooks/b.ipynb': cells('b', 4) });
  const byHand = (await library())['lib/price/a.ts']?.replace('a = 1', 'a = 7') as string;
  const whenBIsRead = async (path: string) => {
    if (path.endsWith('notebooks/b.ipynb')) await write({ 'lib/price/a.ts': byHand });
  };
  await exportAndWatch({ afterRead: whenBIsRead });
  expect((await exportAndWatch()).problems.map((one) => one.code)).toEqual(['library-module-edited']);
});
