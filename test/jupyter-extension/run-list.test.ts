import { expect, test } from 'vitest';
import {
  appended,
  emptyList,
  merged,
  type Row,
  type RunList,
  replaced,
  rowsOf,
  toggled,
} from '../../jupyter-extension/src/views/runs/run-list.ts';
import { makeRun } from './fake-server.ts';

const newestFirst = { column: 'started', ascending: false };
const idOf = (number: number) => makeRun(number).id;
const names = (list: RunList) => rowsOf(list).map((row) => (row.kind === 'run' ? row.run.name : row.key));

/** A list of runs 9, 7, 5, of which more may follow. */
function makeList(nextPage: string | null = null, total = 3): RunList {
  const runs = [makeRun(9), makeRun(7, { childCount: 2 }), makeRun(5)];
  return replaced(emptyList(newestFirst, true), null, { runs, total, nextPage });
}

test('rowsOf() shows what is nested below an expanded run, and that it is still to be loaded', () => {
  const open = toggled(makeList(), idOf(7));
  expect(names(open)).toEqual(['run 9', 'run 7', `more ${idOf(7)}`, 'run 5']);
  const runs = [makeRun(8, { parentId: idOf(7) })];
  const loaded = replaced(open, idOf(7), { runs, total: 1, nextPage: null });
  expect(rowsOf(loaded).map((row) => [row.level, row.kind === 'run' && row.isExpanded])).toEqual([
    [1, null],
    [1, true],
    [2, null],
    [1, null],
  ]);
  expect(names(toggled(loaded, idOf(7)))).toEqual(['run 9', 'run 7', 'run 5']);
});

test('rowsOf() does not follow a run that is nested in itself for ever', () => {
  const own = makeRun(1, { childCount: 1 });
  const level = { runs: [own], total: 1, nextPage: null };
  const list = toggled(replaced(replaced(emptyList(newestFirst, true), null, level), own.id, level), own.id);
  expect(rowsOf(list)).toHaveLength(2);
});

test('appended() shows a run once that moved onto the next page meanwhile', () => {
  const list = appended(makeList('next', 4), null, { runs: [makeRun(5), makeRun(3)], total: 4, nextPage: null });
  expect(names(list)).toEqual(['run 9', 'run 7', 'run 5', 'run 3']);
});

test('replaced() keeps the objects of runs that are as they were', () => {
  const list = makeList();
  const fresh = [makeRun(9), makeRun(7, { childCount: 2, name: 'other' })];
  const next = replaced(list, null, { runs: fresh, total: 2, nextPage: null });
  expect(next.top.runs[0]).toBe(list.top.runs[0]);
  expect(next.top.runs[1]?.name).toBe('other');
});

test('merged() puts a new run in its place, patches changed ones, and takes away what is not found', () => {
  const found = [makeRun(8), makeRun(5, { name: 'renamed' })];
  const { list, hasGap } = merged(makeList(), [idOf(8), idOf(5), idOf(9)], found);
  expect(names(list)).toEqual(['run 8', 'run 7', 'renamed']);
  expect(list.top.total).toBe(3);
  expect(hasGap).toBe(false);
});

test('merged() moves a run whose value in the sorted column changed', () => {
  const order = { column: 'metrics.loss', ascending: true };
  const withLoss = (number: number, value: number | 'NaN') =>
    makeRun(number, { metrics: { loss: { value, step: 0, timestampMs: 0 } } });
  const runs = [withLoss(1, 1), withLoss(2, 2), withLoss(3, 3), makeRun(4)];
  const list = replaced(emptyList(order, false), null, { runs, total: 4, nextPage: null });
  expect(names(merged(list, [idOf(3)], [withLoss(3, 0.5)]).list)).toEqual(['run 3', 'run 1', 'run 2', 'run 4']);
  expect(names(merged(list, [idOf(1)], [withLoss(1, 'NaN')]).list).slice(0, 2)).toEqual(['run 2', 'run 3']);
});

test('merged() leaves a new run that sorts behind the loaded ones to its page, but counts it', () => {
  const { list } = merged(makeList('next', 10), [idOf(2)], [makeRun(2)]);
  expect(names(list)).toEqual(['run 9', 'run 7', 'run 5', 'more']);
  expect(list.top.total).toBe(11);
});

test('merged() says when the next page would leave runs out', () => {
  expect(merged(makeList('next', 10), [idOf(9)], []).hasGap).toBe(true);
});

test('merged() tells which runs ended', () => {
  const going = { ending: 'running', status: 'RUNNING', endedMs: null, durationMs: null };
  const level = { runs: [makeRun(1, going), makeRun(2, going)], total: 2, nextPage: null };
  const list = replaced(emptyList(newestFirst, true), null, level);
  const { ended } = merged(list, [idOf(1), idOf(2)], [makeRun(1, { ending: 'failed' }), makeRun(2, going)]);
  expect(ended.map((run) => run.ending)).toEqual(['failed']);
});

test('merged() puts a new nested run below its parent, and asks for the number of its children', () => {
  const open = replaced(toggled(makeList(), idOf(7)), idOf(7), { runs: [], total: 0, nextPage: null });
  const nested = makeRun(11, { parentId: idOf(7) });
  const { list, parents } = merged(open, [nested.id], [nested]);
  expect(names(list)).toEqual(['run 9', 'run 7', 'run 11', 'run 5']);
  expect(parents).toEqual([idOf(7)]);
  const closed = merged(makeList(), [nested.id], [nested]);
  expect(names(closed.list)).toEqual(['run 9', 'run 7', 'run 5']);
  expect(closed.list.top.total).toBe(3);
});

test('merged() in a flat list shows nested runs beside the others', () => {
  const flat = replaced(emptyList(newestFirst, false), null, { runs: [makeRun(9)], total: 1, nextPage: null });
  const nested = makeRun(11, { parentId: idOf(9) });
  expect(names(merged(flat, [nested.id], [nested]).list)).toEqual(['run 11', 'run 9']);
});

test('a list of 10,000 runs is made rows and patched without losing any', () => {
  const runs = Array.from({ length: 10_000 }, (_, index) => makeRun(10_000 - index));
  const list = replaced(emptyList(newestFirst, true), null, { runs, total: runs.length, nextPage: null });
  const ids = runs.slice(0, 500).map((run) => run.id);
  const found = runs.slice(0, 500).map((run) => ({ ...run, name: 'patched' }));
  const rows: Row[] = rowsOf(merged(list, ids, found).list);
  expect(rows).toHaveLength(10_000);
  expect(rows.filter((row) => row.kind === 'run' && row.run.name === 'patched')).toHaveLength(500);
});
