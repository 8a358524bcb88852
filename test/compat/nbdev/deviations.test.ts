import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { nbdevProject, notebookText, octavoProject, publicNames, removeProjects } from './nbdev-project.ts';

// Rows of the tables in docs/nbdev.md, measured against nbdev itself: what it does, and what Octavo does instead.

const python = (...cells: string[]) => notebookText('python', cells);
const typescript = (...cells: string[]) => notebookText('typescript', cells);

describe.skipIf(!peers)('where octavo differs from nbdev', () => {
  afterAll(removeProjects);

  test('a cell for a module whose notebook comes later', () => {
    const nbdev = nbdevProject({
      '00_core.ipynb': python('#| default_exp core', '#| export\none = 1', '#| export utils\nsent = 1'),
      '99_utils.ipynb': python('#| default_exp utils', '#| export\ntwo = 2'),
    });
    const { code, err } = nbdev.run('nbdev-export');
    expect([code, err]).toEqual([1, expect.stringContaining('utils.py does not exist')]);
    expect(Object.keys(nbdev.files('hello'))).toContain('hello/core.py'); // half done

    const octavo = octavoProject({
      '00_core.ipynb': typescript(
        '//| default_exp core',
        '//| export\nconst one = 1;',
        '//| export utils\nconst sent = 1;',
      ),
      '99_utils.ipynb': typescript('//| default_exp utils', '//| export\nconst two = 2;'),
    });
    expect(octavo.run('export').code).toBe(0);
    expect(octavo.read('lib/utils.ts')).toContain('sent');
  });

  test('names in patterns', () => {
    const nbdev = nbdevProject({ '00.ipynb': python('#| default_exp core', '#| export\na, (b, c) = 1, (2, 3)') });
    nbdev.run('nbdev-export');
    expect(publicNames(nbdev.read('hello/core.py'))).toEqual(['a']);
    const octavo = octavoProject({
      '00.ipynb': typescript('//| default_exp core', '//| export\nconst [a, [b, c]] = [1, [2, 3]];'),
    });
    octavo.run('export');
    expect(octavo.read('lib/index.ts')).toContain('{ a, b, c }');
  });

  test('two notebooks with one default_exp', () => {
    const nbdev = nbdevProject({
      '00.ipynb': python('#| default_exp core', '#| export\none = 1'),
      '01.ipynb': python('#| default_exp core', '#| export\ntwo = 2'),
    });
    expect(nbdev.run('nbdev-export').code).toBe(0);
    expect(nbdev.read('hello/core.py')).not.toContain('one = 1'); // lost without a word
    const octavo = octavoProject({
      '00.ipynb': typescript('//| default_exp core', '//| export\nconst one = 1;'),
      '01.ipynb': typescript('//| default_exp core', '//| export\nconst two = 2;'),
    });
    expect(octavo.run('export')).toMatchObject({ code: 1, err: expect.stringContaining('is already the module of') });
  });

  test('a notebook that is deleted', () => {
    const nbdev = nbdevProject({ '00.ipynb': python('#| default_exp core', '#| export\none = 1') });
    nbdev.run('nbdev-export');
    nbdev.write('nbs/00.ipynb', python('1'));
    nbdev.run('nbdev-export');
    expect(nbdev.read('hello/core.py')).toContain('one = 1');
    const octavo = octavoProject({ '00.ipynb': typescript('//| default_exp core', '//| export\nconst one = 1;') });
    octavo.run('export');
    octavo.write('notebooks/00.ipynb', typescript('1'));
    octavo.run('export');
    expect(octavo.files('lib')).toEqual({});
  });

  test('a syntax error in an exported cell', () => {
    const nbdev = nbdevProject({ '00.ipynb': python('#| default_exp core', '#| export\ndef broken(:') });
    nbdev.run('nbdev-export');
    expect(nbdev.read('hello/core.py')).toContain('def broken(:'); // written all the same
    const octavo = octavoProject({ '00.ipynb': typescript('//| default_exp core', '//| export\nfunction broken(:') });
    expect(octavo.run('export')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/00\.ipynb:\d+ cell c0000002 \[2\] line 2/),
    });
    expect(octavo.files('lib')).toEqual({});
  });

  test('a notebook of another language that exports', () => {
    const cells = ['//| default_exp jsmod', '//| export\nconst one = 1;'];
    const nbdev = nbdevProject({ '00.ipynb': notebookText('javascript', cells) });
    expect(nbdev.run('nbdev-export').code).toBe(1);
    expect(Object.keys(nbdev.files('hello'))).toContain('hello/jsmod.py'); // JavaScript in a Python module
    const octavo = octavoProject({ '00.ipynb': notebookText('javascript', cells) });
    expect(octavo.run('export')).toMatchObject({ code: 1, err: expect.stringContaining('is in javascript') });
  });

  test('a misspelt directive', () => {
    const nbdev = nbdevProject({
      '00.ipynb': python('#| default_exp core', '#| exprot\none = 1', '#| export\ntwo = 2'),
    });
    expect(nbdev.run('nbdev-export')).toMatchObject({ code: 0, out: '', err: '' });
    expect(nbdev.read('hello/core.py')).not.toContain('one');
    const octavo = octavoProject({ '00.ipynb': typescript('//| default_exp core', '//| exprot\nconst one = 1;') });
    expect(octavo.run('export')).toMatchObject({ code: 1, err: expect.stringContaining('did you mean export?') });
  });

  test('tests of a notebook in TypeScript whose only cell throws', () => {
    const cells = ["throw new Error('no');"];
    const nbdev = nbdevProject({ '00.ipynb': notebookText('typescript', cells) });
    expect(nbdev.run('nbdev-test')).toMatchObject({ code: 0, out: expect.stringContaining('Success') });
    const octavo = octavoProject({ '00.ipynb': notebookText('typescript', cells) });
    for (const mode of [[], ['--kernel']]) {
      const { code, out } = octavo.run('test', ...mode);
      expect([mode, code, out]).toEqual([mode, 1, expect.stringContaining('FAILED   notebooks/00.ipynb')]);
    }
  });

  test('tests of a notebook in Python whose only cell throws', () => {
    const cells = ["raise ValueError('no')"];
    const nbdev = nbdevProject({ '00.ipynb': notebookText('python', cells) });
    expect(nbdev.run('nbdev-test').code).toBe(1);
    const octavo = octavoProject({ '00.ipynb': notebookText('python', cells) });
    expect(octavo.run('test').code).toBe(1);
  });
});
