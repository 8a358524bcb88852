import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../lib/kernel/language/settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-settings-'));
const file = join(folder, 'tsconfig.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['{"a": "// no /* comment, }", /* one, } */ "b": [1, 2, ], // two\n}', { a: '// no /* comment, }', b: [1, 2] }],
  ['\ufeff{"a": "say \\"x\\\\", }', { a: 'say "x\\' }],
  ['{"a": 1} /* open', { a: 1 }],
  ['null', {}],
  ['5', {}],
  ['{', {}],
])('readSettings() of %j', (text, settings) => {
  writeFileSync(file, text);
  expect(readSettings(file)).toEqual(settings);
});

test.each(['"\\', '/* ', '",', '\\"', ', '])('a file of nothing but %s is read in one go', (piece) => {
  writeFileSync(file, piece.repeat(1_000_000)); // where each piece looks through all the others, this does not end
  expect(readSettings(file)).toEqual({});
});
