import type { Case } from './case.ts';

// Nothing can run here, and both say so with the same exit code. Neither writes a notebook, but for the deviations.

const simple = { notebook: 'simple' };
const asInput = (text: string) => ({ at: 'in.ipynb', files: { 'in.ipynb': text } });

export const refusedCases: Case[] = [
  { name: 'an unknown kernel', notebook: 'unknown-kernel', code: 1, deviations: ['an unknown kernel'] },
  {
    name: 'an unknown kernel that was asked for',
    ...simple,
    args: ['-k', 'no-such-kernel'],
    code: 1,
    deviations: ['an unknown kernel'],
  },
  { name: 'no kernelspec', notebook: 'no-kernelspec', code: 1 },
  { name: 'neither kernelspec nor language', notebook: 'no-kernelspec-no-language', code: 1 },
  { name: 'an output folder that is not there', ...simple, output: 'nowhere/out.ipynb', code: 1 },
  { name: 'an output that is a folder', ...simple, output: 'taken.ipynb', files: { 'taken.ipynb/file': '' }, code: 1 },
  { name: 'an input that is not there', at: 'in.ipynb', code: 1 },
  { name: 'an input that is a folder', at: 'in.ipynb', files: { 'in.ipynb/file': '' }, code: 1 },
  { name: 'an empty input', ...asInput(''), code: 1 },
  { name: 'an input that is not JSON', ...asInput('# Markdown'), code: 1 },
  { name: 'an input that is half a notebook', ...asInput('{"cells": [{"cell_type": "code", "sour'), code: 1 },
  { name: 'an input that is a list', ...asInput('[1, 2]'), code: 1 },
  { name: 'an input that is no notebook', ...asInput('{"a": 1}'), code: 1 },
  {
    name: 'an input of a later format',
    ...asInput('{"cells": [], "metadata": {}, "nbformat": 9, "nbformat_minor": 0}'),
    code: 1,
  },
  {
    name: 'an input of nbformat 3',
    ...asInput(
      '{"worksheets": [{"cells": [{"cell_type": "code", "language": "python", "metadata": {}, "input": "1", "outputs": []}]}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}',
    ),
    args: ['-k', 'python3'],
    code: 0,
    deviations: ['a notebook of nbformat 3'],
  },
  { name: 'an output that is named as a folder', ...simple, output: 'nowhere/', code: 1 },
  { name: 'a file of parameters that is not there', ...simple, args: ['-f', 'none.yaml'], code: 1 },
  {
    name: 'a file of parameters that is a list',
    ...simple,
    files: { 'list.yaml': '- 1\n- 2\n' },
    args: ['-f', 'list.yaml'],
    code: 1,
  },
  { name: 'YAML that is not YAML', ...simple, args: ['-y', '{a: [1'], code: 1 },
  { name: 'YAML that is a word', ...simple, args: ['-y', 'word'], code: 1 },
  { name: 'base64 of what is not YAML', ...simple, args: ['-b', 'e2E6IFsx'], code: 1 },
  { name: 'an unknown option', ...simple, args: ['--no-such-option'], code: 2 },
  { name: 'a parameter without value', ...simple, args: ['-p', 'a'], code: 2 },
  { name: 'a time-out that is no number', ...simple, args: ['--execution-timeout', 'soon'], code: 2 },
  { name: 'a third path', ...simple, args: ['more.ipynb'], code: 2 },
];
