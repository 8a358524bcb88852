import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { nbdevProject, notebookText, octavoProject, removeProjects, type Side } from './nbdev-project.ts';

// The table "Update" of docs/nbdev.md: the same edits in the modules of both, brought back by nbdev-update and octavo update.

const cells = {
  python: [
    '#| default_exp core',
    '#| export\n#| hide\ndef greet(s):\n    return "hello " + s',
    '#| export\ndef other(): return 2',
  ],
  typescript: [
    '//| default_exp core',
    "//| export\n//| hide\nfunction greet(s: string) {\n  return 'hello ' + s;\n}",
    '//| export\nfunction other() { return 2; }',
  ],
};

/** Both projects, exported; the module of each is at `module`. */
function exported() {
  const nbdev = nbdevProject({
    '00_core.ipynb': notebookText('python', cells.python),
    '01_more.ipynb': notebookText('python', ['#| default_exp more', '#| export\nmore = 1']),
  });
  const octavo = octavoProject({
    '00_core.ipynb': notebookText('typescript', cells.typescript),
    '01_more.ipynb': notebookText('typescript', ['//| default_exp more', '//| export\nconst more = 1;']),
  });
  expect([nbdev.run('nbdev-export').code, octavo.run('export').code]).toEqual([0, 0]);
  return { nbdev, octavo };
}

const modules = { nbdev: 'hello/core.py', octavo: 'lib/core.ts' };
const notebooks = { nbdev: 'nbs/00_core.ipynb', octavo: 'notebooks/00_core.ipynb' };

function edit(side: Side, path: string, old: string, text: string): void {
  expect(side.read(path)).toContain(old);
  side.write(path, side.read(path).replace(old, text));
}

function sources(side: Side, path: string): string[] {
  const { cells } = JSON.parse(side.read(path)) as { cells: { source: string[] }[] };
  return cells.map((cell) => cell.source.join(''));
}

describe.skipIf(!peers)('octavo update and nbdev-update', () => {
  afterAll(removeProjects);

  test('bring the edit of a function to its cell, and keep the directives', () => {
    const sides = exported();
    for (const [name, command] of [
      ['nbdev', 'nbdev-update'],
      ['octavo', 'update'],
    ] as const) {
      edit(sides[name], modules[name], 'hello ', 'welcome ');
      expect(sides[name].run(command).code).toBe(0);
      expect(sources(sides[name], notebooks[name])[1]).toMatch(
        /^(?:\/\/|#)\| export\n(?:\/\/|#)\| hide\n[\s\S]*welcome /,
      );
    }
  });

  test('an edit in one module leaves the other notebooks alone in Octavo', () => {
    const { nbdev, octavo } = exported();
    const other = '01_more.ipynb';
    const odd = (side: Side, path: string) =>
      side.write(path, `${JSON.stringify(JSON.parse(side.read(path)), null, 3)}\n`);
    odd(nbdev, `nbs/${other}`);
    odd(octavo, `notebooks/${other}`);
    const before = [nbdev.read(`nbs/${other}`), octavo.read(`notebooks/${other}`)];
    edit(nbdev, modules.nbdev, 'hello ', 'welcome ');
    edit(octavo, modules.octavo, 'hello ', 'welcome ');
    expect([nbdev.run('nbdev-update').code, octavo.run('update').code]).toEqual([0, 0]);
    expect(nbdev.read(`nbs/${other}`)).not.toBe(before[0]);
    expect(octavo.read(`notebooks/${other}`)).toBe(before[1]);
  });

  test('edits on both sides: nbdev loses one without a word, Octavo refuses and names both', () => {
    const { nbdev, octavo } = exported();
    for (const [side, name] of [
      [nbdev, 'nbdev'],
      [octavo, 'octavo'],
    ] as const) {
      edit(side, modules[name], 'hello ', 'from the module ');
      edit(side, notebooks[name], 'hello ', 'from the notebook ');
    }
    expect(nbdev.run('nbdev-update')).toMatchObject({ code: 0, err: '' });
    expect(nbdev.read(notebooks.nbdev)).not.toContain('from the notebook');

    const before = [octavo.read(modules.octavo), octavo.read(notebooks.octavo)];
    for (const command of ['update', 'export']) {
      const { code, err } = octavo.run(command);
      expect([command, code]).toEqual([command, 1]);
      if (command === 'update') expect(err).toMatch(/from the notebook[\s\S]*from the module/);
      expect([octavo.read(modules.octavo), octavo.read(notebooks.octavo)]).toEqual(before);
    }
  });

  test('an export after an edit of the module: nbdev loses it, Octavo refuses', () => {
    const { nbdev, octavo } = exported();
    edit(nbdev, modules.nbdev, 'hello ', 'from the module ');
    edit(octavo, modules.octavo, 'hello ', 'from the module ');
    expect(nbdev.run('nbdev-export').code).toBe(0);
    expect(nbdev.read(modules.nbdev)).not.toContain('from the module');
    expect(octavo.run('export').code).toBe(1);
    expect(octavo.read(modules.octavo)).toContain('from the module');
  });

  test('a block that was deleted: nbdev brings it back without a word, Octavo asks', () => {
    const { nbdev, octavo } = exported();
    nbdev.write(modules.nbdev, nbdev.read(modules.nbdev).replace(/# %% \S+ #c0000003[\s\S]*$/, ''));
    octavo.write(modules.octavo, octavo.read(modules.octavo).replace(/\/\/ %% \S+#c0000003[\s\S]*$/, ''));
    expect([nbdev.run('nbdev-update').code, nbdev.run('nbdev-export').code]).toEqual([0, 0]);
    expect(nbdev.read(modules.nbdev)).toContain('def other');
    expect(octavo.run('update')).toMatchObject({ code: 1, err: expect.stringContaining('--keep module') });
    expect(octavo.run('update', '--keep', 'module').code).toBe(0);
    expect(octavo.read(modules.octavo)).not.toContain('function other');
    expect(sources(octavo, notebooks.octavo).join()).toContain('function other'); // the cell is there still
  });

  test('a marker that a formatter changed: nbdev puts it into the cell above, Octavo finds its cell', () => {
    const { nbdev, octavo } = exported();
    edit(nbdev, modules.nbdev, '# %% ../nbs/00_core.ipynb #c0000003', '#%% ../nbs/00_core.ipynb #c0000003');
    edit(octavo, modules.octavo, '// %% notebooks/00_core.ipynb#c0000003', '//%% notebooks/00_core.ipynb#c0000003');
    edit(octavo, modules.octavo, 'return 2', 'return 22');
    expect([nbdev.run('nbdev-update').code, octavo.run('update').code]).toEqual([0, 0]);
    expect(sources(nbdev, notebooks.nbdev)[1]).toContain('#%% ../nbs');
    expect(sources(octavo, notebooks.octavo)[1]).toBe(cells.typescript[1]);
    expect(sources(octavo, notebooks.octavo)[2]).toContain('return 22');
  });

  test('a new block: nbdev fails, Octavo makes a cell of it', () => {
    const { nbdev, octavo } = exported();
    nbdev.write(modules.nbdev, `${nbdev.read(modules.nbdev)}\n# %% ../nbs/00_core.ipynb #zz99\nfresh = 3\n`);
    octavo.write(modules.octavo, `${octavo.read(modules.octavo)}\n// %%\nexport const fresh = 3;\n`);
    expect(nbdev.run('nbdev-update')).toMatchObject({ code: 1, err: expect.stringContaining("'zz99' not found") });
    expect(octavo.run('update').code).toBe(0);
    expect(sources(octavo, notebooks.octavo).at(-1)).toBe('//| export\nconst fresh = 3;');
    expect(octavo.run('export', '--check').code).toBe(0);
  });
});
