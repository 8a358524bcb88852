import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ChangeFeed, type Listener } from '../../../lib/track/server/change-feed.ts';
import { ProjectStore } from '../../../lib/track/server/project-store.ts';
import { ensureExperiment } from '../../../lib/track/store/experiments.ts';
import { setTags } from '../../../lib/track/store/tags.ts';
import { openStoreFile } from '../../../lib/track/store/tracking-store.ts';
import { temporaryFolder } from '../temporary-store.ts';
import { type Ask, addRun, serverOf, serverWithRun, token } from './temporary-server.ts';

const patience = { timeout: 60_000 }; // on a machine that is busy with other things

/** Where a store would be, in a project of its own. */
function storePlace(): string {
  const path = join(temporaryFolder(), 'local_data', 'octavo.db');
  mkdirSync(dirname(path));
  return path;
}

/** A store with one run, made at a place. */
function makeStore(path: string, name: string) {
  const store = openStoreFile(path);
  onTestFinished(() => store.close());
  return { store, id: addRun(store, ensureExperiment(store, 'iris'), name) };
}

/** The names of all runs, or status and code of the problem. */
async function runsOf(ask: Ask): Promise<unknown> {
  const { statusCode, body } = await ask('/runs');
  const json = JSON.parse(body);
  return statusCode === 200 ? json.runs.map((run: { name: string }) => run.name) : [statusCode, json.error.code];
}

test('no store is a project without runs, and a store that comes later is seen', async () => {
  const path = storePlace();
  const { ask } = await serverOf(path);
  const state = async () => (await ask('/project')).json().storeState;
  expect([await state(), await runsOf(ask)]).toEqual(['missing', []]);
  expect((await ask('/experiments')).json()).toEqual({ experiments: [] });
  expect((await ask('/columns')).json()).toEqual({ parameters: [], metrics: [], tags: [] });
  expect((await ask(`/runs/${'0'.repeat(32)}`)).json().error.code).toBe('track-run-unknown');
  writeFileSync(path, '');
  expect([await state(), await runsOf(ask)]).toEqual(['missing', []]);
  const half = new DatabaseSync(path);
  half.exec('PRAGMA journal_mode = WAL'); // as a store is for a moment while it is made
  expect([await state(), await runsOf(ask)]).toEqual(['missing', []]);
  half.close();
  makeStore(path, 'first');
  expect([await state(), await runsOf(ask)]).toEqual(['ready', ['first']]);
});

test('a file that is no store is told as what it is, and mended without a new start', async () => {
  const path = storePlace();
  const { ask } = await serverOf(path);
  writeFileSync(path, 'a diary, and no database at all. '.repeat(100));
  expect(await runsOf(ask)).toEqual([503, 'track-store-not-database']);
  rmSync(path);
  const other = new DatabaseSync(path);
  other.exec('CREATE TABLE cats (name TEXT)');
  other.close();
  expect(await runsOf(ask)).toEqual([503, 'track-store-schema']);
  rmSync(path);
  mkdirSync(path);
  expect(await runsOf(ask)).toEqual([503, 'track-store-folder']);
  rmSync(path, { recursive: true });
  makeStore(path, 'first');
  expect(await runsOf(ask)).toEqual(['first']);
});

test('a store that another process holds is a 503 that says when to ask again', async () => {
  const path = storePlace();
  makeStore(path, 'first').store.close();
  const holder = new DatabaseSync(path);
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE runs SET name = name');
  const { ask } = await serverOf(path);
  const { statusCode, headers, body } = await ask('/runs');
  expect([statusCode, JSON.parse(body).error.code, headers['retry-after']]).toEqual([503, 'track-store-locked', '1']);
  holder.exec('ROLLBACK');
  holder.close();
  expect(await runsOf(ask)).toEqual(['first']);
});

test('a store that was taken away and made anew is the new one', async () => {
  const path = storePlace();
  const { ask } = await serverOf(path);
  makeStore(path, 'old').store.close();
  expect(await runsOf(ask)).toEqual(['old']);
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  expect(await runsOf(ask)).toEqual([]);
  makeStore(path, 'new');
  expect(await runsOf(ask)).toEqual(['new']);
});

test('listeners are told of a store that comes, goes and comes again', async () => {
  const path = storePlace();
  const feed = new ChangeFeed(new ProjectStore(path), { pollMs: 1, gapMs: 0 });
  onTestFinished(() => feed.close());
  const told: Parameters<Listener['send']>[0][] = [];
  feed.listen({ send: (message) => told.push(message), waitingBytes: () => 0 });
  const everything = { type: 'changed', runs: [], isPartial: true, experiments: true };
  makeStore(path, 'one').store.close();
  await vi.waitFor(() => expect(told[0]).toMatchObject(everything), patience);
  const before = told.length;
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  await vi.waitFor(() => expect(told.slice(before)).toMatchObject([everything]), patience);
  makeStore(path, 'two').store.close();
  await vi.waitFor(
    () => expect(told.slice(before + 1)).toContainEqual(expect.objectContaining({ isPartial: true })),
    patience,
  );
});

test('a run that is deleted while it is looked at is gone from lists, and says so itself', async () => {
  const { ask, store, runId } = await serverWithRun();
  expect((await ask(`/runs/${runId}`)).statusCode).toBe(200);
  store.change("UPDATE runs SET lifecycle_stage = 'deleted'");
  for (const path of ['', '/metrics?name=a', '/artifacts', '/artifacts/a.txt']) {
    const { statusCode, body } = await ask(`/runs/${runId}${path}`);
    expect([statusCode, JSON.parse(body).error.code]).toEqual([404, 'track-run-deleted']);
  }
  expect(await runsOf(ask)).toEqual([]);
});

test('a run whose process is gone is closed while somebody listens, and listeners are told', async () => {
  const path = storePlace();
  const { store, id } = makeStore(path, 'killed');
  const { pid } = spawnSync(process.execPath, ['--version']);
  setTags(store, id, { 'octavo.host': hostname(), 'octavo.pid': String(pid) });
  const { app, ask } = await serverOf(path);
  const told: { runs?: string[] }[] = [];
  const headers = { host: 'localhost:80', 'x-octavo-token': token };
  const onMessage = (data: unknown) => void told.push(JSON.parse(String(data)));
  await app.injectWS('/api/octavo/changes', { headers }, { onInit: (client) => client.on('message', onMessage) });
  await vi.waitFor(() => expect(told.at(-1)?.runs).toEqual([id]), patience);
  expect((await ask(`/runs/${id}`)).json().run).toMatchObject({ status: 'KILLED', ending: 'lost' });
});
