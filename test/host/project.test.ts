import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findProject, soundProject } from '../../lib/host/project.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-project-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const usual = { root, name: undefined, notebooks: 'notebooks', lib: 'lib', types: undefined };

test.each([
  ['{"name": "a", "octavo": {"lib": "src", "types": "warn"}}', { ...usual, name: 'a', lib: 'src', types: 'warn' }],
  ['{"name": 5, "octavo": {"lib": "", "notebooks": [], "types": {}}}', usual],
  ['{"octavo": null}', usual],
  ['null', usual],
  ['5', usual],
  ['[]', usual],
  ['{', usual],
  ['', usual],
])('findProject() of a package.json %j', (text, project) => {
  mkdirSync(join(root, 'deep/er'), { recursive: true });
  writeFileSync(join(root, 'package.json'), text);
  expect(findProject(join(root, 'deep/er'))).toMatchObject(project);
});

test('soundProject() refuses a package.json that is not JSON, and takes one with a byte order mark', () => {
  writeFileSync(join(root, 'package.json'), '<<<<<<< HEAD\n{"name": "a"}\n');
  expect(() => soundProject(join(root, 'deep'))).toThrow(
    expect.objectContaining({
      code: 'project-manifest-invalid',
      message: expect.stringContaining('package.json is not JSON'),
    }),
  );
  writeFileSync(join(root, 'package.json'), '\ufeff{"name": "a"}');
  expect(soundProject(join(root, 'deep'))).toMatchObject({ root, name: 'a' });
  rmSync(join(root, 'package.json'));
  expect(soundProject(root)).toMatchObject(findProject(root));
});
