import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files: Record<string, string> = {
  'package.json': '{ "name": "corpus", "private": true }',
  'double.ts': "export function twice(value: number): number {\n  return value * 2;\n}\nexport default 'helper';\n",
  'quadruple.ts':
    "import { twice } from './double.js';\n\nexport const fourTimes = (value: number) => twice(twice(value));\n",
  'edited.ts': 'export const version = 1;\n',
  'effect.ts': "(globalThis as any).effect = 'happened';\nexport {};\n",
  'config.json': '{ "port": 8080 }',
  'node_modules/plain-cjs/package.json':
    '{ "name": "plain-cjs", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
  'node_modules/plain-cjs/index.js': 'exports.answer = 42;\n',
  'node_modules/plain-cjs/index.d.ts': 'export const answer: number;\n',
  'node_modules/esm-only/package.json':
    '{ "name": "esm-only", "version": "1.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }',
  'node_modules/esm-only/index.js': 'export const answer = 7;\n',
  'node_modules/esm-only/index.d.ts': 'export const answer: number;\n',
  'node_modules/esm-await/package.json':
    '{ "name": "esm-await", "version": "1.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }',
  'node_modules/esm-await/index.js': 'export const awaited = await Promise.resolve(1);\n',
  'node_modules/esm-await/index.d.ts': 'export const awaited: number;\n',
  'node_modules/exports-only/package.json':
    '{ "name": "exports-only", "version": "1.0.0", "type": "module", "exports": { "./deep": { "types": "./types/deep.d.ts", "default": "./out/deep.js" } } }',
  'node_modules/exports-only/out/deep.js': "export const deep = 'deep';\n",
  'node_modules/exports-only/types/deep.d.ts': 'export const deep: string;\n',
};

/** Makes the project in which the cases run: files and packages to import, and the types of Node that stock tslab brings. */
export function makeSampleProject(folder: string, typesFolder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(typesFolder, join(folder, 'node_modules', '@types'), 'dir');
}
