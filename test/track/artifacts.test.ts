import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { artifactFolder, copyArtifact, listArtifacts, writeArtifact } from '../../lib/track/store/artifacts.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';
import { storeWithRun } from './temporary-store.ts';

test('writeArtifact() refuses names that lead out of the run', () => {
  const { store, runId, folder } = storeWithRun();
  const names = [
    '../x',
    'a/../../x',
    '/etc/x',
    '',
    'a//b',
    './x',
    '..',
    '..\\x',
    'a\\..\\..\\x',
    'C:/x',
    'C:\\x',
    'a\0b',
    'a/',
  ];
  for (const name of names) {
    expect(() => writeArtifact(store, runId, name, 'x'), JSON.stringify(name)).toThrow(/cannot be called/);
  }
  expect(existsSync(join(folder, 'x'))).toBe(false);
  expect(listArtifacts(store, runId)).toEqual([]);
});

test('writeArtifact() does not follow a link out of the run', () => {
  const { store, runId, folder } = storeWithRun();
  writeArtifact(store, runId, 'a.txt', 'x');
  mkdirSync(join(folder, 'outside'));
  symlinkSync(join(folder, 'outside'), join(artifactFolder(store, runId), 'door'));
  expect(() => writeArtifact(store, runId, 'door/b.txt', 'x')).toThrow(/outside/);
  expect(existsSync(join(folder, 'outside', 'b.txt'))).toBe(false);
});

test('artifacts are listed with their sizes, replaced by name, and copied with folders', () => {
  const { store, runId, folder } = storeWithRun();
  writeArtifact(store, runId, 'notes/a.txt', 'one');
  writeArtifact(store, runId, 'notes/a.txt', Uint8Array.of(1, 2));
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model', 'weights.bin'), 'abcd');
  symlinkSync(join(folder, 'model', 'weights.bin'), join(folder, 'model', 'latest.bin'));
  copyArtifact(store, runId, join(folder, 'model'));
  copyArtifact(store, runId, join(folder, 'model'));
  copyArtifact(store, runId, join(folder, 'model', 'weights.bin'), 'one-file.bin');
  expect(listArtifacts(store, runId)).toEqual([
    { name: 'model/latest.bin', sizeBytes: 4 },
    { name: 'model/weights.bin', sizeBytes: 4 },
    { name: 'notes/a.txt', sizeBytes: 2 },
    { name: 'one-file.bin', sizeBytes: 4 },
  ]);
  expect(() => copyArtifact(store, runId, join(folder, 'none'))).toThrow(/no such file/);
  expect(() => writeArtifact(store, runId, 'notes/a.txt/b', 'x')).toThrow(/Cannot write the artifact/);
});

test('the artifacts of a project that was moved are found beside its store', () => {
  const { store, runId, folder } = storeWithRun();
  writeArtifact(store, runId, 'a.txt', 'x');
  store.close();
  renameSync(join(folder, 'local_data'), join(folder, 'moved'));
  const moved = openStoreFile(join(folder, 'moved', 'octavo.db'));
  expect(listArtifacts(moved, runId)).toEqual([{ name: 'a.txt', sizeBytes: 1 }]);
  moved.close();
});

test('artifacts on a server are said to be there', () => {
  const { store, runId } = storeWithRun();
  store.change("UPDATE runs SET artifact_uri = 'mlflow-artifacts:/1/x/artifacts'");
  expect(() => listArtifacts(store, runId)).toThrow(/mlflow-artifacts:/);
});

test('artifactFolder() reads file URIs', () => {
  const { store, runId, folder } = storeWithRun();
  writeArtifact(store, runId, 'a b.txt', 'x');
  const from = artifactFolder(store, runId);
  cpSync(from, join(folder, 'ü b'), { recursive: true });
  store.change('UPDATE runs SET artifact_uri = ?', `file://${encodeURI(join(folder, 'ü b'))}`);
  expect(readFileSync(join(artifactFolder(store, runId), 'a b.txt'), 'utf8')).toBe('x');
});
