import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countVitest } from '../../scripts/count.ts';
import { root, runStep } from '../../scripts/step.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs vitest on some files with the journal, and reads it. */
async function count(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = join(folder, 'journal.jsonl');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporter = `--reporter=${join(root, 'scripts', 'test-journal.ts')}`;
  const args = [vitest, 'run', '--root', folder, '--globals', reporter, `--outputFile.journal=${path}`];
  const { code } = await runStep({ name: 'vitest', args });
  const { passed, failures, notRun } = countVitest('unit', readFileSync(path, 'utf8'), code);
  for (const name of Object.keys(files)) rmSync(join(folder, name));
  const inFolder = `${relative(root, folder)}/`;
  const told = failures.map(({ name, message }) => `${name.replace(inFolder, '')}: ${message.split('\n')[0]}`);
  return { passed, notRun, told };
}

test('TestJournal writes what passed, what failed and why, and what has no test of its own', async () => {
  const { passed, notRun, told } = await count({
    'a.test.js': `
      test('passes', () => {});
      test('fails', () => expect(3).toBe(4));
      test('takes too long', () => new Promise(() => {}), 50);
      test.skip('is skipped', () => {});
      describe('a set', () => { beforeAll(() => { throw new Error('hook'); }); test('never begins', () => {}); });
    `,
    'b.test.js': `import './nothing.js';`,
  });
  expect(passed).toBe(1);
  expect(notRun).toEqual(['is skipped', 'a set > never begins']);
  expect(told.sort()).toEqual([
    'a.test.js > a set: Error: hook',
    'a.test.js > fails: AssertionError: expected 3 to be 4 // Object.is equality',
    'a.test.js > takes too long: TestTimeoutError: Test timed out in 50ms.',
    expect.stringMatching(/^b\.test\.js: Error: Cannot find module/),
  ]);
});

test('TestJournal leaves what was there when vitest itself is killed', async () => {
  const { passed, told } = await count({
    'a.test.js': `
      const { readFileSync } = await import('node:fs');
      test('passes', () => {});
      test('kills', async () => {
        const journal = new URL('journal.jsonl', import.meta.url);
        while (!readFileSync(journal, 'utf8').includes('kills')) await new Promise((next) => setTimeout(next, 20));
        process.kill(process.ppid, 'SIGKILL');
        await new Promise((next) => process.once('disconnect', next));
        process.kill(process.pid, 'SIGKILL');
      });
    `,
  });
  expect(passed).toBe(1);
  expect(told).toEqual([
    'a.test.js > kills: It began and did not end.',
    'vitest: It exited with 137 before its end, and these 1 files before theirs:',
  ]);
});
