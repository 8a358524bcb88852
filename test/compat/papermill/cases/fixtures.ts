import type { Case } from './case.ts';

// What papermill's own test notebooks are about, with notebooks of our own: one case for each, and both sides of those with two.

const simple = { notebook: 'simple' };

export const fixtureCases: Case[] = [
  { name: 'parameters', ...simple, args: ['-p', 'msg', 'Hello', '-p', 'lr', '0.5'], code: 0 },
  { name: 'no parameters given', ...simple, code: 0 },
  { name: 'quotes and backslashes', ...simple, args: ['-p', 'msg', `"'\\ \\n \\\\ {x} $y %s`], code: 0 },
  {
    name: 'no parameters cell',
    notebook: 'no-parameters-cell',
    args: ['-p', 'msg', 'hi'],
    stderr: ["Input notebook does not contain a cell with tag 'parameters'"],
    code: 0,
  },
  { name: 'markers of an old run', notebook: 'stale-markers', code: 1 },
  { name: 'a display before the error', notebook: 'display-then-error', code: 1, stderr: ['then this'] },
  { name: 'a syntax error', notebook: 'syntax-error', code: 1, stderr: ['SyntaxError'] },
  { name: 'sys.exit()', notebook: 'exit-plain', code: 0, deviations: ['`sys.exit(0)`'] },
  { name: 'sys.exit(0)', notebook: 'exit-0', code: 0, deviations: ['`sys.exit(0)`'] },
  { name: 'raise SystemExit', notebook: 'exit-raised', code: 0, deviations: ['`sys.exit(0)`'] },
  { name: 'sys.exit(1)', notebook: 'exit-1', code: 1 },
  {
    name: 'a line magic that fails',
    notebook: 'bad-magic',
    code: 1,
    deviations: ['failure without an `error` output'],
  },
  { name: 'a notebook of version 4.4', notebook: 'version-4-4', args: ['-p', 'var', '5'], code: 0 },
  { name: 'a kernel for a notebook without one', notebook: 'no-kernelspec', args: ['-k', 'python3'], code: 0 },
  {
    name: 'a folder for the kernel',
    notebook: 'reads-a-file',
    files: { 'inside/check.txt': 'found' },
    args: ['--cwd', 'inside'],
    code: 0,
  },
  {
    name: 'the file is not where the kernel is',
    notebook: 'reads-a-file',
    files: { 'inside/check.txt': 'found' },
    stderr: ['FileNotFoundError'],
    code: 1,
  },
  { name: 'metadata of an old run', notebook: 'result-of-an-old-run', code: 0 },
  {
    name: 'metadata of an old run, new parameters',
    notebook: 'result-of-an-old-run',
    args: ['-p', 'foo', '2'],
    code: 0,
  },
  { name: 'no language_info', notebook: 'no-language-info', code: 0 },
  { name: 'logs, prints and figures', notebook: 'logs', code: 0 },
  {
    name: 'a YAML file of parameters',
    ...simple,
    files: { 'given.yaml': 'msg: from a file\nsize: 12345\nnested: {k1: v1, k2: [v2, 3]}\na_date: 2019-01-01\n' },
    args: ['-f', 'given.yaml'],
    code: 0,
  },
  {
    name: 'a JSON file of parameters',
    ...simple,
    files: { 'given.json': '{"msg": "from a file", "size": 12345, "nested": {"k1": "v1"}, "a_date": "2019-01-01"}' },
    args: ['-f', 'given.json'],
    code: 0,
  },
];
