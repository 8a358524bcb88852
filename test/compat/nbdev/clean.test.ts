import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { nbdevProject, octavoProject, removeProjects, type Side } from './nbdev-project.ts';

/** A Python notebook that has run, with what either program takes out and what only one does. */
const notebook = {
  cells: [
    { cell_type: 'markdown', id: 'title', metadata: { jp: 1 }, source: ['# Train\n', '> by <Ada at 0x7f12>'] },
    {
      cell_type: 'code',
      execution_count: 7,
      id: 'params',
      metadata: {
        tags: ['parameters'],
        execution: { 'shell.execute_reply': '2026-11-21T04:51:42Z' },
        slideshow: { slide_type: 'slide' },
      },
      outputs: [],
      source: ['epochs = 5'],
    },
    {
      cell_type: 'code',
      execution_count: 8,
      id: 'model',
      metadata: { collapsed: true, nbdev: { hide: 'true' } },
      outputs: [
        {
          data: { 'image/png': 'aGk=', 'text/plain': ['<Model at 0x7f1234>'] },
          execution_count: 8,
          metadata: { 'image/png': { width: 40 } },
          output_type: 'execute_result',
        },
        {
          name: 'stdout',
          output_type: 'stream',
          text: ['<function f at 0x7fab> in /home/ada/shop/train.py\n', '<cell at 0x10: int object at 0x20>\n'],
        },
        { ename: 'Error', evalue: '<A at 0x7f>', output_type: 'error', traceback: ['<A at 0x7f>'] },
      ],
      source: ['model\n', '# at 0x7f'],
    },
  ],
  metadata: {
    kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
    language_info: { name: 'python', version: '3.11.7' },
    papermill: { duration: 1.5, parameters: { epochs: 5 } },
  },
  nbformat: 4,
  nbformat_minor: 5,
};
type Shape = typeof notebook;
const text = (value: object) => `${JSON.stringify(value, null, 1)}\n`;

describe.skipIf(!peers)('octavo clean beside nbdev-clean', () => {
  let [nbdev, octavo] = [{} as Side, {} as Side];
  let [theirs, ours] = [{} as Shape, {} as Shape];
  beforeAll(() => {
    nbdev = nbdevProject({ 'a.ipynb': text(notebook) });
    octavo = octavoProject({ 'a.ipynb': text(notebook) });
    expect(nbdev.run('nbdev-clean')).toMatchObject({ code: 0 });
    expect(octavo.run('clean')).toMatchObject({ code: 0 });
    theirs = JSON.parse(nbdev.read('nbs/a.ipynb'));
    ours = JSON.parse(octavo.read('notebooks/a.ipynb'));
  });
  afterAll(removeProjects);

  test('both take out counts and addresses, and leave ids, sources and order', () => {
    for (const cleaned of [theirs, ours]) {
      expect(cleaned.cells.map(({ id, source }) => [id, source])).toEqual(
        notebook.cells.map(({ id, source }) => [id, source]),
      );
      expect(cleaned.cells.map((cell) => cell.execution_count)).toEqual([undefined, null, null]);
      const [result, printed] = cleaned.cells[2]?.outputs ?? [];
      expect(result).toMatchObject({ execution_count: null, data: { 'image/png': 'aGk=', 'text/plain': ['<Model>'] } });
      expect(printed?.text?.[0]).toContain('<function f> in ');
      expect(cleaned.metadata.kernelspec.name).toBe('python3');
      expect(cleaned.cells[2]?.metadata).toEqual({ nbdev: { hide: 'true' } });
    }
  });

  test('neither changes anything the second time', () => {
    nbdev.run('nbdev-clean');
    octavo.run('clean');
    expect(JSON.parse(nbdev.read('nbs/a.ipynb'))).toEqual(theirs);
    expect(JSON.parse(octavo.read('notebooks/a.ipynb'))).toEqual(ours);
  });

  test('they differ where docs/git.md says so', () => {
    const [of, our] = [theirs.cells, ours.cells];
    expect([of[1]?.metadata, our[1]?.metadata]).toEqual([
      {},
      { tags: ['parameters'], slideshow: { slide_type: 'slide' } },
    ]);
    expect([of[0]?.metadata, our[0]?.metadata]).toEqual([{}, { jp: 1 }]);
    expect([of[2]?.outputs?.[0]?.metadata, our[2]?.outputs?.[0]?.metadata]).toEqual([
      {},
      { 'image/png': { width: 40 } },
    ]);
    expect([of[2]?.outputs?.[1]?.text, our[2]?.outputs?.[1]?.text]).toEqual([
      ['<function f> in /home/ada/shop/train.py\n', '<cell at 0x10: int object>\n'],
      ['<function f> in ~/shop/train.py\n', '<cell: int object>\n'],
    ]);
    expect([of[2]?.outputs?.[2]?.evalue, our[2]?.outputs?.[2]?.evalue]).toEqual(['<A at 0x7f>', '<A>']);
    expect([theirs.metadata.kernelspec.display_name, ours.metadata.kernelspec.display_name]).toEqual([
      'python3',
      'Python 3 (ipykernel)',
    ]);
    expect([theirs.metadata.language_info, ours.metadata.language_info]).toEqual([undefined, { name: 'python' }]);
    expect([theirs.metadata.papermill, ours.metadata.papermill]).toEqual([undefined, { parameters: { epochs: 5 } }]);
  });

  test('a notebook from a pipe: nbdev prints nothing and exits 0, Octavo prints what the file becomes', () => {
    const piped = (program: string, ...words: string[]) =>
      spawnSync(program, words, { input: text(notebook), cwd: octavo.folder, encoding: 'utf8' });
    expect(piped(join(peers?.bin ?? '', 'nbdev-clean'), '--stdin')).toMatchObject({ status: 0, stdout: '' });
    const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'octavo.js');
    expect(piped(process.execPath, launcher, 'clean', '--stdin')).toMatchObject({
      status: 0,
      stdout: octavo.read('notebooks/a.ipynb'),
    });
  });

  test('a notebook that was cut short: both leave it, and only Octavo fails', () => {
    const half = text(notebook).slice(0, 300);
    nbdev.write('nbs/a.ipynb', half);
    octavo.write('notebooks/a.ipynb', half);
    expect([nbdev.run('nbdev-clean').code, octavo.run('clean').code]).toEqual([0, 1]);
    expect([nbdev.read('nbs/a.ipynb'), octavo.read('notebooks/a.ipynb')]).toEqual([half, half]);
  });

  test('a notebook of format 4.4: nbdev makes it 4.5 with random ids, Octavo when asked, with the same ids everywhere', () => {
    const old = { ...notebook, nbformat_minor: 4, cells: notebook.cells.map(({ id: _, ...cell }) => cell) };
    nbdev.write('nbs/a.ipynb', text(old));
    octavo.write('notebooks/a.ipynb', text(old));
    const versions = () => [JSON.parse(nbdev.read('nbs/a.ipynb')), JSON.parse(octavo.read('notebooks/a.ipynb'))];
    nbdev.run('nbdev-clean');
    octavo.run('clean');
    expect(versions().map(({ nbformat_minor, cells }) => [nbformat_minor, 'id' in cells[0]])).toEqual([
      [5, true],
      [4, false],
    ]);
    octavo.run('clean', '--upgrade');
    const first = octavo.read('notebooks/a.ipynb');
    octavo.write('notebooks/a.ipynb', text(old));
    octavo.run('clean', '--upgrade');
    expect(octavo.read('notebooks/a.ipynb')).toBe(first);
    expect(JSON.parse(first).nbformat_minor).toBe(5);
  });
});
