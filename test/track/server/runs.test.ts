import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, onTestFinished, test, vi } from 'vitest';
import { schemas } from '../../../lib/track/server/schemas.ts';
import { artifactFolder, writeArtifact } from '../../../lib/track/store/artifacts.ts';
import { ensureExperiment } from '../../../lib/track/store/experiments.ts';
import { logMetrics } from '../../../lib/track/store/metrics.ts';
import { endRun } from '../../../lib/track/store/runs.ts';
import { setTags } from '../../../lib/track/store/tags.ts';
import type { TrackingStore } from '../../../lib/track/store/tracking-store.ts';
import { type Ask, addRun, emptyServer } from './temporary-server.ts';

interface Page {
  runs: { id: string; name: string; [key: string]: unknown }[];
  total: number;
  nextPage: string | null;
}

const named = Object.fromEntries(schemas.map((schema) => [(schema as { $id?: string }).$id as string, schema]));

/** Checks an answer against a schema of the contract. */
function expectSchema(name: string, value: unknown): void {
  const schema = named[name] as (typeof schemas)[0];
  expect(Value.Errors(named, schema, value)).toEqual([]);
}

/** The names of the runs that a search finds. */
async function names(ask: Ask, query: string): Promise<string> {
  const answer = await ask(`/runs?${query}`);
  if (answer.statusCode !== 200) return answer.json().error.code;
  expectSchema('RunPage', answer.json());
  return (answer.json() as Page).runs.map((run) => run.name).join(' ');
}

/** Runs a, b, c and d, with metrics, parameters and tags that differ. */
async function fourRuns() {
  const made = await emptyServer();
  const { store } = made;
  const iris = ensureExperiment(store, 'iris');
  const add = (
    name: string,
    parameters: Record<string, string>,
    values: number[],
    tags: Record<string, string> = {},
  ) => {
    const id = addRun(store, iris, name, { parameters, tags });
    logMetrics(
      store,
      id,
      values.map((value, step) => ({ name: 'test/loss', value, step, timestampMs: step })),
    );
    return id;
  };
  const a = add('a', { rate: '0.1', kind: 'x' }, [0.5]);
  const b = add('b', { rate: '0.10', kind: "o'y" }, [Number.NaN], { 'mlflow.parentRunId': a });
  const c = add('c', { rate: '9' }, [Number.POSITIVE_INFINITY], { stage: '5' });
  const d = add('Ärger', { rate: 'auto' }, [], { stage: 'five' });
  return { ...made, iris, ids: { a, b, c, d } };
}

test('runs are found by conditions on metrics, parameters and tags', async () => {
  const { ask } = await fourRuns();
  const where = (...conditions: string[]) => {
    const query = conditions.map((condition) => `where=${encodeURIComponent(condition)}`).join('&');
    return names(ask, `${query}&ascending=true`);
  };
  expect(await where('metrics.test/loss=0.5')).toBe('a');
  expect(await where('metrics.test/loss!=0.5')).toBe('b c');
  expect(await where('metrics.test/loss<1')).toBe('a');
  expect(await where('metrics.test/loss >= 0.5')).toBe('a c');
  expect(await where('metrics.test/loss=NaN')).toBe('b');
  expect(await where('metrics.test/loss!=nan')).toBe('a c');
  expect(await where('metrics.test/loss<NaN')).toBe('');
  expect(await where('metrics.test/loss=Infinity')).toBe('c');
  expect(await where('metrics.test/loss<Infinity')).toBe('a');
  expect(await where('parameters.rate=0.1')).toBe('a b');
  expect(await where('parameters.rate!=0.1')).toBe('c Ärger');
  expect(await where('parameters.rate<10')).toBe('a b c');
  expect(await where('parameters.rate=auto')).toBe('Ärger');
  expect(await where("parameters.kind=o'y")).toBe('b');
  expect(await where('tags.stage>=5')).toBe('c');
  expect(await where('parameters.rate=0.1', 'metrics.test/loss>0')).toBe('a');
  expect(await where("parameters.kind=x' OR '1'='1")).toBe('');
  for (const wrong of ['rate=1', 'metrics.=1', 'metrics.test/loss=low', 'parameters.rate>auto', 'metrics.a', '']) {
    expect([wrong, await where(wrong)]).toEqual([wrong, 'track-search']);
  }
});

test('runs are found by name, status, parent and id', async () => {
  const { ask, ids, store } = await fourRuns();
  endRun(store, ids.c, { status: 'FAILED', endedAt: new Date(), tags: { 'octavo.status': 'timed-out' } });
  expect(await names(ask, 'name=%C3%84R')).toBe('Ärger');
  expect(await names(ask, 'name=%25')).toBe('');
  expect((await names(ask, `name=${ids.b.slice(0, 10).toUpperCase()}`)).split(' ')).toContain('b');
  expect(await names(ask, 'status=timed-out')).toBe('c');
  expect(await names(ask, 'status=FAILED&status=running&ascending=true')).toBe('a b c Ärger');
  expect(await names(ask, 'status=perhaps')).toBe('track-search');
  expect(await names(ask, 'parent=none&ascending=true')).toBe('a c Ärger');
  expect(await names(ask, `parent=${ids.a}`)).toBe('b');
  expect(await names(ask, `ids=${ids.c}&ids=${'0'.repeat(32)}`)).toBe('c');
  expect(await names(ask, 'experiment=77')).toBe('track-experiment-unknown');
  expect(await names(ask, 'experiment=0')).toBe('');
});

test('every order has its runs without a value at the end, in both directions', async () => {
  const { ask, ids, store } = await fourRuns();
  endRun(store, ids.b, { status: 'FINISHED', endedAt: new Date(Date.UTC(2026, 0, 1, 13)) });
  expect(await names(ask, 'order=metrics.test/loss')).toBe('c a Ärger b');
  expect(await names(ask, 'order=metrics.test/loss&ascending=true')).toBe('a c b Ärger');
  expect(await names(ask, 'order=parameters.rate&ascending=true')).toBe('a b c Ärger');
  expect(await names(ask, 'order=parameters.kind')).toBe('a b Ärger c');
  expect(await names(ask, 'order=tags.stage&ascending=true')).toBe('c Ärger a b');
  expect(await names(ask, 'order=duration')).toBe('b Ärger c a');
  for (const order of ['started', 'ended', 'name', 'status', 'experiment', 'user']) {
    expect((await names(ask, `order=${order}`)).length).toBe('a b c Ärger'.length);
  }
  expect(await names(ask, 'order=r.name;%20DROP%20TABLE%20runs')).toBe('track-search');
});

/** Reads all pages of a search. */
async function allPages(ask: Ask, query: string, between: (store?: TrackingStore) => void = () => undefined) {
  const ids: string[] = [];
  for (let page: string | null = '', count = 0; page !== null && count < 100; count++) {
    const answer: Page = (await ask(`/runs?${query}${page && `&page=${page}`}`)).json();
    ids.push(...answer.runs.map((run) => run.id));
    page = answer.nextPage;
    between();
  }
  return ids;
}

test('pages tell every run once, also with equal values and while others are recorded', async () => {
  const { ask, store } = await emptyServer();
  const iris = ensureExperiment(store, 'iris');
  const made = Array.from({ length: 23 }, (_, index) => {
    const id = addRun(store, iris, 'same');
    if (index % 3 > 0) logMetrics(store, id, [{ name: 'loss', value: index % 3, step: 0, timestampMs: 1 }]);
    return id;
  });
  for (const order of ['started', 'name', 'metrics.loss', 'duration', 'user']) {
    for (const ascending of [true, false]) {
      const ids = await allPages(ask, `limit=4&order=${order}&ascending=${ascending}`);
      expect([order, ascending, ids.toSorted()]).toEqual([order, ascending, made.toSorted()]);
    }
  }
  const meanwhile = await allPages(ask, 'limit=4', () => addRun(store, iris, 'late', { startedAt: new Date() }));
  expect(meanwhile.toSorted()).toEqual(made.toSorted());
  const { total, nextPage } = (await ask('/runs?limit=4&name=same')).json() as Page;
  expect(total).toBe(23);
  expect(await names(ask, `limit=4&order=name&page=${nextPage}`)).toBe('track-search');
  expect(await names(ask, 'page=7')).toBe('track-search');
});

test('one run is told with its children, its failure and its notebook', async () => {
  const { ask, ids, store, folder } = await fourRuns();
  writeFileSync(join(folder, 'out.ipynb'), '{}');
  setTags(store, ids.a, {
    'octavo.notebook': 'notebooks/train.ipynb',
    'octavo.output': join(folder, 'out.ipynb'),
    'octavo.error': 'RangeError: <b>too hot</b>',
    'octavo.error.cell': 'a1b2c3d4',
    'octavo.error.line': '3',
  });
  writeArtifact(store, ids.a, 'error.txt', 'RangeError: too hot\n    at cell\n');
  const detail = (await ask(`/runs/${ids.a}`)).json();
  expectSchema('RunDetail', detail);
  expect(detail.failure).toEqual({
    message: 'RangeError: <b>too hot</b>',
    traceback: 'RangeError: too hot\n    at cell\n',
    cellId: 'a1b2c3d4',
    line: 3,
  });
  expect([detail.notebook, detail.executedNotebook]).toEqual(['notebooks/train.ipynb', 'out.ipynb']);
  expect(detail.children.map((run: { name: string }) => run.name)).toEqual(['b']);
  expect([detail.run.childCount, detail.artifactFolder]).toEqual([1, artifactFolder(store, ids.a)]);
  expect((await ask(`/runs/${ids.c}`)).json().run.metrics['test/loss'].value).toBe('Infinity');
  setTags(store, ids.a, { 'octavo.output': '/elsewhere/out.ipynb' });
  expect((await ask(`/runs/${ids.a}`)).json().executedNotebook).toBeNull();
});

test('a clock that was set back gives no negative duration', async () => {
  const { ask, ids, store } = await fourRuns();
  endRun(store, ids.a, { status: 'FINISHED', endedAt: new Date(Date.UTC(2026, 0, 1, 11)) });
  expect((await ask(`/runs/${ids.a}`)).json().run.durationMs).toBe(0);
  expect((await ask('/runs?order=duration&limit=1')).json().runs[0].durationMs).toBe(0);
});

test('experiments and columns tell what there is, without the deleted', async () => {
  const { ask, ids, store } = await fourRuns();
  ensureExperiment(store, 'empty');
  const { experiments } = (await ask('/experiments')).json();
  for (const experiment of experiments) expectSchema('Experiment', experiment);
  const counts = experiments.map((one: { name: string; runCount: number; runningCount: number }) => [
    one.name,
    one.runCount,
    one.runningCount,
  ]);
  expect(counts).toEqual([
    ['Default', 0, 0],
    ['empty', 0, 0],
    ['iris', 4, 4],
  ]);
  const columns = (await ask('/columns')).json();
  expectSchema('Columns', columns);
  expect([columns.parameters, columns.metrics]).toEqual([['kind', 'rate'], ['test/loss']]);
  expect((await ask('/columns?experiment=0')).json()).toEqual({ parameters: [], metrics: [], tags: [] });
  for (const id of [ids.a, ids.b]) store.change("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", id);
  expect((await ask('/columns')).json().parameters).toEqual(['rate']);
  expect((await ask(`/runs/${ids.a}`)).json().error.code).toBe('track-run-deleted');
});

test('an answer has a tag by what it says, whatever the clock says', async () => {
  const { ask, iris, store } = await fourRuns();
  const first = await ask('/runs');
  const etag = first.headers.etag as string;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5000 });
  onTestFinished(() => void vi.useRealTimers());
  const again = await ask('/runs', { headers: { 'if-none-match': etag } });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
  addRun(store, iris, 'new');
  expect((await ask('/runs', { headers: { 'if-none-match': etag } })).statusCode).toBe(200);
});
