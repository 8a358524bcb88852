import { expect, test } from 'vitest';
import { readRun, sweepLostRuns } from '../../lib/track/index.ts';
import { originTags } from '../../lib/track/provenance.ts';
import { endRun } from '../../lib/track/store/runs.ts';
import type { TrackingStore } from '../../lib/track/store/tracking-store.ts';
import { storeWithRun } from './temporary-store.ts';

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
