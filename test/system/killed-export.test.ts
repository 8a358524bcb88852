import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { finishReplacing } from '../../lib/host/index.ts';
import { exportProject } from '../../lib/library/export-project.ts';
import { makeProject, type ProjectFiles } from '../library/make-project.ts';

// A process that exports a project and is really killed (SIGKILL) before or after its n-th change of the disk.
const killed = `
const { nodeHost } = await import(process.argv[1] + '/lib/host/index.ts');
const { exportProject } = await import(process.argv[1] + '/lib/library/export-project.ts');
const [root, step, when] = process.argv.slice(2);
let count = 0;
const files = { ...nodeHost.files };
for (const name of ['writeAtomically', 'writeNew', 'move', 'makeFolder', 'remove']) {
  files[name] = async (...args) => {
    count++;
    const now = count === Number(step);
    if (now && when === 'before') process.kill(process.pid, 'SIGKILL');
    await nodeHost.files[name](...args);
    if (now && when === 'after') process.kill(process.pid, 'SIGKILL');
  };
}
await exportProject({ root }, { ...nodeHost, files });
console.log(count);
`;

const home = join(import.meta.dirname, '../..');

function exportAndDie(root: string, step: number, when: 'before' | 'after') {
  const args = ['--input-type=module', '-e', killed, home, root, String(step), when];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

const one = (name: string, value: number) => [`//| default_exp price/${name}`, `//| export\nconst ${name} = ${value};`];
const before: ProjectFiles = {
  'notebooks/a.ipynb': one('a', 1),
  'notebooks/b.ipynb': one('b', 1),
  'notebooks/c.ipynb': one('c', 1),
};
const after: ProjectFiles = {
  'notebooks/a.ipynb': one('a', 2),
  'notebooks/b.ipynb': one('d', 2),
  'notebooks/c.ipynb': one('c', 2),
};

async function changedProject() {
  const project = await makeProject(before);
  await exportProject({ root: project.root });
  const old = await project.library();
  await project.write(after);
  return { project, old };
}

test('an export killed at any moment leaves the library all old, or the next command makes it all new', async () => {
  const whole = await changedProject();
  const run = exportAndDie(whole.project.root, -1, 'before');
  expect(run.stderr).toBe('');
  const steps = Number(run.stdout);
  const fresh = await whole.project.library();
  await whole.project.remove();
  expect(steps).toBeGreaterThan(10);

  const ends: string[] = [];
  for (let step = 1; step <= steps + 1; step++) {
    const { project, old } = await changedProject();
    const when = step > steps ? 'after' : 'before'; // before a step is after the one before it
    expect(exportAndDie(project.root, Math.min(step, steps), when).signal).toBe('SIGKILL');
    await finishReplacing(project.root);
    const repaired = await project.library();
    ends.push(repaired['lib/price/a.ts'] === old['lib/price/a.ts'] ? 'old' : 'new');
    expect(repaired, `killed ${when} step ${step}`).toEqual(ends.at(-1) === 'old' ? old : fresh);
    expect(await leftovers(project.root), `killed ${when} step ${step}`).toEqual([]);
    await project.remove();
  }
  expect(ends.toSorted((a, b) => (a < b ? 1 : -1))).toEqual(ends); // old for a while, then new for good
  expect(new Set(ends).size).toBe(2);
});

test('a library half replaced is repaired by whatever octavo command comes next', async () => {
  const project = await mixedProject();
  const args = [join(home, 'bin/octavo.js'), 'export', '--check'];
  const next = spawnSync(process.execPath, args, { cwd: project.root, encoding: 'utf8' });
  expect(next.stderr).toContain('finished an export that was killed');
  expect([next.status, next.stdout]).toEqual([0, '4 files from 3 notebooks: 4 unchanged\n']);
  await project.remove();
});

/** A project whose export was killed after the first file and before the last. */
async function mixedProject() {
  for (let step = 8; ; step++) {
    const { project, old } = await changedProject();
    exportAndDie(project.root, step, 'after');
    const library = await project.library();
    const isNew = (path: string) => library[path] !== old[path];
    if (isNew('lib/price/a.ts') && !isNew('lib/price/c.ts')) return project;
    await project.remove();
    expect(step).toBeLessThan(40);
  }
}

async function leftovers(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => /\.tmp$|replacing-/.test(name));
}
