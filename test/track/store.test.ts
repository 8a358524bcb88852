import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ensureExperiment, findExperiment, listExperiments } from '../../lib/track/store/experiments.ts';
import { createRun } from '../../lib/track/store/runs.ts';
import { schemaRevision } from '../../lib/track/store/schema.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';
import { temporaryFolder, temporaryStore } from './temporary-store.ts';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
}

/** Makes a store and spoils it with SQL. */
function spoiledStore(sql: string): string {
  const path = join(temporaryFolder(), 'octavo.db');
  openStoreFile(path).close();
  const database = new DatabaseSync(path);
  database.exec('PRAGMA foreign_keys = OFF');
  database.exec(sql);
  database.close();
  return path;
}

test('openStoreFile() makes a file with the schema and first rows of MLflow, in WAL mode, with its folder', () => {
  const { store } = temporaryStore();
  const revisions = store.rows('SELECT version_num FROM alembic_version');
  expect(revisions).toEqual([{ version_num: schemaRevision }]);
  expect(store.rows('SELECT name FROM workspaces')).toEqual([{ name: 'default' }]);
  expect(listExperiments(store).map(({ id, name }) => [id, name])).toEqual([['0', 'Default']]);
  const count = (type: string) =>
    store.row('SELECT count(*) AS n FROM sqlite_master WHERE type = ? AND sql IS NOT NULL', type);
  expect([count('table'), count('index'), count('trigger')]).toEqual([{ n: 65 }, { n: 84 }, { n: 1 }]);
  expect(store.row('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(store.row('PRAGMA synchronous')).toEqual({ synchronous: 1 });
  expect(store.row('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  expect(store.row('PRAGMA busy_timeout')).toEqual({ timeout: 100 });
});

test('openStoreFile() fills an empty file and keeps what a store holds', () => {
  const path = join(temporaryFolder(), 'octavo.db');
  writeFileSync(path, '');
  const first = openStoreFile(path);
  ensureExperiment(first, 'iris');
  first.close();
  const second = openStoreFile(path);
  expect(findExperiment(second, 'iris')?.id).toBe('1');
  second.close();
});

test('openStoreFile() leaves the journal mode of a file that MLflow made', () => {
  const path = spoiledStore('PRAGMA journal_mode = DELETE');
  const store = openStoreFile(path);
  expect(store.row('PRAGMA journal_mode')).toEqual({ journal_mode: 'delete' });
  expect(store.row('PRAGMA synchronous')).toEqual({ synchronous: 2 });
  store.close();
});

test('openStoreFile() refuses another revision, another database and missing columns, and changes nothing', () => {
  const spoils = [
    "UPDATE alembic_version SET version_num = '0123456789ab'",
    'DELETE FROM alembic_version',
    'DROP TABLE alembic_version',
    'ALTER TABLE runs DROP COLUMN user_id',
    'DROP TABLE latest_metrics',
  ];
  for (const sql of spoils) {
    const path = spoiledStore(sql);
    const before = readFileSync(path);
    expect(
      codeOf(() => openStoreFile(path)),
      sql,
    ).toBe('track-store-schema');
    expect(readFileSync(path).equals(before), sql).toBe(true);
  }
});

test('openStoreFile() says what is wrong with a file that is no database, with a folder and with a missing file', () => {
  const folder = temporaryFolder();
  const text = join(folder, 'notes.txt');
  writeFileSync(
    text,
    'this is not a database, and longer than the header of one, which has a hundred bytes '.repeat(20),
  );
  expect(codeOf(() => openStoreFile(text))).toBe('track-store-not-database');
  expect(readFileSync(text, 'utf8')).toContain('this is not');
  expect(codeOf(() => openStoreFile(folder))).toBe('track-store-folder');
  expect(codeOf(() => openStoreFile(join(folder, 'none.db'), { create: false }))).toBe('track-store-missing');
  expect(existsSync(join(folder, 'none.db'))).toBe(false);
  expect(codeOf(() => openStoreFile(join(text, 'below', 'a.db')))).toBe('track-store-unwritable');
});

test('openStoreFile() finds a truncated database', () => {
  const path = join(temporaryFolder(), 'octavo.db');
  openStoreFile(path).close();
  writeFileSync(path, readFileSync(path).subarray(0, 6000));
  expect(codeOf(() => openStoreFile(path))).toBe('track-store-not-database');
});

test('a write waits for another writer and then says that the store is locked', () => {
  const path = join(temporaryFolder(), 'octavo.db');
  openStoreFile(path).close();
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  const store = openStoreFile(path, { busyTimeoutMs: 50 });
  expect(codeOf(() => ensureExperiment(store, 'iris'))).toBe('track-store-locked');
  other.exec('ROLLBACK');
  expect(ensureExperiment(store, 'iris').id).toBe('1');
  store.close();
  other.close();
});

test('a store opened for reading refuses writes', () => {
  const { store } = temporaryStore();
  const reader = openStoreFile(store.path, { readOnly: true });
  expect(listExperiments(reader)).toHaveLength(1);
  expect(codeOf(() => ensureExperiment(reader, 'iris'))).toBe('track-store-unwritable');
  reader.close();
});

test('the file has the permissions that the umask gives', () => {
  const old = process.umask(0o027);
  try {
    const { store } = temporaryStore();
    expect(statSync(store.path).mode & 0o777).toBe(0o640);
  } finally {
    process.umask(old);
  }
});

test('write() undoes all its work when a part of it fails, also within another write()', () => {
  const { store } = temporaryStore();
  expect(() =>
    store.write(() => {
      ensureExperiment(store, 'one');
      store.write(() => {
        throw new Error('no');
      });
    }),
  ).toThrow('no');
  expect(findExperiment(store, 'one')).toBeUndefined();
  store.write(() => store.write(() => ensureExperiment(store, 'two')));
  expect(findExperiment(store, 'two')?.name).toBe('two');
});

test('ensureExperiment() refuses empty and long names and deleted experiments', () => {
  const { store } = temporaryStore();
  expect(codeOf(() => ensureExperiment(store, ''))).toBe('track-experiment-name');
  expect(codeOf(() => ensureExperiment(store, 'x'.repeat(257)))).toBe('track-experiment-name');
  ensureExperiment(store, 'gone');
  store.change("UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'gone'");
  expect(codeOf(() => ensureExperiment(store, 'gone'))).toBe('track-experiment-deleted');
});

test('createRun() writes what MLflow writes, and a foreign key that does not exist is refused', () => {
  const { store, folder } = temporaryStore();
  const experiment = ensureExperiment(store, "O'Hara; DROP TABLE runs");
  const id = createRun(store, { experiment, name: 'x', user: 'ada', startedAt: new Date(5) });
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(store.row('SELECT * FROM runs WHERE run_uuid = ?', id)).toEqual({
    run_uuid: id,
    name: 'x',
    source_type: 'UNKNOWN',
    source_name: '',
    entry_point_name: '',
    user_id: 'ada',
    status: 'RUNNING',
    start_time: 5,
    end_time: null,
    source_version: '',
    lifecycle_stage: 'active',
    artifact_uri: join(folder, 'local_data', 'artifacts', '1', id, 'artifacts'),
    experiment_id: 1,
    deleted_time: null,
  });
  const nowhere = { ...experiment, id: '99' };
  expect(() => createRun(store, { experiment: nowhere, name: 'x', user: 'a', startedAt: new Date() })).toThrow(
    /FOREIGN KEY/,
  );
});
