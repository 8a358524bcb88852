import { expect, test } from 'vitest';
import { showSweepProgress } from '../../lib/cli/sweep-progress.ts';
import type { SweepRun } from '../../lib/run/sweep/sweep-result.ts';

// One view of all runs: a bar on a terminal, lines elsewhere.

const run = (index: number, how: Partial<SweepRun>) =>
  ({ index, parameters: { n: index }, durationMs: 400, ...how }) as SweepRun;

function shown(isTerminal: boolean, isShown = true): string {
  const said: string[] = [];
  const io = { out: () => undefined, err: (text: string) => void said.push(text), isTerminal, columns: 60 };
  const progress = showSweepProgress(io, isShown);
  const runs = [run(1, { status: 'waiting' }), run(2, { status: 'waiting' })] as [SweepRun, SweepRun];
  progress.planned(runs);
  for (const each of runs) progress.changed(Object.assign(each, { status: 'running' }));
  progress.changed(Object.assign(runs[0], { status: 'completed', exitCode: 0 }));
  progress.say('octavo: a warning');
  progress.changed(Object.assign(runs[1], { status: 'failed', exitCode: 1, reason: 'no luck' }));
  progress.end();
  progress.end();
  return said.join('');
}

test('showSweepProgress() draws one bar on a terminal, with the failures above it, and takes it away at the end', () => {
  const frames = shown(true).split('\r\u001b[K');
  expect(frames[1]).toMatch(/^\[-{20}\] 0 of 2/);
  expect(frames.find((frame) => frame.includes('1 of 2'))).toMatch(/^\[#{10}-{10}\] 1 of 2 {2}1 running/);
  expect(frames.filter((frame) => frame.includes('\n'))).toEqual([
    'octavo: a warning\n',
    'run 2 of 2: n=2 failed (0.4 s): no luck\n',
  ]);
  expect(frames.at(-1)).toBe('');
});

test('showSweepProgress() tells a line for each run where there is no terminal, and what went wrong alone when it is not shown', () => {
  const wrong = 'octavo: a warning\nrun 2 of 2: n=2 failed (0.4 s): no luck\n';
  expect(shown(false)).toBe(`run 1 of 2: n=1 completed (0.4 s)\n${wrong}`);
  expect(shown(false, false)).toBe(wrong);
  expect(shown(true, false)).toBe(wrong);
});
