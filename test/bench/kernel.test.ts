import { expect, test } from 'vitest';
import { findingsOf, inTurn, ratioFinding } from '../../bench/kernel/contest.ts';

test('inTurn() lets every contender have the first turn, and counts no round of the warm-up', async () => {
  const order: string[] = [];
  const times = await inTurn(['checked', 'tslab'], { counted: 2, warmUp: 1 }, async (name, round) => {
    order.push(`${name} ${round}`);
    return round * 10;
  });
  expect(order).toEqual(['tslab -1', 'checked -1', 'checked 0', 'tslab 0', 'tslab 1', 'checked 1']);
  expect(times).toEqual({ checked: [0, 10], tslab: [0, 10] });
});

test('ratioFinding() compares medians, and shows how single rounds lie', () => {
  const finding = ratioFinding({ what: 'x', own: [10, 20, 30], other: [100, 20, 40], atMost: 0.5 });
  expect(finding).toMatchObject({ figure: '0.50 (3 rounds: p10 0.23, p90 0.95)', goal: 'at most 0.5', isMet: true });
  expect(ratioFinding({ what: 'x', own: [3], other: [2], atMost: 1.4 })).toMatchObject({
    figure: '1.50',
    isMet: false,
  });
});

test('findingsOf() leaves out a goal whose other side was not measured', () => {
  const lines = findingsOf({ checked: [1, 2] }, [{ of: 'checked', to: 'tslab', atMost: 0.5 }]);
  expect(lines.map(({ what }) => what)).toEqual(['octavo, types checked']);
});
