import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, runCase, writeFiles } from './run-case.ts';

const accept = process.env.OCTAVO_ACCEPT_CASES === '1';

/** One test for each case of the verbs; README.md beside this file says what a case is. */
export function testCases(verbs: string[]): void {
  for (const verb of verbs.filter((one) => existsSync(join(import.meta.dirname, one)))) {
    const cases = join(import.meta.dirname, verb);
    for (const name of readdirSync(cases)) test(`octavo ${verb}: ${name}`, () => checkCase(join(cases, name), verb));
  }
}

async function checkCase(folder: string, verb: string): Promise<void> {
  const [out, other] = [join(folder, 'out'), join(folder, 'out-changed')];
  const found = await runCase(folder, verb);
  const expected = await filesBelow(out);
  await rm(other, { recursive: true, force: true });
  if (accept || (Object.keys(expected).length === 0 && !process.env.CI)) return writeFiles(out, found);
  if (
    JSON.stringify(Object.entries(found).sort()) !== JSON.stringify(Object.entries(expected).sort()) &&
    !process.env.CI
  )
    await writeFiles(other, found);
  expect(found).toEqual(expected);
}
