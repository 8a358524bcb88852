import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const version = join(import.meta.dirname, '../../lib/host/version.ts');
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'octavo-version-'));
  for (const folder of ['host', 'notebook/diff']) mkdirSync(join(home, 'lib', folder), { recursive: true });
  cpSync(version, join(home, 'lib/host/version.ts'));
  writeFileSync(join(home, 'package.json'), '{ "type": "module", "version": "1.2.3" }');
  for (const file of ['cell.ts', 'diff/changes.ts']) writeFileSync(join(home, 'lib/notebook', file), 'export {};');
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

test('programStamp() changes with a file of the folder, also of a chapter in it', async () => {
  const { programStamp } = (await import(
    pathToFileURL(join(home, 'lib/host/version.ts')).href
  )) as typeof import('../../lib/host/version.ts');
  const first = programStamp(['notebook']);
  expect(programStamp(['notebook'])).toBe(first);
  utimesSync(join(home, 'lib/notebook/cell.ts'), 1, 1);
  const second = programStamp(['notebook']);
  expect(second).not.toBe(first);
  utimesSync(join(home, 'lib/notebook/diff/changes.ts'), 1, 1);
  expect(programStamp(['notebook'])).not.toBe(second);
});
