import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { artifactFolder, writeArtifact } from '../../../lib/track/store/artifacts.ts';
import { temporaryFolder } from '../temporary-store.ts';
import { serverWithRun } from './temporary-server.ts';

// A store may come with a repository, or from somebody: what it says is not to be relied on.

/** A server of a store with one run, and a way to write into it what Octavo and MLflow would not. */
async function withOddStore() {
  const made = await serverWithRun();
  const database = new DatabaseSync(made.store.path, { enableForeignKeyConstraints: false });
  onTestFinished(() => database.close());
  database.exec('PRAGMA ignore_check_constraints = 1');
  const change = (sql: string, ...values: (string | bigint | Uint8Array)[]) => database.prepare(sql).run(...values);
  const base = `/runs/${made.runId}`;
  return { ...made, base, change, setPlace: (uri: string) => change('UPDATE runs SET artifact_uri = ?', uri) };
}

test('a store cannot make the server read a folder that is not one of artifacts', async () => {
  const { ask, base, runId, setPlace } = await withOddStore();
  const secret = temporaryFolder();
  writeFileSync(join(secret, 'error.txt'), 'SECRET');
  const linked = join(secret, runId, 'artifacts');
  mkdirSync(dirname(linked));
  symlinkSync(secret, linked);
  const other = join(secret, '0'.repeat(32), 'artifacts');
  mkdirSync(other, { recursive: true });
  for (const place of ['/etc', 'file:///etc', secret, `${secret}/${runId}/artifacts/../..`, linked, other]) {
    setPlace(place);
    for (const path of ['/artifacts', '/artifacts/error.txt', '/artifacts/passwd']) {
      const { statusCode, body } = await ask(base + path);
      expect([place, path, statusCode, JSON.parse(body).error.code]).toEqual([
        place,
        path,
        403,
        'track-artifact-outside',
      ]);
    }
    const { statusCode, body } = await ask(base);
    expect([statusCode, JSON.parse(body).artifactFolder, body.includes('SECRET')]).toEqual([200, null, false]);
  }
});

test('a place that is no path of this machine is answered as one elsewhere', async () => {
  const { ask, base, setPlace } = await withOddStore();
  for (const place of ['file://host/etc', 'file:///a%2fb', 'file:///a%00', 's3://bucket/a', '']) {
    setPlace(place);
    expect((await ask(`${base}/artifacts`)).json()).toEqual({ artifacts: [], isTruncated: false });
    expect((await ask(`${base}/artifacts/a`)).json().error.code).toBe('track-artifact-remote');
  }
});

test('artifacts are read wherever an experiment keeps them, also behind a link to their folder', async () => {
  const { ask, base, store, runId, folder, setPlace } = await withOddStore();
  writeArtifact(store, runId, 'a.txt', 'here');
  expect((await ask(`${base}/artifacts/a.txt`)).body).toBe('here');
  const elsewhere = join(temporaryFolder(), 'mlruns');
  renameSync(dirname(dirname(dirname(artifactFolder(store, runId)))), elsewhere);
  const link = join(folder, 'link');
  symlinkSync(elsewhere, link);
  setPlace(`file://${link}/1/${runId}/artifacts`);
  expect((await ask(`${base}/artifacts/a.txt`)).body).toBe('here');
});

test('the traceback of a run is not read through a link', async () => {
  const { ask, base, store, runId, change } = await withOddStore();
  const secret = join(temporaryFolder(), 'secret.txt');
  writeFileSync(secret, 'SECRET');
  writeArtifact(store, runId, 'a.txt', '');
  symlinkSync(secret, join(artifactFolder(store, runId), 'error.txt'));
  change("INSERT INTO tags (key, value, run_uuid) VALUES ('octavo.error', 'Error: x', ?)", runId);
  expect((await ask(base)).json().failure.traceback).toBe('Error: x');
});

test('names that objects treat apart are parameters, metrics and tags as others', async () => {
  const { ask, base, runId, change } = await withOddStore();
  for (const name of ['__proto__', 'constructor', 'toString']) {
    change('INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)', name, 'p', runId);
    change('INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', name, 't', runId);
    const metric =
      'INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (?, 1, 1, 1, 0, ?)';
    change(metric, name, runId);
  }
  const { run } = (await ask(base)).json();
  for (const held of [run.parameters, run.tags, run.metrics]) {
    expect(Object.keys(held)).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString']));
  }
});

test('a number that JavaScript cannot hold is given as the nearest one', async () => {
  const { ask, base, runId, change } = await withOddStore();
  const step = 1_763_729_586_123_456_789n; // a time in nanoseconds
  change(
    "INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('m', 1, 1, ?, 0, ?)",
    step,
    runId,
  );
  change(
    "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('m', 1, 1, ?, 0, ?)",
    step,
    runId,
  );
  expect((await ask(`${base}/metrics?name=m`)).json().series[0].steps).toEqual([Number(step)]);
  expect((await ask('/runs')).json().runs[0].metrics.m.step).toBe(Number(step));
  expect((await ask(base)).statusCode).toBe(200);
});

test('values of another kind than their column do not hide the other runs', async () => {
  const { ask, base, runId, change } = await withOddStore();
  const bytes = new Uint8Array([255, 0]);
  const ways = [
    ['UPDATE runs SET start_time = ?', 'soon'],
    ['UPDATE runs SET name = ?', bytes],
    ['UPDATE runs SET user_id = ?', bytes],
    ['UPDATE runs SET status = NULL'],
    ["INSERT INTO tags (key, value, run_uuid) VALUES ('octavo.notebook', ?, ?)", bytes, runId],
    ["UPDATE experiments SET name = ? WHERE name = 'iris'", bytes],
  ] as const;
  for (const [sql, ...values] of ways) {
    change(sql, ...values);
    for (const path of ['/runs', '/runs?name=a', '/experiments', '/columns', base]) {
      expect([sql, path, (await ask(path)).statusCode]).toEqual([sql, path, 200]);
    }
  }
  change('UPDATE runs SET experiment_id = 77');
  expect([(await ask('/runs')).statusCode, (await ask(base)).json().error.code]).toEqual([200, 'track-run-unknown']);
});

test('a search of more conditions than SQLite takes is refused, not failed', async () => {
  const { ask } = await withOddStore();
  const many = (name: string, value: string, count: number) => `${`${name}=${value}&`.repeat(count)}limit=1`;
  expect((await ask(`/runs?${many('status', 'failed', 1000)}`)).json().error.code).toBe('track-server-request');
  expect((await ask(`/runs?${many('where', 'tags.a%3D1', 101)}`)).json().error.code).toBe('track-server-request');
  expect((await ask(`/runs?${many('where', 'tags.a%3D1', 100)}&status=failed`)).statusCode).toBe(200);
});

test('a tag of megabytes is cut, so that an answer stays one that can be read', async () => {
  const { ask, base, runId, change } = await withOddStore();
  const long = 'x'.repeat(3_000_000);
  for (const [table, name] of [
    ['tags', 'octavo.error'],
    ['params', 'p'],
  ]) {
    change(`INSERT INTO ${table} (key, value, run_uuid) VALUES (?, ?, ?)`, name as string, long, runId);
  }
  for (const path of ['/runs', base]) expect((await ask(path)).body.length).toBeLessThan(100_000);
  expect((await ask(base)).json().run.parameters.p).toBe(`${'x'.repeat(10_000)}…`);
});

test('a run that is nested in itself is not hidden', async () => {
  const { ask, runId, change } = await withOddStore();
  change("INSERT INTO tags (key, value, run_uuid) VALUES ('mlflow.parentRunId', ?, ?)", runId, runId);
  expect((await ask('/runs?parent=none')).json().total).toBe(1);
});
