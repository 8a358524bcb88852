import { mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { appendFile, mkdir, open, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { exportProject } from '../../../lib/library/export-project.ts';
import type { WatchEvent } from '../../../lib/library/watch/events.ts';
import { watchProject } from '../../../lib/library/watch/watch-project.ts';
import { makeProject, notebookText, type TestProject } from '../make-project.ts';

let project: TestProject | undefined;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
  await project?.remove();
  project = undefined;
});

const net = 'notebooks/net.ipynb';
const module = 'lib/net.ts';
const cell = (value: string) => `//| export\nconst a = ${value};`;
const cells = (a: string, b: string) => ['//| default_exp net', cell(a), `//| export\nconst b = ${b};`, 'a + b'];

interface Watch {
  events: WatchEvent[];
  saw: (...types: WatchEvent['type'][]) => Promise<WatchEvent>; // the next event of these, which none before has waited for
}

/** Starts a watch of the project, which ends with the test. */
async function watching({ root }: TestProject): Promise<Watch> {
  const stop = new AbortController();
  const events: WatchEvent[] = [];
  let wake = () => {};
  const tell = (event: WatchEvent) => {
    events.push(event);
    wake();
  };
  const ended = watchProject({ root, signal: stop.signal, tell });
  ends.push(async () => {
    stop.abort();
    await ended;
  });
  let seen = 0;
  const saw: Watch['saw'] = async (...types) => {
    for (;;) {
      const at = events.findIndex((event, index) => index >= seen && types.includes(event.type));
      if (at >= 0) {
        seen = at + 1;
        return events[at] as WatchEvent;
      }
      await Promise.race([
        new Promise<void>((done) => (wake = done)),
        ended.then(() => Promise.reject(Error('ended'))),
      ]);
    }
  };
  await saw('watching');
  return { events, saw };
}

async function started(
  a = '1',
  b = '2',
): Promise<TestProject & Watch & { replace: (path: string, from: string, to: string) => Promise<void> }> {
  const made = await makeProject({ [net]: cells(a, b) });
  project = made;
  const watch = await watching(made);
  const replace = async (path: string, from: string, to: string) => {
    const text = await made.read(path);
    expect(text).toContain(from);
    await writeFile(join(made.root, path), text.replace(from, to));
  };
  return { ...made, ...watch, replace };
}

/** Saves files in one go, which the watch, in this process, sees together. */
function edit(root: string, ...edits: [path: string, from: string, to: string][]): void {
  for (const [path, from, to] of edits) {
    const text = readFileSync(join(root, path), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(root, path), text.replace(from, to));
  }
}

test('it begins with an export, and tells then that it watches', async () => {
  const { events, read } = await started();
  expect(events.map((event) => event.type)).toEqual(['exported', 'watching']);
  expect(await read(module)).toContain('export const a = 1;');
});

test('a saved notebook is exported, and a saved module goes back to its cell, in place or by a new file', async () => {
  const { events, saw, read, replace, root } = await started();
  await replace(net, 'a = 1', 'a = 10');
  expect(await saw('exported')).toMatchObject({ from: [net], files: [module], removed: [] });
  await replace(module, 'b = 2', 'b = 20');
  expect(await saw('updated')).toMatchObject({ from: [module], files: [net, module] });
  expect(await read(net)).toContain('const b = 20;');
  await writeFile(join(root, 'notebooks/other-name'), (await read(net)).replace('a = 10', 'a = 11'));
  await rename(join(root, 'notebooks/other-name'), join(root, net));
  await saw('exported');
  await writeFile(join(root, `${module}~`), (await read(module)).replace('a = 11', 'a = 12'));
  await rename(join(root, `${module}~`), join(root, module));
  await saw('updated');
  expect(await read(net)).toContain('const a = 12;');
  const told = events.length;
  await replace(net, 'a + b', 'a - b'); // which is not exported
  await replace(net, 'b = 20', 'b = 21');
  await saw('exported');
  expect(events.length).toBe(told + 1); // it answers nothing that it wrote itself
});

test('edits of both sides in different cells meet; of one cell they are a conflict, told once and taken up when settled', async () => {
  const { events, saw, read, replace, root } = await started();
  edit(root, [net, 'a = 1', 'a = 10'], [module, 'b = 2', 'b = 20']);
  await saw('updated');
  expect([await read(net), await read(module)].every((text) => /a = 10;[\s\S]*b = 20;/.test(text))).toBe(true);
  edit(root, [net, 'a = 10', 'a = 3'], [module, 'a = 10', 'a = 4']);
  const conflict = await saw('conflict');
  expect(conflict).toMatchObject({ path: net, problem: { hint: expect.stringContaining('octavo update') } });
  await replace(net, 'b = 20', 'b = 5');
  await replace(net, 'b = 5', 'b = 6');
  await replace(module, 'a = 4', 'a = 3');
  expect(await saw('settled')).toMatchObject({ path: net });
  expect(await read(module)).toContain('a = 3;');
  expect(events.filter((event) => event.type === 'conflict')).toHaveLength(1);
});

test('a notebook that is saved half-way is waited for, and never exported short', async () => {
  const { events, saw, read, root } = await started();
  const text = notebookText(cells('7', '8'));
  const file = await open(join(root, net), 'w');
  for (let at = 0; at < text.length; at += 500) {
    writeSync(file.fd, text.slice(at, at + 500)); // at once: the watch, in this process, may not be the quicker one
    await new Promise((done) => setTimeout(done, 220));
  }
  await file.close();
  await saw('exported');
  expect(await read(module)).toMatch(/a = 7;[\s\S]*b = 8;/);
  expect(events.filter((event) => !['exported', 'watching'].includes(event.type))).toEqual([]);
});

test('a module that is saved half-way is waited for: what comes later is not written to a file that is gone', async () => {
  const { events, saw, read, root } = await started();
  const text = (await read(module)).replace('b = 2;', 'b = 3;\nexport const more = 4;');
  const file = await open(join(root, module), 'w');
  const half = text.indexOf('\nexport const more');
  for (const part of [text.slice(0, half), text.slice(half)]) {
    writeSync(file.fd, part);
    await new Promise((done) => setTimeout(done, 150));
  }
  await file.close();
  await saw('updated');
  expect([await read(module), await read(net)].every((one) => one.includes('const more = 4;'))).toBe(true);
  expect(events.filter((event) => event.type === 'conflict')).toEqual([]);
});

test('a problem is told once, and once more when it is mended', async () => {
  const { events, saw, read, replace, root } = await started();
  await replace(net, 'a = 1', 'a = ');
  expect(await saw('problem')).toMatchObject({ path: net, problem: { code: 'library-syntax' } });
  await replace(net, 'b = 2', 'b = 22');
  await replace(net, 'a = ', 'a = 9');
  await saw('exported');
  expect(await saw('settled')).toMatchObject({ path: net });
  expect(await read(module)).toMatch(/a = 9;[\s\S]*b = 22;/);
  await appendFile(join(root, net), '<<<<<<< ours\n');
  expect(await saw('problem')).toMatchObject({ path: net, problem: { code: 'notebook-not-json' } });
  await writeFile(join(root, net), notebookText(cells('9', '23')));
  await saw('exported');
  expect(events.filter((event) => event.type === 'problem')).toHaveLength(2);
});

test('folders and files come and go', async () => {
  const { saw, read, root, library } = await started();
  await mkdir(join(root, 'notebooks/deep/er'), { recursive: true });
  await writeFile(join(root, 'notebooks/deep/er/tax.ipynb'), notebookText(['//| default_exp deep/tax', cell('5')]));
  expect(await saw('exported')).toMatchObject({ files: ['lib/deep/index.ts', 'lib/deep/tax.ts'] });
  await rm(join(root, 'lib'), { recursive: true });
  while (Object.keys(await library()).length < 4) await saw('exported');
  expect(Object.keys(await library())).toEqual(['lib/deep/index.ts', 'lib/deep/tax.ts', 'lib/index.ts', module]);
  await writeFile(join(root, 'lib/deep/tax.ts'), (await read('lib/deep/tax.ts')).replace('a = 5', 'a = 6'));
  await saw('updated'); // the folder is another one than before
  const tax = notebookText(['//| default_exp deep/tax', cell('7')]);
  rmSync(join(root, 'notebooks/deep'), { recursive: true });
  mkdirSync(join(root, 'notebooks/deep/er'), { recursive: true }); // before the watch could see that it was gone
  writeFileSync(join(root, 'notebooks/deep/er/tax.ipynb'), tax);
  await saw('exported');
  await writeFile(join(root, 'notebooks/deep/er/tax.ipynb'), tax.replace('a = 7', 'a = 8'));
  await saw('exported');
  expect(await read('lib/deep/tax.ts')).toContain('a = 8');
  await rm(join(root, 'notebooks/deep'), { recursive: true });
  expect(await saw('exported')).toMatchObject({ removed: ['lib/deep/index.ts', 'lib/deep/tax.ts'] });
});

test('a block that is taken out of a module is asked about, and an index that was edited is left as it is', async () => {
  const { saw, read, root } = await started();
  const text = await read(module);
  await writeFile(join(root, module), text.slice(0, text.lastIndexOf('// %%')));
  expect(await saw('conflict')).toMatchObject({ problem: { message: expect.stringContaining('was taken out of') } });
  expect(await read(net)).toContain('const b');
  await writeFile(join(root, module), text);
  await saw('settled');
  await appendFile(join(root, 'lib/index.ts'), 'export const mine = 1;\n');
  expect(await saw('problem')).toMatchObject({ problem: { code: 'library-index-edited' } });
  expect(await read('lib/index.ts')).toContain('mine');
});

test('while git changes the files, nothing is written', async () => {
  const made = await makeProject({ [net]: cells('1', '2'), '.git/HEAD': 'ref: refs/heads/main\n' });
  project = made;
  const { events, saw } = await watching(made);
  const lock = join(made.root, '.git/index.lock');
  await writeFile(lock, '');
  await writeFile(join(made.root, module), (await made.read(module)).replace('a = 1', 'a = 5'));
  await writeFile(join(made.root, net), notebookText(cells('5', '2')));
  await new Promise((done) => setTimeout(done, 200));
  const theirs = await readFile(join(made.root, module), 'utf8');
  expect(events.map((event) => event.type)).toEqual(['exported', 'watching']);
  await rm(lock);
  await saw('exported', 'updated'); // the hash on the marker
  expect(theirs.replace(/ [0-9a-f]{8}\n/g, '\n')).toBe((await made.read(module)).replace(/ [0-9a-f]{8}\n/g, '\n'));
  await writeFile(lock, '');
  await utimes(lock, 0, 0); // one that a killed git left behind holds nothing up
  await writeFile(join(made.root, net), notebookText(cells('6', '2')));
  await saw('exported');
});

test('two watches of one project do no harm, and links are followed', async () => {
  const made = await makeProject({ 'books/net.ipynb': cells('1', '2') });
  project = made;
  await symlink('books', join(made.root, 'notebooks'));
  await exportProject({ root: made.root });
  const [one, two] = [await watching(made), await watching(made)];
  for (let value = 10; value < 30; value++) {
    await writeFile(join(made.root, 'books/net.ipynb'), notebookText(cells(String(value), '2')));
    await Promise.race([one.saw('exported'), two.saw('exported')]);
  }
  for (let text = ''; !text.includes('a = 29;'); ) text = await made.read(module);
  const { changes, problems } = await exportProject({ root: made.root, write: false });
  expect([changes, problems]).toEqual([[], []]);
  expect([...one.events, ...two.events].filter((event) => 'problem' in event)).toEqual([]);
});

test('a notebook that gets another name is no second one', async () => {
  const { saw, events, root, read } = await started();
  await rename(join(root, net), join(root, 'notebooks/other.ipynb'));
  expect(await saw('exported', 'problem')).toMatchObject({ type: 'exported', files: [module] });
  expect(await read(module)).toContain('// %% notebooks/other.ipynb#');
  expect(events.filter(({ type }) => type === 'problem')).toEqual([]);
});

test('while package.json is no JSON the name of before holds, and it is told', async () => {
  const { saw, root, read } = await started();
  const good = await read('package.json');
  await writeFile(join(root, 'package.json'), `<<<<<<< HEAD\n${good}`);
  expect(await saw('problem')).toMatchObject({ problem: { code: 'project-manifest-invalid' } });
  const use = ['//| default_exp use', "//| export\nimport { a } from 'shop/net';\nconst use = a;"];
  await writeFile(join(root, 'notebooks/use.ipynb'), notebookText(use));
  await saw('exported');
  expect(await read('lib/use.ts')).toContain("from './net.ts'");
  await writeFile(join(root, 'package.json'), good);
  expect(await saw('settled')).toMatchObject({ path: 'package.json' });
});

test('a link that leads out of the project is not followed, nor one that leads to itself', async () => {
  project = await makeProject({ [net]: cells('1', '2') });
  const other = await makeProject({ 'notebooks/other.ipynb': ['//| default_exp other', cell('1')] });
  ends.push(() => other.remove());
  for (const folder of ['notebooks', 'lib']) {
    await mkdir(join(project.root, folder), { recursive: true });
    await symlink(other.root, join(project.root, folder, 'outside'));
    await symlink('itself', join(project.root, folder, 'itself'));
  }
  expect((await exportProject({ root: project.root })).notebooks).toBe(1);
  const watch = await watching(project);
  await writeFile(join(other.root, net.replace('net', 'more')), notebookText(['//| default_exp more', cell('1')]));
  await writeFile(join(project.root, net), notebookText(cells('3', '2')));
  expect(await watch.saw('exported', 'problem')).toMatchObject({ type: 'exported', files: [module] });
});
