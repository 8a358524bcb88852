import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeFiles } from '../../lib/host/files.ts';
import { finishReplacing, replaceTogether } from '../../lib/host/replace-together.ts';

/** A project beside a folder that is none of its business, with a file in each. */
function projectAndHome() {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [root, home] = [join(folder, 'project'), join(folder, 'home')];
  for (const path of [join(root, '.octavo'), join(root, '.git', 'hooks'), home]) mkdirSync(path, { recursive: true });
  writeFileSync(join(home, 'profile'), 'mine');
  writeFileSync(join(root, 'old.ts'), 'old');
  symlinkSync(home, join(root, 'link'));
  return { root, home };
}

function writeJournal(root: string, steps: object[]): void {
  const journal = { pid: 2 ** 30, committed: true, steps };
  writeFileSync(join(root, '.octavo', 'replacing-00ff.json'), JSON.stringify(journal));
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const created = { path: 'new.ts', temporary: '.new.ts.00ff.tmp', before: null, after: hash('new') };
const removed = { path: 'old.ts', before: hash('old'), after: null };

test('finishReplacing() follows a journal within the project', async () => {
  const { root } = projectAndHome();
  writeFileSync(join(root, '.new.ts.00ff.tmp'), 'new');
  writeJournal(root, [created, removed]);
  expect(await finishReplacing(root)).toEqual(['new.ts', 'old.ts']);
  expect([readFileSync(join(root, 'new.ts'), 'utf8'), existsSync(join(root, 'old.ts'))]).toEqual(['new', false]);
});

test('finishReplacing() does not follow a journal that leads out of the project, or to what other programs run', async () => {
  const { root, home } = projectAndHome();
  writeFileSync(join(root, 'evil'), 'evil');
  const mine = { before: hash('mine'), after: null };
  const ways = [
    [{ path: '../home/profile', ...mine }],
    [{ path: join(home, 'profile'), ...mine }],
    [{ path: 'link/profile', ...mine }],
    [{ ...removed, temporary: 'evil', after: hash('evil') }],
    [{ ...removed, temporary: '../home/profile', after: hash('mine') }],
    [
      {
        path: '.git/hooks/pre-commit',
        temporary: '.git/hooks/.pre-commit.00ff.tmp',
        before: null,
        after: hash('evil'),
      },
    ],
    [{ path: '.venv/bin/python', before: null, after: null }],
    [removed, { path: '../home/profile', ...mine }],
    [{ path: '', before: 'no file', after: null }], // the project itself
    [{ path: 'work/', before: 'no file', after: null }],
    [{ path: 'old.ts' }],
    [null as unknown as object],
    'none' as unknown as object[],
  ];
  mkdirSync(join(root, 'work'));
  writeFileSync(join(root, 'work', 'diary'), 'mine');
  for (const steps of ways) {
    writeJournal(root, steps);
    expect(await finishReplacing(root)).toEqual([]);
    expect(readFileSync(join(home, 'profile'), 'utf8')).toBe('mine');
    expect(readFileSync(join(root, 'old.ts'), 'utf8')).toBe('old');
    expect(readFileSync(join(root, 'work', 'diary'), 'utf8')).toBe('mine');
  }
});

test('finishReplacing() keeps what was saved after the kill, and what comes behind it', async () => {
  const { root } = projectAndHome();
  for (const [edited, text] of [
    ['old.ts', 'edited'],
    ['new.ts', 'mine'],
  ] as const) {
    writeFileSync(join(root, 'old.ts'), 'old');
    writeFileSync(join(root, edited), text);
    writeFileSync(join(root, '.new.ts.00ff.tmp'), 'new');
    writeJournal(root, [created, removed]);
    await expect(finishReplacing(root)).rejects.toMatchObject({ code: 'file-changed' });
    expect(readFileSync(join(root, edited), 'utf8')).toBe(text);
    expect(existsSync(join(root, '.new.ts.00ff.tmp'))).toBe(false);
    expect(await finishReplacing(root)).toEqual([]);
    rmSync(join(root, 'new.ts'), { force: true });
  }
});

test('replaceTogether() keeps a file that is saved in the very last moment', async () => {
  const { root } = projectAndHome();
  const files = { ...nodeFiles };
  files.move = (from, to, check) => {
    writeFileSync(join(root, 'old.ts'), 'edited'); // after the journal has said that all is on the disk
    return nodeFiles.move(from, to, check);
  };
  const change = replaceTogether(root, [{ path: 'old.ts', text: 'new', expected: 'old' }], files);
  await expect(change).rejects.toMatchObject({ code: 'file-changed' });
  expect(readFileSync(join(root, 'old.ts'), 'utf8')).toBe('edited');
  expect(await finishReplacing(root)).toEqual([]);
});
