import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { finishReplacing } from '../../lib/host/replace-together.ts';

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

test('finishReplacing() follows a journal within the project', async () => {
  const { root } = projectAndHome();
  writeFileSync(join(root, '.new.ts.00ff.tmp'), 'new');
  writeJournal(root, [{ path: 'new.ts', temporary: '.new.ts.00ff.tmp' }, { path: 'old.ts' }]);
  expect(await finishReplacing(root)).toEqual(['new.ts', 'old.ts']);
  expect([readFileSync(join(root, 'new.ts'), 'utf8'), existsSync(join(root, 'old.ts'))]).toEqual(['new', false]);
});

test('finishReplacing() does not follow a journal that leads out of the project, or to what other programs run', async () => {
  const { root, home } = projectAndHome();
  writeFileSync(join(root, 'evil'), 'evil');
  const ways = [
    [{ path: '../home/profile' }],
    [{ path: join(home, 'profile') }],
    [{ path: 'link/profile' }],
    [{ path: 'old.ts', temporary: 'evil' }],
    [{ path: 'old.ts', temporary: '../home/profile' }],
    [{ path: '.git/hooks/pre-commit', temporary: '.git/hooks/.pre-commit.00ff.tmp' }],
    [{ path: '.venv/bin/python' }],
    [{ path: 'old.ts' }, { path: '../home/profile' }],
    'none' as unknown as object[],
  ];
  for (const steps of ways) {
    writeJournal(root, steps);
    expect(await finishReplacing(root)).toEqual([]);
    expect(readFileSync(join(home, 'profile'), 'utf8')).toBe('mine');
    expect(readFileSync(join(root, 'old.ts'), 'utf8')).toBe('old');
  }
});
