import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markdownCell } from '../../lib/notebook/index.ts';
import { makeProject, type TestProject } from '../library/make-project.ts';
import { runCommand } from '../run-command.ts';
import { descendants, ended } from './run-workplace.ts';
import { leakyCells, leakyModule } from './test/leaky.ts';

const clone = join(import.meta.dirname, '../..');
const octavo = join(clone, 'bin', 'octavo.js');
const assertion = "import assert from 'node:assert/strict';";
let project: TestProject;

beforeAll(async () => {
  project = await makeProject({
    'package.json': JSON.stringify({
      name: 'shop',
      type: 'module',
      exports: { './*': './lib/*.ts' },
      octavo: { test: { flags: ['slow'] } },
    }),
    'lib/area.ts':
      '// Generated from notebooks/area.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.\n// cells: c0000003\n\n// %% notebooks/area.ipynb#c0000003 00000000\nexport function area(radius: number): number {\n  if (radius < 0) return 0;\n  return 3 * radius ** 2;\n}\n',
    'lib/state.ts': leakyModule,
    'notebooks/area.ipynb': [
      markdownCell('# Area'),
      '//| default_exp area',
      '//| export\nfunction area(radius: number): number {\n  if (radius < 0) return 0;\n  return 3 * radius ** 2;\n}',
      `${assertion}\nassert.equal(area(2), 12);`,
      markdownCell('## Slow ones'),
      '//| slow\nthrow new Error("slow");',
      '//| exprot\n1',
    ],
    'notebooks/fails.ipynb': ['console.log("just before");\nthrow new Error("as expected");', '1'],
    'leaky/one.ipynb': leakyCells,
    'leaky/two.ipynb': leakyCells,
    'loops/loop.ipynb': ['for (;;);'],
    'vitest.config.ts': `import { defineConfig } from 'vitest/config';\nimport { notebooks } from 'octavo/test/vitest';\nexport default defineConfig({ plugins: [notebooks()], test: { include: ['notebooks/*.ipynb', 'test/*.test.ts'] } });\n`,
    'test/plain.test.ts': `import { expect, test } from 'vitest';\nimport { area } from '../lib/area.ts';\ntest('plain', () => expect(area(1)).toBe(3));\n`,
  });
});

afterAll(() => project.remove());

async function octavoTest(...args: string[]) {
  const before = process.cwd();
  process.chdir(project.root);
  try {
    return await runCommand(['test', ...args]);
  } finally {
    process.chdir(before);
  }
}

test('octavo test tells each notebook, what was left out, the place of what failed, and a count', async () => {
  const { code, out } = await octavoTest('notebooks', '--junit', 'reports/junit.xml', '--durations', '1');
  expect(code).toBe(1);
  const text = out.replace(/\d+\.\d\d s/g, 'n s').replace(/ +\d+ ms/, 'n ms');
  expect(text).toContain('passed   notebooks/area.ipynb  n s  (1 skipped: flag slow)\n');
  expect(text).toContain(
    '  warning: notebooks/area.ipynb cell c0000007 line 1: there is no directive exprot; did you mean export?\n',
  );
  const line =
    project.root &&
    (await project.read('notebooks/fails.ipynb')).split('\n').findIndex((one) => one.includes('as expected'));
  expect(text).toContain(
    [
      'FAILED   notebooks/fails.ipynb  n s',
      `  notebooks/fails.ipynb:${Number(line) + 1} cell c0000001 [1] line 2: Error: as expected`,
      '      1 | console.log("just before");',
      '    > 2 | throw new Error("as expected");',
      `        at (notebooks/fails.ipynb:${Number(line) + 1}:12)`,
      '    printed:',
      '      just before',
      '',
    ].join('\n'),
  );
  expect(text).toMatch(/n ms {2}notebooks\/\w+\.ipynb {2}.*\n1 passed, 1 failed \(4 cells, 2 skipped\) in n s\n$/);
  const xml = await project.read('reports/junit.xml');
  expect(xml).toContain('tests="6" failures="1" skipped="2"');
  expect(xml).toContain(
    `<testcase name="c0000001" classname="notebooks/fails.ipynb" file="notebooks/fails.ipynb" line="${Number(line) + 1}"`,
  );
});

test('octavo test exits 0 when all pass, and says what it cannot do', async () => {
  const { code, out } = await octavoTest('notebooks/area.ipynb', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { passed: 1, tests: [{ cells: [{ status: 'passed' }, {}, {}, {}] }] },
  ]);
  expect(await octavoTest('notebooks', '--flags', 'slow', '-t', 'slow ONES')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/cell c0000006 \[4\] line 2: Error: slow\n[\s\S]*0 passed, 1 failed/),
  });
  const refused = async (...args: string[]) => (await octavoTest(...args)).err.split('\n').slice(0, 2);
  expect(await refused('--flags', 'slwo')).toEqual([
    'octavo: "slwo" is no flag of this project\'s tests',
    '  try: --flags slow',
  ]);
  expect((await refused('-t', 'nowhere'))[0]).toContain('No cell has "nowhere" in its heading or id');
  expect((await refused('notebooks/none.ipynb'))[0]).toContain('No notebook at notebooks/none.ipynb');
  expect((await refused('..'))[0]).toContain('.. lies outside the project');
  expect(await octavoTest('--jobs', 'many')).toMatchObject({ code: 2 });
  expect(await octavoTest('--reporter', 'junit')).toMatchObject({ code: 2 });
  expect(await octavoTest('--kernel', '--coverage')).toMatchObject({ code: 2 });
  expect((await octavoTest('notebooks', '--bail', '--jobs', '1')).code).toBe(1);
});

test('what a notebook changes of its process is gone in the next', async () => {
  const { out, code } = await octavoTest('leaky', '--jobs', '1');
  expect(out).toMatch(/^passed .*\npassed .*\n2 passed, 0 failed \(22 cells\)/);
  expect(code).toBe(0);
});

test('coverage counts exported cells for the lines of their modules', async () => {
  const { out } = await octavoTest('notebooks/area.ipynb', '--coverage');
  expect(out).toMatch(/area\.ts +\|.*\| 6 /);
  expect(out).toMatch(/state\.ts +\| +0 \|/);
  expect(out).not.toContain('area.ipynb |');
  expect(await project.read('coverage/lcov.info')).toContain('DA:7,1');
});

test('the plugin runs notebooks beside other tests of vitest', async () => {
  const modules = join(project.root, 'node_modules');
  await mkdir(modules, { recursive: true });
  await symlink(clone, join(modules, 'octavo'));
  await symlink(join(clone, 'node_modules', 'vitest'), join(modules, 'vitest'));
  const vitest = join(clone, 'node_modules', 'vitest', 'vitest.mjs');
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [vitest, 'run', ...args], {
      cwd: project.root,
      env: { ...process.env, NO_COLOR: '1' },
    }).catch((error: { stdout: string; stderr: string }) => error);
  const { stdout, stderr } = await run();
  const line =
    (await project.read('notebooks/fails.ipynb')).split('\n').findIndex((one) => one.includes('as expected')) + 1;
  expect(stderr).toContain(`notebooks/fails.ipynb:${line}:`);
  expect(stdout).toMatch(/Tests {2}1 failed \| 4 passed \| 2 skipped \(7\)/);
  const chosen = await run('-t', 'c0000004');
  expect(chosen.stdout).toMatch(/Tests {2}1 passed \| 6 skipped/);
});

test('Ctrl-C ends it with 130, and no process is left', async () => {
  const child = spawn(process.execPath, [octavo, 'test', 'loops'], {
    cwd: project.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const workers = () => descendants(child.pid as number).map(({ pid }) => pid);
  await expect.poll(() => workers().length).toBeGreaterThan(0);
  const pids = workers();
  child.kill('SIGINT');
  expect((await exited)[0]).toBe(130);
  await ended(pids);
});
