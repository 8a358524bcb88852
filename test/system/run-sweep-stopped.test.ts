import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';
import { endlessGrace, makeSilentPipe, nativeWait } from './unstoppable.ts';

// Runs of a sweep that are tried again, take too long or do not want to stop, beside others that are none the wiser.

const place = workplace();
afterAll(place.remove);
mkdirSync(join(place.folder, 'out'));
const octavoOf = (name: string) => place.read(name).metadata.octavo as JsonObject;
const parameters = codeCell('const n: number = 0;', { metadata: { tags: ['parameters'] } });
const engines = [['kernel'], ['in-process']] as const;

test.each(engines)('runs of a sweep (%s) are tried again and time out, each for itself', async (engine) => {
  const tried = `tries-${engine}-`;
  place.write('flaky.ipynb', [
    parameters,
    codeCell(
      [
        "const { appendFileSync, readFileSync } = await import('node:fs');",
        `appendFileSync('${tried}' + n, 'x');`,
        `const tries = readFileSync('${tried}' + n, 'utf8').length;`,
        "if (n === 1 && tries < 3) throw new Error('not yet');",
        'if (n === 2 && tries < 2) await new Promise(() => setInterval(() => {}, 1000));',
        'if (n === 3) while (true) {}',
        "if (n === 4) throw new Error('never');",
      ].join('\n'),
      { metadata: { tags: ['retry:2:10ms'] } },
    ),
    codeCell("throw new Error('as expected');", { metadata: { tags: ['raises-exception'] } }),
    codeCell("throw new Error('not to be run');", { metadata: { tags: ['skip-execution'] } }),
  ]);
  const { code, stdout, stderr } = await place.octavo(
    [
      ...['run', 'flaky.ipynb', `out/${engine}-{n}.ipynb`, '--grid', 'n=1..5', '--jobs', '2', '--keep-going', '--json'],
      ...['--engine', engine, '--execution-timeout', '4'],
    ],
    { OCTAVO_TYPES: 'off' },
  );
  const { runs, counts } = JSON.parse(stdout);
  expect([code, counts], stderr).toEqual([1, { completed: 3, 'timed-out': 1, failed: 1 }]);
  const attempts = [1, 2, 3, 4, 5].map((n) => {
    const cell = place.read(`out/${engine}-${n}.ipynb`).cells.find(({ source }) => source.includes('const tries'));
    return (cell?.metadata.octavo as JsonObject | undefined)?.attempts ?? 1;
  });
  expect(attempts).toEqual([3, 2, 3, 3, 1]);
  expect(runs.map((run: JsonObject) => run.exitCode)).toEqual([0, 0, 124, 1, 0]);
  expect(octavoOf(`out/${engine}-3.ipynb`)).toMatchObject({ status: 'timed-out', exit_code: 124, engine });
});

makeSilentPipe(place.folder);
const waits = {
  kernel: nativeWait,
  'in-process': 'await new Promise((done) => setTimeout(done, 1e8));', // nothing at all stops a thread that waits in native code
};

test.each(engines)(
  'Ctrl-C in a sweep (%s), a second one for kernels that do not stop: their notebooks say so, and no process is left',
  async (engine) => {
    const [input, output] = [`wait-${engine}.ipynb`, `out/wait-${engine}-`];
    place.write(input, [parameters, codeCell(`console.error('begun', n);\n${waits[engine]}`)]);
    const grid = ['--grid', 'n=1..3', '--jobs', '2'];
    const sweep = place.start(
      ['run', input, `${output}{n}.ipynb`, ...grid, '--json', '--engine', engine, '--log-output'],
      { OCTAVO_TYPES: 'off', ...endlessGrace },
    );
    onTestFinished(() => void sweep.child.kill('SIGKILL'));
    for (const n of [1, 2]) await sweep.saw(`run ${n}: begun ${n}\n`);
    const pid = sweep.child.pid as number;
    const processes = descendants(pid).map((child) => child.pid);
    for (const word of engine === 'kernel' ? ['stopping', 'killing'] : ['stopping']) {
      process.kill(pid, 'SIGINT');
      await sweep.saw(word);
    }
    const { code, stdout, stderr } = await sweep.finished;
    expect([code, JSON.parse(stdout).counts], stderr).toEqual([130, { interrupted: 2, 'not-run': 1 }]);
    for (const n of [1, 2])
      expect(octavoOf(`${output}${n}.ipynb`)).toMatchObject({ status: 'interrupted', exit_code: 130 });
    expect(place.exists(`${output}3.ipynb`)).toBe(false);
    await ended(processes);
  },
);
