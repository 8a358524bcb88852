import { expect, test } from 'vitest';
import {
  type CorpusNotebook,
  fixtureNotebooks,
  projectNotebooks,
  randomPrograms,
  tslabCases,
} from './engine-corpus.ts';
import { outcomeOf } from './engine-outcome.ts';

// The same notebooks with both engines. OCTAVO_PARITY=all takes all of them, which is minutes; else every n-th, in turn.

/** Notebooks whose cells cannot do in a thread what they do in a process, and why. */
const notInAThread: Record<string, string> = {};

const corpora: [title: string, part: number, notebooks: CorpusNotebook[]][] = [
  ['notebooks of the project', 20, projectNotebooks()],
  ['fixtures of tests', 20, fixtureNotebooks()],
  ['cells that stock tslab is compared by', 15, tslabCases()],
  ['random programs', 20, randomPrograms(120)],
];

test.each(corpora)('%s: both engines come to the same', { timeout: 900_000 }, async (title, part, all) => {
  const step = process.env.OCTAVO_PARITY === 'all' ? 1 : part;
  const chosen = all.filter(({ name }, index) => index % step === 0 && !(name in notInAThread));
  const seen = { notebooks: 0, cells: 0, neverTheSame: 0 };
  const different: object[] = [];
  for (const one of chosen) {
    const kernel = await outcomeOf(one, 'kernel');
    const thread = await outcomeOf(one, 'in-process');
    seen.notebooks += 1;
    seen.cells += kernel.length;
    const places = kernel.flatMap((text, index) => (text === thread[index] ? [] : [index]));
    if (places.length === 0) continue;
    const again = await outcomeOf(one, 'kernel');
    for (const place of places) {
      if (again[place] !== kernel[place])
        seen.neverTheSame += 1; // a name of its own for a file, a number made anew
      else different.push({ name: one.name, kernel: kernel[place], thread: thread[place] });
    }
  }
  console.log(`${title}: ${JSON.stringify({ ...seen, of: all.length, different: different.length })}`);
  expect(different).toEqual([]);
  expect(seen.notebooks).toBeGreaterThan(2);
  expect(seen.neverTheSame).toBeLessThan(seen.cells / 20);
});

test('what cannot be in a thread is named as it is', () => {
  const names = new Set(corpora.flatMap(([, , notebooks]) => notebooks.map(({ name }) => name)));
  expect(Object.keys(notInAThread).filter((name) => !names.has(name))).toEqual([]);
});
