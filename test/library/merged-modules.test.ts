import { execFileSync } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { exportProject } from '../../lib/library/export-project.ts';
import { updateProject } from '../../lib/library/update/update-project.ts';
import { codeCell } from '../../lib/notebook/index.ts';
import { makeProject, type TestProject } from './make-project.ts';

let project: TestProject;
const module = 'lib/price/net.ts';

afterEach(() => project.remove());

const cellsOf = (...names: string[]) => [
  '//| default_exp price/net',
  ...names.map((name) => codeCell(`//| export\nconst ${name} = '${name}';`, { id: name })),
];

/** `git merge-file` of what two branches export, each with a cell of its own at the end. */
async function mergedModule(edit: (theirs: string) => string = (text) => text): Promise<string> {
  const versions: string[] = [];
  for (const names of [['mine'], [], ['theirs']]) {
    await project.write({ 'notebooks/net.ipynb': cellsOf('base', ...names) });
    await exportProject({ root: project.root, overwrite: true });
    versions.push(await project.read(module));
  }
  const files = ['mine', 'base', 'theirs'].map((name) => join(project.root, `${name}.txt`));
  for (const [index, file] of files.entries())
    await writeFile(file, index === 2 ? edit(versions[2] as string) : (versions[index] as string));
  try {
    execFileSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
  throw new Error('git had nothing to say');
}

test('a module that git left in conflict is made anew of the merged notebook, when no edit waits in it', async () => {
  project = await makeProject({});
  const merged = await mergedModule();
  expect(merged).toContain('<<<<<<<');
  for (const mend of [exportProject, updateProject]) {
    await project.write({ 'notebooks/net.ipynb': cellsOf('base', 'mine', 'theirs'), [module]: merged });
    const { problems, written } = await mend({ root: project.root });
    expect([problems, written]).toEqual([[], true]);
    expect((await project.read(module)).match(/^export const .*/gm)).toHaveLength(3);
    expect((await exportProject({ root: project.root, write: false })).changes).toEqual([]);
  }
});

test('a module in conflict stays as it is while an edit waits in it on one side; the hint loses no other edit', async () => {
  project = await makeProject({});
  const merged = await mergedModule((text) => text.replace("'theirs'", "'edited'"));
  await project.write({ 'notebooks/net.ipynb': cellsOf('base', 'mine', 'theirs'), [module]: merged });
  for (const mend of [exportProject, updateProject]) {
    const { problems } = await mend({ root: project.root });
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['library-conflict-marks', expect.stringContaining(`rm ${module} && octavo export`)],
    ]);
    expect(await project.read(module)).toBe(merged);
  }
});

test('an index that a formatter spelt anew is no edit; what a person wrote into it is', async () => {
  project = await makeProject({ 'notebooks/net.ipynb': cellsOf('net', 'gross') });
  await exportProject({ root: project.root });
  const index = 'lib/price/index.ts';
  const good = await project.read(index);
  const respelt = good.replaceAll("'", '"').replaceAll(';', '').replace('{ ', '{\n\t').replace(' }', ',\n}');
  expect(respelt).not.toBe(good);
  await writeFile(join(project.root, index), respelt);
  await writeFile(join(project.root, module), (await project.read(module)).replace("'net'", "'Net'"));
  const { problems, updates } = await updateProject({ root: project.root });
  expect([problems, updates.map(({ cell }) => cell)]).toEqual([[], ['net']]);
  expect(await project.read(index)).toBe(good);

  await appendFile(join(project.root, index), 'export const mine = 1;\n');
  const refused = await updateProject({ root: project.root });
  expect(refused.problems.map(({ hint }) => hint)).toEqual([expect.stringContaining(`rm ${index} && octavo update`)]);
});
