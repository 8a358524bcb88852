import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore, searchRuns } from '../../lib/track/index.ts';
import { runChaos } from '../chaos/run-chaos.ts';
import { workplace } from './run-workplace.ts';

// Notebooks made by chance whose processes are killed by chance. Here they are the same twenty each time, though killed in
// other moments: what turns red is the doing of a change. `npm run chaos` tries 200 others, since what is rare is found by
// trying much; one that fails is done again by `npm run chaos -- --count 1 --seed N`.

const count = Number(process.env.OCTAVO_CHAOS_COUNT ?? 20);
const first = Number(process.env.OCTAVO_CHAOS_SEED ?? 1);
const place = workplace();
const ends: string[] = [];
afterAll(() => {
  place.remove();
  const words = [...new Set(ends)].sort().map((word) => `${ends.filter((one) => one === word).length} ${word}`);
  console.log(`chaos, seeds ${first} to ${first + count - 1}: ${words.join(', ')}`);
});

describe.concurrent('a run with kills by chance', () => {
  test.each(Array.from({ length: count }, (_, at) => first + at))('seed %i', async (seed) => {
    ends.push(await runChaos(place, seed));
  });
});

test('no run of them is recorded as running', async () => {
  await place.octavo(['runs', 'list'], { OCTAVO_TRACK: 'local' });
  const store = openStore(join(place.folder, 'local_data', 'octavo.db'), {});
  const { runs } = searchRuns(store, { status: 'running' });
  store.close();
  expect(runs).toEqual([]);
});
