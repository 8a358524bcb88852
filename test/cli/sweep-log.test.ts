import { expect, test } from 'vitest';
import { createSweepRunLog } from '../../lib/cli/sweep-log.ts';
import type { KernelMessage } from '../../lib/kernel/index.ts';
import type { RunEvent } from '../../lib/run/index.ts';

// What two runs print at the same time, as lines that say whose they are.

const printed = (name: 'stdout' | 'stderr', text: string) =>
  ({ type: 'stream', content: { name, text } }) as unknown as KernelMessage;
const finished = { type: 'run-finished', result: { status: 'failed' } } as unknown as RunEvent;

test('createSweepRunLog() tells whole lines, each with its run, also those of two runs that print by turns', () => {
  const said: string[] = [];
  const [one, two] = [1, 2].map((index) =>
    createSweepRunLog({ index }, { level: 'INFO', outputs: true, say: (text) => said.push(text) }),
  ) as [ReturnType<typeof createSweepRunLog>, ReturnType<typeof createSweepRunLog>];
  one.onOutput(printed('stdout', 'a'));
  two.onOutput(printed('stdout', 'x\ny\n'));
  one.onOutput(printed('stdout', 'b\nc'));
  one.onOutput(printed('stderr', '\r10 %\r20 %\r'));
  expect(said).toEqual(['run 2: x', 'run 2: y', 'run 1: ab']);
  void one.observer(finished);
  void two.observer(finished);
  expect(said.slice(3)).toEqual(['run 1: 20 %']);
});

test('createSweepRunLog() keeps no endless line, and says what --log-level lets through', () => {
  const said: string[] = [];
  const log = createSweepRunLog({ index: 7 }, { level: 'WARNING', outputs: true, say: (text) => said.push(text) });
  log.onOutput(printed('stdout', 'quiet\n'));
  for (let round = 0; round < 3; round += 1) log.onOutput(printed('stderr', '.'.repeat(40_000)));
  expect(said.map((text) => text.length)).toEqual(['run 7: '.length + 80_000]);
});
