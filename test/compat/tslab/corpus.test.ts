import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../../lib/host/index.ts';
import { findKernelSpec, type KernelSpec, octavoKernelSpec } from '../../../lib/kernel/index.ts';
import { peers } from '../peers.ts';
import { type Observations, observeTopic, topics } from './corpus-run.ts';
import { pageWithTable, readPage } from './difference-table.ts';
import { differences } from './differences.ts';
import { makeSampleProject } from './sample-project.ts';

// Cells modelled on the public notebooks and the documentation of tslab, given to stock tslab and to Octavo. What is not
// the same is listed in differences.ts, with the reason, and nothing that is listed there is the same.

const listed = new Set(differences.flatMap(({ cases }) => cases));
const host: Host = { ...nodeHost, env: { ...process.env, JUPYTER_PATH: peers?.jupyterPath } };
const own = octavoKernelSpec();
const root = mkdtempSync(join(tmpdir(), 'octavo-corpus-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Each kernel has a project of its own, so that the files that a case writes meet one kernel alone. */
async function observeIn(folder: string, topic: (typeof topics)[number], spec: KernelSpec): Promise<Observations> {
  const project = join(root, folder, topic.title, 'project');
  mkdirSync(project, { recursive: true });
  makeSampleProject(project, join(peers?.tslab ?? '', '..', '@types'));
  return await observeTopic(topic, spec, project);
}

describe.skipIf(!peers).each(topics)('$title', (topic) => {
  let tslab: Observations;
  let octavo: Observations;
  beforeAll(async () => {
    [tslab, octavo] = await Promise.all([
      observeIn('tslab', topic, await findKernelSpec('tslab', host)),
      observeIn('octavo', topic, { ...own, env: { ...own.env, OCTAVO_TYPES: 'error' } }),
    ]);
  });

  test.each(topic.cases)('$name', ({ name, octavo: expected }) => {
    const [theirs, ours] = [tslab.get(name), octavo.get(name)];
    if (listed.has(name)) {
      expect(ours, 'what Octavo does').toEqual(expected);
      expect(ours, 'listed in differences.ts, but the same').not.toEqual(theirs);
    } else {
      expect(ours, 'not as in stock tslab, and not listed in differences.ts').toEqual(theirs);
      expect(expected, 'not listed in differences.ts').toBeUndefined();
    }
  });
});

test('every difference has cases, and every case is listed once', () => {
  const all = differences.flatMap(({ cases }) => cases);
  const names = topics.flatMap(({ cases }) => cases.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(all.filter((name, index) => all.indexOf(name) !== index || !names.includes(name))).toEqual([]);
  expect(differences.filter(({ cases }) => cases.length === 0)).toEqual([]);
});

test('docs/kernel.md shows the differences: node test/compat/tslab/difference-table.ts', () => {
  expect(pageWithTable(readPage())).toBe(readPage());
});
