import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { createProject, prepareProject } from '../../lib/project/index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'octavo-prepare-'));
const root = join(scratch, 'demo');
const lesson = join(root, 'notebooks', '01_summary.ipynb');
const readme = join(root, 'README.md');

beforeAll(async () => {
  await createProject('demo', { git: false }, { ...nodeHost, cwd: () => scratch });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Changes a text of the lesson while something is done. */
async function withLesson<Result>(from: string, to: string, work: () => Promise<Result>): Promise<Result> {
  const text = readFileSync(lesson, 'utf8');
  expect(text).toContain(from);
  writeFileSync(lesson, text.replace(from, to));
  try {
    return await work();
  } finally {
    writeFileSync(lesson, text);
  }
}

/** Takes what the commands print, which is of no matter, out of the output of the tests. */
const keep = () => undefined;
const ran = ({ steps }: { steps: { name: string; exitCode: number }[] }) =>
  steps.map(({ name, exitCode }) => [name, exitCode]);

test('prepareProject() stops at the first step that fails, with its exit code', async () => {
  const said: string[] = [];
  const prepare = () => prepareProject({ root, say: (text) => said.push(text) });
  const broken = await withLesson('assert.equal(mean([1, 2, 6]), 3)', 'assert.equal(mean([1, 2, 6]), 4)', prepare);
  expect(ran(broken)).toEqual([
    ['export', 0],
    ['test', 1],
  ]);
  expect(broken.exitCode).toBe(1);
  const told = said.splice(0).join('');
  expect(told).toContain('2 files from 2 notebooks: 2 unchanged\n');
  expect(told).toContain('FAILED   notebooks/01_summary.ipynb');
  expect(told).toContain('\n    3 !== 4\n');
  expect(told).toMatch(/\n1 passed, 1 failed .*\n$/);
  const unsound = await withLesson('function mean(', 'function mean((((', prepare);
  expect(ran(unsound)).toEqual([['export', 1]]);
  expect(said.join('')).toMatch(/^octavo: notebooks\/01_summary\.ipynb:54 .*\n1 problem, nothing written\n$/);
});

test('prepareProject() makes the README last, and with write: false only looks', async () => {
  const sound = readFileSync(readme, 'utf8');
  writeFileSync(readme, sound.replace('# demo', '# demo of old'));
  const looked = await prepareProject({ root, write: false, say: keep });
  expect(ran(looked)).toEqual([
    ['export', 0],
    ['test', 0],
    ['clean', 0],
    ['readme', 1],
  ]);
  expect(readFileSync(readme, 'utf8')).toContain('# demo of old');
  const { exitCode, steps } = await prepareProject({ root, say: keep });
  expect([exitCode, steps.length]).toEqual([0, 4]);
  expect(readFileSync(readme, 'utf8')).toBe(sound);
});

test('prepareProject() stops when it is told to', async () => {
  const stop = new AbortController();
  const prepared = await prepareProject({
    root,
    signal: stop.signal,
    say: keep,
    onStep: (name) => name === 'test' && stop.abort(),
  });
  expect(ran(prepared)).toEqual([
    ['export', 0],
    ['test', 130],
  ]);
});
