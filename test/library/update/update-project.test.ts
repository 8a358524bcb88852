import { chmod, mkdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../../lib/host/index.ts';
import { exportProject } from '../../../lib/library/export-project.ts';
import { type UpdateOptions, updateProject } from '../../../lib/library/update/update-project.ts';
import { codeCell, markdownCell, parseNotebook } from '../../../lib/notebook/index.ts';
import { makeProject, type ProjectFiles, type TestProject } from '../make-project.ts';

let project: TestProject;

afterEach(() => project.remove());

const story = [
  markdownCell('# Net', { id: 'title000' }),
  '//| default_exp price/net',
  "//| export\nimport { rates } from 'shop/price/rates';",
  markdownCell('## Net', { id: 'prose-net' }),
  '//| hide\n//| export\n/** Net. */\nfunction net(gross: number) {\n  return gross / (1 + rates.normal);\n}',
  'net(12)',
  markdownCell('## Gross', { id: 'prose-gross' }),
  "//| exporti\nimport { rates } from 'shop/price/rates';\n\n/** Gross. */\nconst gross = (price: number) => price * (1 + rates.normal);",
];
const rates = [
  '//| default_exp price/rates',
  '//| export\nconst rates = { normal: 0.2 };',
  '//| export price/net\nconst sent = 1;',
];
const module = 'lib/price/net.ts';

async function shop(files: ProjectFiles = {}): Promise<void> {
  project = await makeProject({ 'notebooks/net.ipynb': story, 'notebooks/rates.ipynb': rates, ...files });
  expect((await exportProject({ root: project.root })).problems).toEqual([]);
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const before = await project.read(path);
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(project.root, path), after);
}

/** Updates, and expects an export to find nothing to do afterwards. */
async function update(options: UpdateOptions = {}) {
  const result = await updateProject({ root: project.root, ...options });
  expect(result.problems.map((problem) => problem.message)).toEqual([]);
  expect(result.refused.map(({ problem }) => problem.message)).toEqual([]);
  expect((await exportProject({ root: project.root, write: false })).changes).toEqual([]);
  return result.updates.map(({ action, cell }) => `${action} ${cell ?? '-'}`);
}

const codesOf = async (options: UpdateOptions = {}) => {
  const { problems, refused, written } = await updateProject({ root: project.root, ...options });
  expect(written).toBe(false);
  return [...problems, ...refused.map((one) => one.problem)].map((problem) => problem.code);
};

const cells = async (path = 'notebooks/net.ipynb') => parseNotebook(await project.read(path)).cells;
const source = async (id: string, path?: string) => (await cells(path)).find((cell) => cell.id === id)?.source;
const blocks = (text: string) => text.split(/(?=\n\/\/ %% )/);

test('updateProject() writes nothing when nothing was edited, not even the times of files', async () => {
  await shop();
  const past = new Date('2020-01-01T00:00:00Z');
  for (const path of ['notebooks/net.ipynb', 'notebooks/rates.ipynb', module])
    await utimes(join(project.root, path), past, past);
  expect(await update()).toEqual([]);
  for (const path of ['notebooks/net.ipynb', 'notebooks/rates.ipynb', module])
    expect((await stat(join(project.root, path))).mtime).toEqual(past);
});

test('updateProject() changes the one cell of an edited block, and keeps directives, outputs and dropped imports', async () => {
  const output = { output_type: 'stream' as const, name: 'stdout' as const, text: 'seen' };
  const withOutput = story.map((one) =>
    typeof one === 'string' && one.includes('//| hide')
      ? { ...codeCell(one, { id: 'shown000', tags: ['kept'] }), outputs: [output] }
      : one,
  );
  await shop({ 'notebooks/net.ipynb': withOutput });
  const before = await project.read('notebooks/net.ipynb');
  const other = await stat(join(project.root, 'notebooks/rates.ipynb'));
  await edit(module, (text) =>
    text.replace('gross / (', 'gross / 1 / (').replace('/** Gross. @internal */', '/** The gross price. @internal */'),
  );
  expect(await update()).toEqual(['edit shown000', 'edit c0000008']);
  const after = await project.read('notebooks/net.ipynb');
  expect(after).toBe(before.replace('gross / (', 'gross / 1 / (').replace('/** Gross. */', '/** The gross price. */'));
  expect(await source('c0000008')).toContain("import { rates } from 'shop/price/rates';\n\n/** The");
  expect((await stat(join(project.root, 'notebooks/rates.ipynb'))).mtimeMs).toBe(other.mtimeMs);
});

test('updateProject() writes imports by package name, and takes a helper that the module keeps to itself', async () => {
  await shop();
  await edit(module, (text) =>
    text
      .replace(
        "'./rates.ts';",
        "'./rates.ts';\nimport { join } from 'node:path';\nimport { later } from '../later/index.ts';",
      )
      .replace('/** Net. */', 'const half = 2;\n/** Net. */'),
  );
  await project.write({
    'package.json': JSON.stringify({
      name: 'shop',
      exports: { './later': './lib/later/index.ts', './*': './lib/*.ts' },
    }),
    'lib/later/index.ts': 'export const later = 1;\n',
  });
  expect(await update()).toEqual(['edit c0000003', 'edit c0000005']);
  expect(await source('c0000003')).toMatch(
    /'shop\/price\/rates';\nimport { join } from 'node:path';\nimport { later } from 'shop\/later';$/,
  );
  expect(await source('c0000005')).toMatch(
    /^\/\/\| hide\n\/\/\| export\nconst half = 2;\n\/\*\* Net. \*\/\nexport function net/,
  );
});

test('updateProject() makes cells of new pieces, each behind the cell before it, and splits a cell', async () => {
  await shop();
  await edit(module, (text) =>
    text.replace(
      '\n\n// %% notebooks/net.ipynb#c0000008',
      '\n\n// %%\nexport const first = 1;\n//%%  \nconst second = 2;$&',
    ),
  );
  const [one, two] = await update();
  expect([one, two]).toEqual([expect.stringMatching('^add '), expect.stringMatching('^add ')]);
  const sources = (await cells()).map((cell) => cell.source);
  expect(sources.slice(5, 8)).toEqual(['net(12)', '//| export\nconst first = 1;', '//| export\nconst second = 2;']);
  await edit(module, (text) =>
    text.replace(
      '(gross: number) {\n',
      '(gross: number) {\n  return 1;\n}\n\n// %%\nexport function rest(gross: number) {\n',
    ),
  );
  expect(await update()).toEqual(['edit c0000005', expect.stringMatching('^add ')]);
  expect((await cells())[5]?.source).toMatch(/^\/\/\| export\nfunction rest/);
});

test('updateProject() refuses when both sides changed a cell, shows both texts, and takes the side that is kept', async () => {
  for (const [keep, kept] of [
    ['module', 'gross / 3'],
    ['notebook', 'gross / 4'],
  ] as const) {
    await shop();
    await edit(module, (text) => text.replace('gross / (1', 'gross / 3 / (1'));
    await edit('notebooks/net.ipynb', (text) =>
      text.replace('gross / (1', 'gross / 4 / (1').replace('Gross.', 'Gross price.'),
    );
    const library = await project.library();
    const { refused, written } = await updateProject({ root: project.root });
    expect([written, refused.map(({ problem }) => problem.code)]).toEqual([false, ['library-both-edited']]);
    expect(refused[0]?.drift.texts).toEqual({
      notebook: expect.stringContaining('gross / 4'),
      module: expect.stringContaining('gross / 3'),
    });
    expect(refused[0]?.problem.hint).toContain('octavo update --keep module notebooks/net.ipynb#c0000005');
    expect(await project.library()).toEqual(library);
    expect(await codesOf({ keep, only: ['notebooks/net.ipynb#c0000008'] })).toEqual(['library-both-edited']);
    await update({ keep });
    expect([await source('c0000005'), await project.read(module)]).toEqual([
      expect.stringContaining(kept),
      expect.stringContaining(kept),
    ]);
    if (keep === 'module') await project.remove();
  }
});

test('updateProject() agrees when both sides made the same edit', async () => {
  await shop();
  for (const path of [module, 'notebooks/net.ipynb'])
    await edit(path, (text) => text.replace('gross / (', 'gross / 1 / ('));
  expect(await update()).toEqual([]);
});

test('updateProject() asks before a cell leaves the library, and the cell stays in the notebook', async () => {
  await shop();
  await edit(module, (text) =>
    blocks(text)
      .filter((block) => !block.includes('#c0000005'))
      .join(''),
  );
  expect(await codesOf()).toEqual(['library-block-removed']);
  expect(await update({ keep: 'module' })).toEqual(['unexport c0000005']);
  expect(await source('c0000005')).toMatch(/^\/\/\| hide\n\/\*\* Net/);
  await project.remove();
  await shop();
  await edit(module, (text) => text.replace(/\/\*\* Net[^}]*}/, ''));
  expect(await codesOf()).toEqual(['library-block-removed']);
  expect(await update({ keep: 'notebook' })).toEqual([]);
  expect(await project.read(module)).toContain('/** Net. */');
});

test('updateProject() moves cells with their prose and lessons, unless the notebook moved them elsewhere', async () => {
  await shop();
  await edit(module, (text) => {
    const [head, imports, net, gross, sent] = blocks(text);
    return [head, imports, gross, net, sent].join('');
  });
  expect(await update()).toEqual(['order -']);
  const order = (await cells()).map((cell) => cell.id).join(' ');
  expect(order).toBe('title000 c0000002 c0000003 prose-gross c0000008 prose-net c0000005 c0000006');
});

test('updateProject() sends a cell to the module that its block was moved to, and back', async () => {
  await shop();
  const moved = blocks(await project.read(module)).find((block) => block.includes('#c0000005')) as string;
  await edit(module, (text) => text.replace(moved, ''));
  await edit('lib/price/rates.ts', (text) => `${text}${moved.replace('Net.', 'The net price.')}`);
  expect(await update()).toEqual(['send c0000005']);
  expect(await source('c0000005')).toMatch(/^\/\/\| hide\n\/\/\| export price\/rates\n\/\*\* The net price/);
});

test('updateProject() finds a block whose marker was deleted, and one whose marker a formatter changed', async () => {
  await shop();
  await edit(module, (text) => text.replace(/\/\/ %% \S*#c0000008.*\n/, ''));
  expect(await update()).toEqual([]);
  await edit(
    module,
    (text) =>
      `\ufeff${text
        .replaceAll('// %% ', '  //%%\t')
        .replace('gross /', 'gross/')
        .replaceAll('\n', '\r\n')
        .replace(/(#\w+ \w{8})\r/g, '$1 \t\r')}`,
  );
  expect(await update()).toEqual(['edit c0000005']);
  expect(await source('c0000005')).not.toContain('\r');
});

test('updateProject() makes a cell again that is gone, when the edit of its block is kept', async () => {
  await shop();
  await project.write({ 'notebooks/net.ipynb': story.slice(0, 4) });
  await edit(module, (text) => text.replace('gross / (', 'gross / 1 / ('));
  expect(await codesOf()).toEqual(['library-cell-gone']);
  expect(await update({ keep: 'module' })).toEqual(['recreate c0000005']);
  expect(await source('c0000005')).toMatch(/^\/\/\| export\n\/\*\* Net.*gross \/ 1/s);
});

test('updateProject() and exportProject() refuse a module that cannot be told apart, and what a cell cannot export', async () => {
  await shop();
  const good = await project.read(module);
  const cases: [text: string, update: string, exported?: string][] = [
    [good.replace('\n\n', '\n\nlet above;\n\n'), 'library-outside-blocks'],
    [
      good.replace('export const sent', '<<<<<<< HEAD\nexport const sent = 0;\n=======\n$&').concat('>>>>>>> other\n'),
      'library-conflict-marks',
    ],
    [`${good}${blocks(good)[2]}`, 'library-block-repeated'],
    [good.replace('return gross', 'return ('), 'library-syntax', 'library-module-edited'],
    [good.replace('export function', 'function'), 'library-not-brought-back', 'library-module-edited'],
    [good.replace('return gross', 'enum A {}\n  return gross'), 'library-not-erasable', 'library-module-edited'],
    [`${good}\n// %%\nexport const net = 1;\n`, 'library-declared-twice', 'library-module-edited'],
  ];
  for (const [text, updated, exported = updated] of cases) {
    await writeFile(join(project.root, module), text);
    expect(await codesOf()).toEqual([updated]);
    const { problems, written } = await exportProject({ root: project.root });
    expect([problems.map((problem) => problem.code), written]).toEqual([[exported], false]);
    expect(await project.read(module)).toBe(text);
  }
  await exportProject({ root: project.root, overwrite: true });
  expect(await project.read(module)).toBe(good);
  await edit('lib/price/index.ts', (text) => `${text}export const mine = 1;\n`);
  expect(await codesOf()).toEqual(['library-index-edited']);
  const index = await project.read('lib/price/index.ts');
  const merged = index
    .replace('export const mine = 1;\n', '')
    .replace(/^(export .*\n)/m, '<<<<<<< HEAD\n$1=======\n$1>>>>>>> other\n');
  await writeFile(join(project.root, 'lib/price/index.ts'), merged);
  expect((await exportProject({ root: project.root })).changes.map((one) => one.path)).toEqual(['lib/price/index.ts']);
});

test('updateProject() decides nothing for modules of before there were hashes', async () => {
  await shop();
  const older = (text: string) => text.replace(/\/\/ cells:.*\n/, '').replace(/(#\w+) \w{8}\n/g, '$1\n');
  await edit(module, older);
  expect(await update()).toEqual([]);
  await edit(module, (text) => older(text).replace('gross / (', 'gross / 1 / ('));
  expect(await codesOf()).toEqual(['library-both-edited']);
  expect((await exportProject({ root: project.root })).problems.map((problem) => problem.code)).toEqual([
    'library-module-edited',
  ]);
  expect(await update({ keep: 'module' })).toEqual(['edit c0000005']);
});

test('updateProject() for one module leaves the others, and what is wrong with them', async () => {
  await shop({ 'notebooks/other.ipynb': ['//| default_exp price/other', '//| export\nconst other = 1;'] });
  await edit('notebooks/other.ipynb', (text) => text.replace('const other', 'const another'));
  await edit(module, (text) => text.replace('gross / (', 'gross / 1 / (').replace('const gross', 'const brutto'));
  const result = await updateProject({ root: project.root, only: [module] });
  expect([result.written, result.changes.map((one) => one.path)]).toEqual([true, [module]]);
  await edit('notebooks/other.ipynb', (text) => text.replace('another = 1', 'another = '));
  await edit(module, (text) => text.replace('function net', 'function netto'));
  const again = await updateProject({ root: project.root, only: [module] });
  expect(again.changes.map((one) => one.path)).toEqual(['lib/price/index.ts', module]);
  expect(await project.read('lib/price/index.ts')).toMatch(/{ netto, sent } from '.\/net.ts';\nexport { other } from/);
  await expect(updateProject({ root: project.root, only: ['lib/nowhere.ts'] })).rejects.toMatchObject({
    code: 'library-no-such-file',
  });
});

test('updateProject() leaves a file alone that somebody saves meanwhile, and one that is read-only', async () => {
  await shop();
  await edit(module, (text) => text.replace('gross / (', 'gross / 1 / ('));
  const path = join(project.root, 'notebooks/net.ipynb');
  const saved = (await project.read('notebooks/net.ipynb')).replace('## Net', '## Saved meanwhile');
  const writeNew: Host['files']['writeNew'] = async (to, text) => {
    await nodeHost.files.writeNew(to, text);
    if (to.includes('net.ipynb')) await writeFile(path, saved);
  };
  const host = { ...nodeHost, files: { ...nodeHost.files, writeNew } };
  await expect(updateProject({ root: project.root }, host)).rejects.toMatchObject({ code: 'file-changed' });
  expect(await project.read('notebooks/net.ipynb')).toBe(saved);
  expect(await project.read(module)).toContain('gross / 1 / (');
  await chmod(path, 0o444);
  await expect(updateProject({ root: project.root })).rejects.toMatchObject({ code: 'file-unwritable' });
  await chmod(path, 0o640);
  await update();
  expect((await stat(path)).mode & 0o777).toBe(0o640);
});

test('updateProject() works through a linked lib/, and with names of any script', async () => {
  project = await makeProject({
    'notebooks/données 🐙/первый.ipynb': ['//| default_exp 数/первый', '//| export\nconst имя = "🐙";\nconst été = 1;'],
  });
  await mkdir(join(project.root, 'real'));
  await symlink('real', join(project.root, 'lib'));
  await exportProject({ root: project.root });
  await edit('lib/数/первый.ts', (text) => text.replace('"🐙"', '"🦑"'));
  expect(await update()).toEqual(['edit c0000002']);
  await rename(join(project.root, 'notebooks/données 🐙'), join(project.root, 'notebooks/data'));
  await edit('lib/数/первый.ts', (text) => text.replace('"🦑"', '"🐠"'));
  expect(await update()).toEqual(['edit c0000002']);
  await rm(join(project.root, 'notebooks/data/первый.ipynb'));
  await edit('lib/数/первый.ts', (text) => text.replace('"🐠"', '"🐡"'));
  expect(await codesOf({ keep: 'module' })).toEqual(['library-cell-gone']);
  expect((await exportProject({ root: project.root })).problems.map((one) => one.code)).toEqual([
    'library-module-edited',
  ]);
});

test('updateProject() and exportProject() for one module keep what a notebook sent there that is only half saved', async () => {
  await shop();
  await edit(module, (text) => text.replace('gross / (', 'gross / 1 / ('));
  await edit('notebooks/rates.ipynb', (text) => text.slice(0, -30));
  for (const only of [undefined, [module]]) {
    expect(await codesOf(only && { only })).toEqual(['notebook-truncated']);
    const { problems } = await exportProject({ root: project.root, overwrite: true, ...(only && { only }) });
    expect(problems.map((problem) => problem.code)).toEqual(['notebook-truncated']);
  }
});

test('updateProject() keeps the line ends of a cell, and says what becomes exported', async () => {
  await shop({
    'notebooks/net.ipynb': story.map((one) => (typeof one === 'string' ? one.replaceAll('\n', '\r\n') : one)),
  });
  await edit(module, (text) => text.replace('gross / (', '1 +\n    gross / ('));
  expect(await update()).toEqual(['edit c0000005']);
  expect(await source('c0000005')).toMatch(/^\/\/\| hide\r\n\/\/\| export\r\n\/\*\* Net\. \*\/\r\n(.*\r\n){3}}$/);
  await edit(module, (text) => `${text}\n// %%\nconst mine = 1;\n`);
  const { updates } = await updateProject({ root: project.root });
  expect(updates).toEqual([expect.objectContaining({ action: 'add', exported: true })]);
  expect(await project.read(module)).toContain('export const mine = 1;');
});

test('updateProject() drops an edit that is named with --keep notebook', async () => {
  await shop();
  await edit(module, (text) => text.replace('export function', 'function').replace('gross = (', 'gross = /* */ ('));
  expect(await codesOf()).toEqual(['library-not-brought-back']);
  expect(await update({ keep: 'notebook', only: ['notebooks/net.ipynb#c0000005'] })).toEqual(['edit c0000008']);
  expect(await project.read(module)).toContain('export function net');
});
