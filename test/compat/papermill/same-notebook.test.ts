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

  for (const [title, cases] of Object.entries(caseTables)) {
    test.each(cases)(`${title}: $name`, async (each) => {
      const { papermill, octavo, undeclared, stale } = await compareCase(each);
      const both = `papermill: ${papermill.stderr}\noctavo: ${octavo.stderr}`;
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
});
