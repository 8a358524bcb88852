import type { Topic } from '../corpus.ts';

export const modules: Topic = {
  title: 'modules',
  cases: [
    { name: 'a module of Node, whole', steps: ["import * as path from 'path';", "path.basename('a/b.txt')"] },
    { name: 'a module of Node, by name', steps: ["import { join } from 'path';", "join('a', 'b')"] },
    { name: 'a module of Node, its default', steps: ["import os from 'os';", 'typeof os.cpus'] },
    { name: 'a module of Node, with its prefix', steps: ["import { extname } from 'node:path';", "extname('a.ts')"] },
    {
      name: 'import with require',
      steps: ["import paths = require('path');", "paths.extname('a.js')"],
      octavo: ['', '.js'],
    },
    { name: 'require', steps: ["const util = require('util');", "util.format('%d', 1)"] },
    {
      name: 'two names under one',
      steps: ["import { basename as nameOf, dirname } from 'path';", "nameOf('x/y') + dirname('x/y')"],
    },
    { name: 'a name is imported again', steps: ["import { sep } from 'path';", "import { sep } from 'path';", 'sep'] },
    {
      name: 'an imported name is declared again',
      steps: ["import { delimiter } from 'path';", 'const delimiter = 1;', 'delimiter'],
    },
    { name: 'a CommonJS package, its default', steps: ["import plain from 'plain-cjs';", 'plain.answer'] },
    {
      name: 'a CommonJS package, whole and by name',
      steps: ["import * as whole from 'plain-cjs'; import { answer } from 'plain-cjs';", 'whole.answer + answer'],
    },
    { name: 'a CommonJS package by require', steps: ["const loaded = require('plain-cjs');", 'loaded.answer'] },
    { name: 'a package of ECMAScript modules', steps: ["import { answer as esm } from 'esm-only';", 'esm'] },
    {
      name: 'a package whose exports map is its only door',
      steps: ["import { deep } from 'exports-only/deep';", 'deep'],
      octavo: ['', 'deep'],
    },
    {
      name: 'a package with a top-level await',
      steps: ["import { awaited } from 'esm-await';", 'awaited'],
      octavo: ['', '1'],
    },
    { name: 'import() in a cell', steps: ["const lazy = await import('esm-only');", 'lazy.answer'] },
    {
      name: 'import type',
      steps: ["import type { Stats } from 'fs';", 'const stats: Stats | undefined = undefined; stats'],
    },
    { name: 'import for its effect', steps: ["import './effect.js';", '(globalThis as any).effect'] },
    {
      name: 'a file of the project without an extension',
      steps: ["import { twice } from './double';", 'twice(4)'],
      octavo: ['does not check: 1:23', 'does not check: 1:1'],
    },
    { name: 'a file of the project as .js', steps: ["import { twice as asJs } from './double.js';", 'asJs(5)'] },
    {
      name: 'a file of the project as .ts',
      steps: ["import { twice as asTs } from './double.ts';", 'asTs(6)'],
      octavo: ['', '12'],
    },
    {
      name: 'a file of the project that imports another',
      steps: ["import { fourTimes } from './quadruple.js';", 'fourTimes(2)'],
    },
    { name: 'the default export of a file', steps: ["import helper from './double.js';", 'helper'] },
    {
      name: 'a JSON file',
      steps: ["import config from './config.json';", 'config.port + 1'],
      octavo: ['does not check: 1:20', 'does not check: 1:1'],
    },
    { name: 'a JSON file by require', steps: ["const settings = require('./config.json');", 'settings.port'] },
    {
      name: 'a file that is edited is new at the next import',
      isAlone: true,
      steps: [
        "import { version } from './edited.js';\nversion",
        { write: 'edited.ts', text: 'export const version = 2;\n' },
        "import { version } from './edited.js';\nversion",
      ],
    },
    { name: 'a file that does not exist', steps: [{ ends: "import { gone } from './gone';\ngone" }] },
    { name: 'a package that is not installed', steps: [{ ends: "import absent from 'absent-package';\nabsent" }] },
    { name: 'a name that a module does not have', steps: [{ ends: "import { nowhere } from 'path';\nnowhere" }] },
    {
      name: '__dirname and __filename',
      steps: [{ ends: '__dirname === process.cwd()' }, { ends: '__filename.startsWith(__dirname)' }],
      octavo: ['well', 'well'],
    },
    { name: 'import.meta', steps: ['typeof import.meta.url'], octavo: ['string'] },
    { name: 'the working folder', steps: ["import * as place from 'path'; place.basename(process.cwd())"] },
    {
      name: 'a cell that is a module of its own',
      steps: [
        '/** @module cellmodule */\nexport const inModule = 3;',
        "import { inModule } from './cellmodule';\ninModule",
      ],
      octavo: ['', 'does not check: 1:26'],
    },
    {
      name: 'JSX in a cell that is a module',
      steps: [
        {
          ends: '/**\n * @module view\n * @jsx\n */\nconst React = { createElement: (tag: string) => tag };\nexport const element = <b />;',
        },
      ],
      octavo: ['fails'],
    },
  ],
};
