import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';
import { workplace } from './run-workplace.ts';

// A run whose store is held by another program for as long as that likes: here, by the test.

const place = workplace();
afterAll(place.remove);
const recorded = { OCTAVO_TRACK: 'local' };
const store = join(place.folder, 'local_data', 'octavo.db');

function hold(): DatabaseSync {
  mkdirSync(join(place.folder, 'local_data'), { recursive: true });
  openStoreFile(store).close();
  const other = new DatabaseSync(store, { timeout: 20_000 }); // the run may just be writing
  other.exec('BEGIN IMMEDIATE');
  return other;
}

const statusOf = (name: string) => (place.read(name).metadata.octavo as JsonObject).status;

test('Ctrl-C stops a run at once also while its store is held; the next command completes the record', async () => {
  place.write('wait.ipynb', [
    codeCell("console.log('begun');\nawait new Promise(() => setInterval(() => undefined, 1000));"),
  ]);
  const run = place.start(['run', 'wait.ipynb', 'out.ipynb', '--log-output', '--types', 'off'], recorded);
  await run.saw('begun');
  const other = hold();
  run.child.kill('SIGINT');
  await run.saw('is held by another process; waiting for it');
  expect(statusOf('out.ipynb')).toBe('interrupted'); // though the store is held still
  run.child.kill('SIGINT');
  const { code, stderr } = await run.finished;
  expect([code, stderr]).toEqual([130, expect.stringContaining('later octavo runs list writes down how it ended')]);
  other.close();
  const { stdout } = await place.octavo(['runs', 'list', '--json'], recorded);
  expect(JSON.parse(stdout)).toMatchObject([{ ending: 'interrupted', status: 'KILLED' }]);
});

test('a cell that logs into a held store can be interrupted', async () => {
  place.write('log.ipynb', [
    codeCell("import { log } from 'octavo/track';\nlog.tag('begun', 'yes');\nconsole.log('begun');"),
    codeCell(
      "for (let at = 0; ; at++) {\n  console.log('tag', at);\n  log.tag('at', at);\n  await new Promise((go) => setTimeout(go, 20));\n}",
    ),
  ]);
  const run = place.start(['run', 'log.ipynb', 'logged.ipynb', '--log-output', '--types', 'off'], recorded);
  await run.saw('tag 3');
  const other = hold();
  run.child.kill('SIGINT');
  await run.saw('is held by another process; waiting for it');
  expect(statusOf('logged.ipynb')).toBe('interrupted');
  const outputs = place.read('logged.ipynb').cells.at(-1)?.outputs;
  expect(outputs?.at(-1)).toMatchObject({ output_type: 'error', ename: 'KeyboardInterrupt' }); // and the kernel was not killed
  other.close();
  const { code } = await run.finished;
  expect(code).toBe(130);
});
