import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mergeText } from '../../../lib/notebook/merge/index.ts';
import fc from '../../property.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-merge-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What git makes of three texts; undefined for a conflict. */
function gitMerge(base: string, ours: string, theirs: string): string | undefined {
  const files = Object.entries({ ours, base, theirs }).map(([name, text]) => {
    writeFileSync(join(folder, name), `${text}\n`);
    return join(folder, name);
  });
  const { status, stdout, error } = spawnSync('git', ['merge-file', '-p', ...files], { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? stdout.slice(0, -1) : undefined;
}

const hasGit = spawnSync('git', ['--version']).status === 0;

/** A text, and edits of it: each takes some lines away at a place and puts others there. */
function versionsOf(line: (number: number) => string, newLine: fc.Arbitrary<string>) {
  const edit = fc.record({
    at: fc.nat({ max: 12 }),
    removed: fc.nat({ max: 2 }),
    added: fc.array(newLine, { maxLength: 2 }),
  });
  const edits = fc.array(edit, { maxLength: 3 });
  return fc.tuple(fc.nat({ max: 12 }), edits, edits).map(([length, ours, theirs]) => {
    const base = Array.from({ length: length + 1 }, (_, number) => line(number));
    const apply = (all: typeof ours) =>
      all.reduce((lines, { at, removed, added }) => lines.toSpliced(at % (lines.length + 1), removed, ...added), base);
    return [base, apply(ours), apply(theirs)].map((lines) => lines.join('\n')) as [string, string, string];
  });
}

// A process for each merge: a busy machine needs its time.
describe.skipIf(!hasGit)('mergeText() beside git merge-file', { timeout: 60_000 }, () => {
  test('merges what git merges, to the same text, and is in conflict where git is', () => {
    const versions = versionsOf((number) => `line ${number};`, fc.uuid());
    let merged = 0;
    fc.assert(
      fc.property(versions, ([base, ours, theirs]) => {
        const text = mergeText(base, ours, theirs);
        expect(text).toBe(gitMerge(base, ours, theirs));
        if (text !== undefined) merged++;
      }),
      { numRuns: 80 },
    );
    expect(merged).toBeGreaterThan(15);
  });

  test('where lines repeat, it is in conflict where git is, in most cases: which of two equal lines was meant is a guess', () => {
    const words = ['}', '', 'a();', 'b();'];
    const versions = versionsOf((number) => words[number % 4] as string, fc.constantFrom(...words));
    const agreed = fc.sample(versions, { numRuns: 40, seed: 6 }).filter(([base, ours, theirs]) => {
      return (mergeText(base, ours, theirs) === undefined) === (gitMerge(base, ours, theirs) === undefined);
    });
    expect(agreed.length).toBeGreaterThan(32);
  });
});

describe('mergeText()', () => {
  test('takes lines of a side whose line ends became \\r\\n, and keeps these', () => {
    expect(mergeText('a\nb\nc', 'a\r\nb\r\nc', 'a\nb\nC')).toBe('a\r\nb\r\nC');
    expect(mergeText('a\nb\nc', 'a\nb\nC', 'a\r\nb\r\nc')).toBe('a\r\nb\r\nC');
    expect(mergeText('a\r\nb\r\nc', 'A\r\nb\r\nc', 'a\r\nb\r\nC')).toBe('A\r\nb\r\nC');
  });

  test('does not wait for two texts that have nothing in common', () => {
    const lines = (word: string) => Array.from({ length: 20_000 }, (_, number) => `${word} ${number}`).join('\n');
    expect(mergeText(lines('base'), lines('ours'), lines('theirs'))).toBe(undefined);
    expect(mergeText(lines('base'), `${lines('base')}\nmore`, lines('base').replace('base 0\n', 'first\n'))).toBe(
      `${lines('base').replace('base 0\n', 'first\n')}\nmore`,
    );
  });
});
