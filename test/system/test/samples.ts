import {
  type Cell,
  codeCell,
  createNotebook,
  formatNotebook,
  markdownCell,
  rawCell,
} from '../../../lib/notebook/index.ts';
import type { ProjectFiles } from '../../library/make-project.ts';

// Notebooks of every kind, and what a test of each must say, whichever way it runs.

const assertion = "import assert from 'node:assert/strict';";
const language = (name: string) => ({ kernelspec: { name, display_name: name, language: 'python' } });
const inPython = (source: string, kernel: string) =>
  formatNotebook(createNotebook({ cells: [codeCell(source, { id: 'c0000001' })], metadata: language(kernel) }));
const tagged = (source: string, ...tags: string[]) => codeCell(source, { id: 'c0000001', tags });

interface Sample {
  cells: (string | Cell)[] | string; // a string is the text of the file
  is: string; // status, and of a failure the cell, its line and the error
}

export const samples: Record<string, Sample> = {
  'all-of-typescript': {
    is: 'passed',
    cells: [
      'enum Colour { Red = 1, Green }\nnamespace Shapes { export const sides = 3; }\ninterface Named { name: string }',
      "import type { Stats } from 'node:fs';\nimport { type Dirent, readFileSync } from 'node:fs';\nconst later = () => count;",
      'let count = 1;',
      `${assertion}\nassert.equal(later(), 1);\ncount += 1;`,
      'assert.equal(later(), 2);\nlet again = 1;',
      'const again = "a new one";\nconst { a, ...rest } = { a: 1, b: 2 };',
      'assert.equal(again, "a new one");\nassert.deepEqual(rest, { b: 2 });\nconst value = await Promise.resolve(7);',
      "assert.equal(readFileSync('data.txt', 'utf8'), '42\\n'); // in the notebook's folder\nassert.equal(Colour.Green + Shapes.sides, 5);",
      "assert.equal(require('./data.cjs').answer, 42);\nassert.match(__filename, /all-of-typescript\\.ipynb$/);\nassert.equal(import.meta.dirname, __dirname);",
      'function logged<This, Args extends unknown[], Back>(method: (this: This, ...args: Args) => Back, _: ClassMethodDecoratorContext) { return function (this: This, ...args: Args): Back { return method.call(this, ...args); }; }\nclass Counter { constructor(private at = 0) {} @logged next(): number { return ++this.at; } }',
      'assert.equal(new Counter(4).next(), 5);\ndisplay.html("<b>bold</b>");\nawait assert.rejects(input("name? "), { name: "StdinNotImplementedError" });',
      "import { total } from 'shop/price';\nimport { twice } from '../lib/twice.ts';\nassert.equal(total(2), 20);\nassert.equal(twice(4), 8);",
      "const { total: again2 } = await import('shop/price');\nassert.equal(again2, total);\n{ const inner = 1; inner; }\nassert.equal(typeof inner, 'undefined');",
      'assert.equal(typeof undeclared, "undefined");\nfor (var index = 0; index < 3; index++);\nassert.equal(index, 3);\nthis === undefined',
    ],
  },
  'an-assertion': {
    is: 'failed c0000002 [2] line 3 AssertionError',
    cells: ['const ready = 1;', `${assertion}\n\nassert.equal(ready, 2);`, 'throw 1;'],
  },
  'in-the-library': {
    is: 'failed c0000001 [1] line 3 RangeError',
    cells: ["import { total } from 'shop/price';\n\ntotal(-1);"],
  },
  'of-the-kernel': {
    is: 'passed',
    cells: [
      `${assertion}\nimport * as tslab from 'tslab';\nimport data from './data.json' with { type: 'json' };\nimport all from './data.cjs';`,
      'tslab.display.text("shown");\nassert.deepEqual([data.answer, all.answer], [42, 42]);\nlet seen = 1;',
      'function twice(x: number) { return seen * x; }\nassert.equal(String(twice).replace(/\\s+/g, " "), "function twice(x) { return seen * x; }");',
      'export const shared = 1;\nexport default shared;',
      "assert.match(import.meta.resolve('./data.cjs'), /^file:.*data\\.cjs$/);\nassert.equal(new Error('x').message, 'x');",
      "import { Colour } from '../lib/colour.ts';\nassert.equal(Colour.Green, 1);\nimport { expectError } from 'octavo/test';\nexpectError(() => JSON.parse('{'));",
    ],
  },
  'no-export-of-commonjs': {
    is: 'failed c0000001 [1] line 1 SyntaxError',
    cells: ["import { answer } from './data.cjs';\nanswer;"],
  },
  'without-ending': {
    is: 'failed c0000001 [1] line 1 Error',
    cells: ["import { twice } from '../lib/twice';\ntwice(1);"],
  },
  'in-a-cell-above': {
    is: 'failed c0000002 [2] line 2 Error',
    cells: ['function refuse(): never {\n  throw new Error("no");\n}', 'const asked = 1;\nrefuse();'],
  },
  'not-typescript': {
    is: 'failed c0000002 [2] line 2 SyntaxError',
    cells: ['const a = 1;', '\nconst b = ;'],
  },
  'not-for-v8': { is: 'failed c0000001 [1] line 2 SyntaxError', cells: ['const a = 1;\nconst b = /(?<x>a)(?<x>b)/;'] },
  'not-awaited': {
    is: 'failed c0000001 [1] line 2 Error',
    cells: ['const a = 1;\nvoid Promise.reject(new Error("nobody waits"));', 'const b = 2;'],
  },
  'too-late': {
    is: 'failed c0000001 [1] line 1 Error',
    cells: [
      'setTimeout(() => { throw new Error("late"); }, 1);',
      'await new Promise((done) => setTimeout(done, 30));',
      '1',
    ],
  },
  'a-string': { is: 'failed c0000001 [1] Uncaught', cells: ['throw "a string";'] },
  exits: { is: 'failed c0000001 [1] exited', cells: ['process.exit(0);', 'throw new Error("not reached");'] },
  'no-such-package': { is: 'failed c0000001 [1] line 1 Error', cells: ["import { a } from 'no-such-package';\na;"] },
  'no-such-file': { is: 'failed c0000001 [1] line 1 Error', cells: ["import { a } from './no-such-file.ts';\na;"] },
  'no-such-export': {
    is: 'failed c0000001 [1] line 1 SyntaxError',
    cells: ["import { nothing } from 'shop/price';\nnothing;"],
  },
  'no-such-name': { is: 'failed c0000002 [2] line 1 ReferenceError', cells: ['const a = 1;', 'missing;'] },
  'a-constant': { is: 'failed c0000002 [2] line 1 TypeError', cells: ['const a = 1;', 'a = 2;'] },
  'kills-itself': {
    is: 'failed c0000002 [2] gone',
    cells: ['const a = 1;', 'process.kill(process.pid, "SIGKILL");\nawait new Promise(() => {});', 'a'],
  },
  'endless/loop': { is: 'failed c0000002 [2] CellTimeoutError', cells: ['const a = 1;', 'for (;;);', 'a'] },
  'endless/wait': {
    is: 'failed c0000001 [1] CellTimeoutError',
    cells: ['await new Promise(() => setInterval(() => {}, 100));'],
  },
  'may-throw': { is: 'passed', cells: [tagged('throw new Error("shown");', 'raises-exception'), 'const a = 1;'] },
  'left-out': {
    is: 'passed 1 eval: false, 1 flag slow, 1 tag skip-execution',
    cells: [
      tagged('throw 1;', 'skip-execution'),
      '//| hide\n//| eval: false\nthrow new Error("never");',
      '//| slow\nthrow new Error("slow");',
      'const seen = 1;',
    ],
  },
  'all-left-out': { is: 'skipped', cells: ['//| eval: false\nthrow new Error("never");', '//| hide'] },
  asleep: { is: 'skipped', cells: [rawCell('---\nskip_exec: true\n---', { id: 'r1' }), 'throw 1;'] },
  prose: { is: 'empty', cells: [markdownCell('# Prose')] },
  'half-a-file': { is: 'failed line 1 notebook-truncated', cells: '{ "cells": [' },
  'other/python-kernel-missing': { is: 'failed kernel-unknown', cells: inPython('assert 1 == 1', 'no-such-python') },
  'resting/never': { is: 'skipped', cells: ['throw 1;'] },
};

/** The samples as files of a project, with the modules that they import. */
export const sampleFiles: ProjectFiles = {
  'package.json': JSON.stringify({
    name: 'shop',
    type: 'module',
    exports: { './*': './lib/*.ts' },
    octavo: { test: { flags: ['slow'] }, types: 'off' },
  }),
  'lib/price.ts':
    'export function total(count: number): number {\n  return check(count) * 10;\n}\n\nfunction check(count: number): number {\n  if (count < 0) throw new RangeError("fewer than none");\n  return count;\n}\n',
  'lib/twice.ts': 'export const twice = (value: number): number => value * 2;\n',
  'notebooks/data.txt': '42\n',
  'lib/colour.ts': 'export enum Colour { Red, Green }\n',
  'notebooks/data.json': '{ "answer": 42 }\n',
  'notebooks/data.cjs': 'module.exports = { answer: 42 };\n',
  'notebooks/resting/.notest': '',
  ...Object.fromEntries(Object.entries(samples).map(([name, { cells }]) => [`notebooks/${name}.ipynb`, cells])),
};
