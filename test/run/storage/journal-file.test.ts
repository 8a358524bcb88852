import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createJournalFile, type JournalFileOptions, journalPath } from '../../../lib/run/storage/journal-file.ts';

const top = mkdtempSync(join(tmpdir(), 'octavo-journal-'));
afterAll(() => rmSync(top, { recursive: true }));
let path = '';
let failures: Error[] = [];
beforeEach(() => {
  path = journalPath(join(mkdtempSync(join(top, 'case-')), 'out.ipynb'));
  failures = [];
});
const open = (more: Partial<JournalFileOptions> = {}) =>
  createJournalFile(path, {
    head: () => 'head',
    restate: () => [],
    onFailure: (error) => failures.push(error),
    ...more,
  });
const text = () => readFileSync(path, 'utf8');

test('createJournalFile() has every line in the file when the event loop has turned once', async () => {
  const journal = open();
  expect(text()).toBe('head\n');
  for (const line of ['one', undefined, 'two']) journal.append(line);
  await turn();
  expect(text()).toBe('head\none\ntwo\n');
  journal.append('three');
  journal.close();
  expect(text()).toBe('head\none\ntwo\nthree\n');
});

test('createJournalFile() tells a long journal anew, and stays bounded', async () => {
  let last = '';
  const journal = open({ limitBytes: 200, restate: () => [`last ${last}`] });
  let longest = 0;
  for (let count = 0; count < 500; count++) {
    last = String(count);
    journal.append(`line ${count}`);
    await turn();
    longest = Math.max(longest, text().length);
  }
  expect(longest).toBeLessThan(220);
  expect(text().split('\n').slice(0, 2)).toEqual(['head', expect.stringMatching(/^last \d+$/)]);
  journal.remove();
  expect(existsSync(path)).toBe(false);
});

test('createJournalFile() takes the place of what lies there, and follows no link', () => {
  const victim = join(top, 'victim');
  writeFileSync(victim, 'precious');
  for (const link of [path, `${path}.new`]) symlinkSync(victim, link);
  open().close();
  expect([text(), readFileSync(victim, 'utf8')]).toEqual(['head\n', 'precious']);
});

test('createJournalFile() says once that there is none, and the run goes on', async () => {
  const journal = createJournalFile(join(top, 'nowhere', '.out.ipynb.journal'), {
    head: () => 'head',
    restate: () => [],
    onFailure: (error) => failures.push(error),
  });
  for (let count = 0; count < 3; count++) journal.append('line');
  await turn();
  journal.remove();
  expect(failures).toHaveLength(1);
});

test('createJournalFile() leaves the journal of a later run to the same output', async () => {
  const first = open();
  const second = open();
  first.append('nobody reads this');
  await turn();
  first.remove();
  expect(text()).toBe('head\n');
  second.remove();
  expect(readdirSync(join(path, '..'))).toEqual([]);
});
