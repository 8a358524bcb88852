import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { codeCell, type JsonObject } from '../../lib/notebook/index.ts';
import type { Ending } from '../../lib/run/index.ts';
import { allGone, checkEnded, markedEnvironment, printed, saysRunning } from './ended-run.ts';
import { type Running, workplace } from './run-workplace.ts';

// A runner that is killed with SIGKILL, at many moments. The next command that looks makes everything true.

const place = workplace();
afterAll(place.remove);

const before = codeCell("console.log('before');");
const ticking = codeCell(
  "for (let at = 0; ; at++) {\n  console.log('tick', at);\n  await new Promise((go) => setTimeout(go, 20));\n}",
);
const child = codeCell(
  [
    "import { spawn } from 'node:child_process';",
    "spawn('sleep', ['1000'], { stdio: 'ignore' });",
    "spawn('sleep', ['1000'], { stdio: 'ignore', detached: true });",
    "spawn('sh', ['-c', 'sleep 1000 & sleep 1000'], { stdio: 'ignore' });",
    "console.log('child');",
  ].join('\n'),
);
const large = (count: number) => Array.from({ length: count }, () => codeCell("console.log('x'.repeat(2_000_000));"));

const at = (name: string) => join(place.folder, name);
const journalOf = (output: string) => at(`.${output}.journal`);
const journal = (output: string) => (existsSync(journalOf(output)) ? readFileSync(journalOf(output), 'latin1') : '');

/** Waits for a condition without losing a moment; false when the run has ended before. */
async function until(run: Running, isSo: () => boolean): Promise<boolean> {
  let isOver = false;
  void run.finished.then(() => (isOver = true));
  while (!isSo()) {
    if (isOver) return false;
    await sleep(1);
  }
  return true;
}

interface Moment {
  name: string;
  cells: ReturnType<typeof codeCell>[];
  isNow: (output: string) => boolean;
  words: Ending[]; // what the run may have come to
}

const moments: Moment[] = [
  { name: 'before its kernel', cells: [before, ticking], isNow: (output) => journal(output) !== '', words: ['lost'] },
  {
    name: 'in a cell',
    cells: [before, child, ticking, before],
    isNow: (output) => journal(output).includes('tick 9'),
    words: ['lost'],
  },
  {
    name: 'in a loop that nothing stops',
    cells: [before, child, codeCell("console.log('tick', 1);\nwhile (true) {}"), before],
    isNow: (output) => journal(output).includes('tick 1\\n'),
    words: ['lost'],
  },
  {
    name: 'between cells',
    cells: Array.from({ length: 300 }, (_, cell) => codeCell(`console.log('cell ${cell}');`)),
    isNow: (output) => journal(output).includes('"cell 40\\n'),
    words: ['lost', 'completed'],
  },
  {
    name: 'while it saves',
    cells: [...large(6), ticking],
    isNow: (output) =>
      journal(output).includes('tick') &&
      readdirSync(place.folder).some((name) => name.startsWith(`.${output}.`) && name.endsWith('.tmp')),
    words: ['lost'],
  },
  {
    name: 'at its last write',
    cells: large(6),
    isNow: (output) => journal(output).slice(-40_000).includes('\n{"end"'),
    words: ['completed'],
  },
  {
    name: 'while it is recorded',
    cells: [before],
    isNow: (output) => existsSync(at(output)) && !saysRunning(at(output)),
    words: ['completed'],
  },
];

const engines = [
  { engine: 'kernel', args: [] },
  { engine: 'in-process', args: ['--engine', 'in-process', '--types', 'off'] },
];
const all = engines.flatMap((engine) => moments.map((moment) => ({ ...engine, ...moment })));

describe.concurrent('a runner that is killed', () => {
  test.each(all.map((one, index) => ({ ...one, index })))('$name, $engine', async (one) => {
    const { cells, isNow, words, index, args } = one;
    const output = `out-${index}.ipynb`;
    place.write(`in-${index}.ipynb`, cells);
    const { env, mark } = markedEnvironment();
    const run = place.start(['run', `in-${index}.ipynb`, output, ...args], env);
    await until(run, () => isNow(output));
    const received = journal(output)
      .match(/tick \d+/g)
      ?.at(-1);
    run.child.kill('SIGKILL');
    await run.finished;
    await allGone(mark);
    await place.octavo(['runs', 'list', '--json'], env);
    const word = (place.read(output).metadata.octavo as JsonObject).status as Ending;
    expect(words).toContain(word);
    const ended = await checkEnded({
      folder: place.folder,
      output,
      mark,
      word,
      exitCode: word === 'lost' ? null : 0,
      isTracked: true,
    });
    if (received) expect(ended.map(printed).join('')).toContain(`${received}\n`);
  });

  test('without a record: by octavo inspect, and by the next run to the same output', async () => {
    const { env, mark } = markedEnvironment(false);
    const kill = async (output: string) => {
      place.write(`in-${output}`, [before, ticking]);
      const run = place.start(['run', `in-${output}`, output], env);
      await until(run, () => journal(output).includes('tick 3'));
      run.child.kill('SIGKILL');
      await run.finished;
      await allGone(mark);
      expect(saysRunning(at(output))).toBe(true);
    };
    await kill('seen.ipynb');
    const { stderr } = await place.octavo(['inspect', 'seen.ipynb'], env);
    expect(stderr).toContain('seen.ipynb: its runner was killed');
    const end = { folder: place.folder, mark, isTracked: false };
    const ended = await checkEnded({ ...end, output: 'seen.ipynb', word: 'lost', exitCode: null });
    expect(printed(ended[1])).toContain('tick 3\n');
    await kill('again.ipynb');
    place.write('short.ipynb', [before]);
    expect((await place.octavo(['run', 'short.ipynb', 'again.ipynb'], env)).code).toBe(0);
    await checkEnded({ ...end, output: 'again.ipynb', word: 'completed', exitCode: 0 });
  });

  test('in local_data/runs: by the next octavo runs list', async () => {
    const { env, mark } = markedEnvironment(false);
    place.write('kept.ipynb', [before, ticking]);
    const run = place.start(['run', 'kept.ipynb', '--log-output'], env);
    await run.saw('tick 3');
    run.child.kill('SIGKILL');
    await run.finished;
    await allGone(mark);
    place.write('short.ipynb', [before]);
    await place.octavo(['run', 'short.ipynb', 'recorded.ipynb', '--track', 'local'], env); // makes the store
    await place.octavo(['runs', 'list'], env);
    const folder = at('local_data/runs/kept');
    const [output = ''] = readdirSync(folder);
    await checkEnded({ folder, output, mark, word: 'lost', exitCode: null, isTracked: false });
  });
});
