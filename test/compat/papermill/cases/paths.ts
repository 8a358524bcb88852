import type { Case } from './case.ts';

// Where notebooks are, and what kernels they name.

const olderOutput = JSON.stringify({
  cells: [],
  metadata: { papermill: { version: '2.7.0' } },
  nbformat: 4,
  nbformat_minor: 5,
});

export const pathCases: Case[] = [
  {
    name: 'spaces and accents in paths',
    notebook: 'where',
    at: 'mine & yours/Übung 1.ipynb',
    output: 'mine & yours/ergebnis ü 😀.ipynb',
    code: 0,
  },
  { name: 'absolute paths', notebook: 'where', at: 'in.ipynb', output: '{folder}/absolute.ipynb', code: 0 },
  { name: 'paths with dots', notebook: 'where', at: 'a/in.ipynb', output: './a/../out.ipynb', code: 0 },
  { name: 'an output that exists', notebook: 'where', files: { 'out.ipynb': olderOutput }, code: 0 },
  { name: 'an output that is an empty file', notebook: 'where', files: { 'out.ipynb': '' }, code: 0 },
  {
    name: 'the input is the output',
    notebook: 'where',
    at: 'in.ipynb',
    output: 'in.ipynb',
    args: ['-p', 'a', '2'],
    code: 0,
  },
  { name: 'an absolute folder for the kernel', notebook: 'where', args: ['--cwd', '/'], code: 0 },
  {
    name: 'a kernelspec without language',
    notebook: 'kernelspec-without-language',
    args: ['-p', 'a', '2'],
    code: 1,
    deviations: ['a kernelspec without `language`, and no `language_info`'],
  },
  { name: 'the kernel asked for', notebook: 'unknown-kernel', args: ['-k', 'python3'], code: 0 },
];
