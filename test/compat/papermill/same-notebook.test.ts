import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { caseTables } from './cases/tables.ts';
import { compareCase } from './compare.ts';
import { showDifference } from './differences.ts';
import { removeFolders } from './side-by-side.ts';

// papermill and Octavo run the same Python notebook with the same arguments. Exit code and executed notebook are the same,
// field by field, but for the deviations that the case names; and these do occur.

describe.skipIf(!peers)('octavo run and papermill write the same notebook', () => {
  afterAll(removeFolders);

  const written: string[] = []; // by Octavo
  for (const [title, cases] of Object.entries(caseTables)) {
    test.each(cases)(`${title}: $name`, async (each) => {
      const { papermill, octavo, undeclared, stale } = await compareCase(each);
      const both = `papermill: ${papermill.stderr}\noctavo: ${octavo.stderr}`;
      if (octavo.notebook)
        written.push(join(octavo.folder, each.written ?? each.output?.replace('{folder}/', '') ?? 'out.ipynb'));
      if (each.code !== undefined) expect(papermill.code, both).toBe(each.code);
      expect(undeclared.map(showDifference), both).toEqual([]);
      expect(stale).toEqual([]);
      for (const text of each.stderr ?? []) {
        expect(papermill.stderr).toContain(text);
        expect(octavo.stderr).toContain(text);
      }
      for (const text of each.octavoStderr ?? []) expect(octavo.stderr).toContain(text);
    });
  }

  test('and all that Octavo wrote are valid for nbformat', () => {
    const args = ['-W', 'error', '-c', validate, ...written.filter((path) => !path.includes('an-id-twice'))];
    expect(execFileSync(peers?.python as string, args, { encoding: 'utf8' })).toBe('');
  });
});

const validate = `
import nbformat, sys
for path in sys.argv[1:]:
    try: nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
    except Exception as error: print(path, error)
`;
