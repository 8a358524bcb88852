import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createNotebook, writeNotebook } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { readRun, sweepLostRuns } from '../../lib/track/index.ts';
import { originTags } from '../../lib/track/provenance.ts';
import { endRun } from '../../lib/track/store/runs.ts';
import type { TrackingStore } from '../../lib/track/store/tracking-store.ts';
import { storeWithRun, temporaryFolder } from './temporary-store.ts';

const tags = { ...originTags({ name: 'train.ipynb', kind: 'NOTEBOOK' }), 'octavo.pid': '999999999' };

test('a run that ends, and its process with it, while lost ones are looked for has ended as it says', async () => {
  const { store, runId } = storeWithRun({ tags });
  const rows = store.rows.bind(store);
  let asked = 0;
  store.rows = <Row>(...question: Parameters<TrackingStore['rows']>) => {
    const found = rows<Row>(...question);
    asked += 1;
    const end = { status: 'FINISHED', endedAt: new Date(), tags: { 'octavo.status': 'completed' } } as const;
    if (asked === 1) endRun(store, runId, end);
    return found;
  };
  expect(await sweepLostRuns(store)).toEqual([]);
  expect(readRun(store, runId)).toMatchObject({ status: 'FINISHED', ending: 'completed' });
});

test('a run whose notebook is kept among temporary files has ended as that says; the store tells where it is', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const output = join(folder, 'gone', 'out.ipynb');
  const { store, runId } = storeWithRun({ tags: { ...tags, 'octavo.output': output } });
  const keep = async (id: string, octavo: JsonObject) => {
    const path = join(mkdtempSync(join(folder, `octavo-kept-${runId}-`)), 'train.ipynb');
    await writeNotebook(path, createNotebook({ cells: [], metadata: { octavo: { ...octavo, run_id: id } } }));
    return path;
  };
  mkdirSync(join(folder, `octavo-kept-${runId}-empty`));
  const kept = await keep(runId, { status: 'exited', exit_code: 3 });
  expect(await sweepLostRuns(store)).toEqual([runId]);
  const run = readRun(store, runId);
  expect([run.status, run.ending, run.tags['octavo.exit_code'], run.tags['octavo.output']]).toEqual([
    'FAILED',
    'exited',
    '3',
    kept,
  ]);
});
