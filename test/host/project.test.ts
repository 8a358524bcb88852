import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findProject } from '../../lib/host/project.ts';

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
