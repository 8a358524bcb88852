import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import type { Ending } from '../../lib/run/index.ts';
import { allGone, checkEnded, markedEnvironment, printed, saysRunning } from './ended-run.ts';
import { type Running, type Workplace, workplace } from './run-workplace.ts';

// A runner that is killed with SIGKILL, at many moments. The next command that looks makes everything true.

// Each in a folder of its own: a command that looks makes the runs of the others true too, with files beside theirs.
const places: Workplace[] = [];
afterAll(() => {
  for (const place of places) place.remove();
});

function newPlace(): Workplace {
  const place = workplace();
  places.push(place);
  return place;
}

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

const output = 'out.ipynb';

function journal({ folder }: Workplace, name = output): string {
  try {
    return readFileSync(join(folder, `.${name}.journal`), 'latin1');
  } catch {
    return ''; // not there yet, or no longer
  }
}

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
  isNow: (place: Workplace) => boolean;
  words: Ending[]; // what the run may have come to
}

const moments: Moment[] = [
  { name: 'before its kernel', cells: [before, ticking], isNow: (place) => journal(place) !== '', words: ['lost'] },
  {
    name: 'in a cell',
    cells: [before, child, ticking, before],
    isNow: (place) => journal(place).includes('tick 9'),
    words: ['lost'],
  },
  {
    name: 'in a loop that nothing stops',
    cells: [before, child, codeCell("console.log('tick', 1);\nwhile (true) {}"), before],
    isNow: (place) => journal(place).includes('tick 1\\n'),
    words: ['lost'],
  },
  {
    name: 'between cells',
    cells: Array.from({ length: 300 }, (_, cell) => codeCell(`console.log('cell ${cell}');`)),
    isNow: (place) => journal(place).includes('"cell 40\\n'),
    words: ['lost', 'completed'],
  },
  {
    name: 'while it saves',
    cells: [...large(6), ticking],
    isNow: (place) =>
      journal(place).includes('tick') &&
      readdirSync(place.folder).some((name) => name.startsWith(`.${output}.`) && name.endsWith('.tmp')),
    words: ['lost'],
  },
  {
    name: 'at its last write',
    cells: large(6),
    isNow: (place) => journal(place).slice(-40_000).includes('\n{"end"'),
    words: ['completed'],
  },
  {
    name: 'while it is recorded',
    cells: [before],
    isNow: (place) => place.exists(output) && !saysRunning(join(place.folder, output)),
    words: ['completed'],
  },
];

const engines = [
  { engine: 'kernel', args: [] },
  { engine: 'in-process', args: ['--engine', 'in-process', '--types', 'off'] },
];
const all = engines.flatMap((engine) => moments.map((moment) => ({ ...engine, ...moment })));

describe.concurrent('a runner that is killed', () => {
  test.each(all)('$name, $engine', async ({ cells, isNow, words, args }) => {
    const place = newPlace();
    place.write('in.ipynb', cells);
    const { env, mark } = markedEnvironment();
    const run = place.start(['run', 'in.ipynb', output, ...args], env);
    await until(run, () => isNow(place));
    const received = journal(place)
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
    const place = newPlace();
    const { env, mark } = markedEnvironment(false);
    const kill = async (name: string) => {
      place.write(`in-${name}`, [before, ticking]);
      const run = place.start(['run', `in-${name}`, name], env);
      await until(run, () => journal(place, name).includes('tick 3'));
      run.child.kill('SIGKILL');
      await run.finished;
      await allGone(mark);
      expect(saysRunning(join(place.folder, name))).toBe(true);
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
    const place = newPlace();
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
    const folder = join(place.folder, 'local_data/runs/kept');
    const [kept = ''] = readdirSync(folder);
    await checkEnded({ folder, output: kept, mark, word: 'lost', exitCode: null, isTracked: false });
  });
});
