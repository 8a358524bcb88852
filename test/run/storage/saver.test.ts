import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { codeCell, createNotebook, writeNotebook } from '../../../lib/notebook/index.ts';
import { createSaver } from '../../../lib/run/storage/saver.ts';

const folder = mkdtempSync(join(tmpdir(), 'octavo-saver-'));
afterAll(() => rmSync(folder, { recursive: true }));

function openSaver(path: string, restMs: number) {
  let cell = 0;
  const written: string[] = [];
  const failures: Error[] = [];
  const saver = createSaver(
    {
      write: (notebook) => writeNotebook(path, notebook),
      snapshot: () => createNotebook({ cells: [codeCell(String(++cell), { id: 'aaaaaaaa' })] }),
      onWritten: () => void written.push(readFileSync(path, 'utf8')),
      onFailure: (error) => failures.push(error),
      restMs,
    },
    nodeHost,
  );
  return { saver, written, failures };
}

test('createSaver() joins requests, and saveNow() always writes the newest', async () => {
  const { saver, written } = openSaver(join(folder, 'out.ipynb'), 60_000);
  expect(await saver.saveNow()).toBeUndefined();
  for (let count = 0; count < 50; count++) saver.request();
  await sleep(30);
  expect(written).toHaveLength(1);
  expect(await saver.saveNow()).toBeUndefined();
  expect(written).toHaveLength(2);
  expect(written[1]).toContain('"2"');
  saver.close();
});

test('createSaver() saves by itself when its rest is over', async () => {
  const { saver, written } = openSaver(join(folder, 'soon.ipynb'), 1);
  saver.request();
  while (written.length === 0) await sleep(5);
  saver.close();
  saver.request();
  await sleep(30);
  expect(written).toHaveLength(1);
});

test('createSaver() reports a failure and goes on', async () => {
  const { saver, failures } = openSaver(join(folder, 'nowhere', 'out.ipynb'), 1);
  expect(await saver.saveNow()).toMatchObject({ code: 'file-unwritable' });
  saver.request();
  while (failures.length === 0) await sleep(5);
  expect(failures[0]).toMatchObject({ code: 'file-unwritable' });
  saver.close();
});

test('createSaver() saves on the way only where the output may be written more than once', async () => {
  const { saver, written } = openSaver(join(folder, 'pipe.ipynb'), Number.POSITIVE_INFINITY);
  saver.request();
  await sleep(20);
  expect(written).toHaveLength(0);
  await saver.saveNow();
  expect(written).toHaveLength(1);
  saver.close();
});
