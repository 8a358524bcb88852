import { expect, test } from 'vitest';
import { withDefaultColumns, withoutDefaultColumns } from '../../jupyter-extension/src/plugins/default-columns.ts';
import { explainRefusal } from '../../jupyter-extension/src/plugins/explain-refusal.ts';
import { gateChanges } from '../../jupyter-extension/src/plugins/gated-changes.ts';
import type { Change, Changes } from '../../jupyter-extension/src/views/api/changes.ts';

/** A source of news whose listeners are counted. */
function makeSource() {
  const listeners = new Set<(change: Change | 'all') => void>();
  const source: Changes = {
    connection: () => 'live',
    onConnection: () => () => {},
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: () => {},
  };
  return {
    source,
    listeners,
    tell: (change: Change | 'all') => listeners.forEach((listener) => void listener(change)),
  };
}

const change = { type: 'changed', revision: 1 } as unknown as Change;

test('gateChanges() listens at the source only while it is open', () => {
  const { source, listeners, tell } = makeSource();
  const gate = gateChanges(source, false);
  const heard: unknown[] = [];
  const stop = gate.onChange((news) => heard.push(news));
  expect(listeners.size).toBe(0);
  gate.setOpen(true);
  expect([listeners.size, heard]).toEqual([1, ['all']]);
  tell(change);
  gate.setOpen(true);
  expect(heard).toEqual(['all', change]);
  gate.setOpen(false);
  tell(change);
  expect([listeners.size, heard.length]).toEqual([0, 2]);
  gate.refresh();
  expect(heard).toEqual(['all', change, 'all']);
  gate.setOpen(true);
  stop();
  expect(listeners.size).toBe(0);
});

test('a listener that comes while the gate is open, and leaves while it is closed, leaves nothing behind', () => {
  const { source, listeners, tell } = makeSource();
  const gate = gateChanges(source, true);
  const heard: unknown[] = [];
  const stop = gate.onChange((news) => heard.push(news));
  tell('all');
  gate.setOpen(false);
  stop();
  gate.setOpen(true);
  expect([listeners.size, heard]).toEqual([0, ['all']]);
});

const words = { __: (text: string) => text, _n: (one: string) => one };
const answered = async (body: string | null, status: number, type: string) => {
  const response = new Response(body, { status, headers: { 'content-type': type } });
  const answer = await explainRefusal(async () => response, words)(new Request('http://lab.invalid/octavo/api'));
  return { status: answer.status, text: await answer.text() };
};

test("explainRefusal() turns Jupyter's own refusals into a problem that says what to do", async () => {
  for (const [status, type, body] of [
    [404, 'text/html', '<html>404'],
    [404, 'application/json', '{"message": "Not found"}'],
    [500, 'text/html', 'could not start octavo in time'],
    [599, 'text/plain', ''],
  ] as const) {
    const answer = await answered(body, status, type);
    expect([status, answer.status]).toEqual([status, 503]);
    expect(JSON.parse(answer.text).error).toMatchObject({
      code: 'no-answer',
      hint: expect.stringContaining(status === 404 ? 'octavo lab' : 'octavo server'),
    });
  }
  expect((await answered('x', 404, 'text/html')).text).toContain("without Octavo's server");
});

test("explainRefusal() lets Octavo's own answers through", async () => {
  const own = '{"error":{"code":"track-run-unknown","message":"No such run"}}';
  expect(await answered(own, 404, 'application/json; charset=utf-8')).toEqual({ status: 404, text: own });
  expect(await answered(null, 404, 'application/json')).toEqual({ status: 404, text: '' });
  expect(await answered('<p>an artifact</p>', 200, 'text/html')).toEqual({ status: 200, text: '<p>an artifact</p>' });
  expect((await answered('<p>', 403, 'text/html')).status).toBe(403);
});

test('columns of the settings hold for a panel without own ones, and are not kept as its own', () => {
  const columns = ['status', 'metrics.loss'];
  expect(withDefaultColumns({ columns: null }, columns)).toEqual({ columns });
  expect(withDefaultColumns({ columns: null }, [])).toEqual({ columns: null });
  expect(withDefaultColumns({ columns: ['started'] }, columns)).toEqual({ columns: ['started'] });
  expect(withoutDefaultColumns({ columns: [...columns] }, columns)).toEqual({ columns: null });
  expect(withoutDefaultColumns({ columns: ['metrics.loss', 'status'] }, columns)).toEqual({
    columns: ['metrics.loss', 'status'],
  });
  expect(withoutDefaultColumns({ columns: [] }, [])).toEqual({ columns: [] });
});
