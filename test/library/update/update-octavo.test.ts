import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProject } from '../../../lib/host/index.ts';
import { parseModule } from '../../../lib/library/blocks.ts';
import { planExportOf } from '../../../lib/library/export-plan.ts';
import { readState } from '../../../lib/library/state.ts';
import { planUpdateOf } from '../../../lib/library/update/plan-update.ts';
import { compareNotebooks } from '../../../lib/notebook/diff/index.ts';
import { parseNotebook } from '../../../lib/notebook/index.ts';

const home = join(import.meta.dirname, '../../..');

test('an edit in every block of two doors of Octavo comes back to its cell, and to no other', async () => {
  const state = await readState(findProject(home));
  expect(planExportOf(state).changes).toEqual([]);
  const edited: string[] = [];
  for (const [file, text] of state.library) {
    const blocks = /^lib\/(notebook|learn)\/(?!index)/.test(file) ? (parseModule(text)?.blocks ?? []) : [];
    const lines = text.split('\n');
    for (const { notebook, id, line, text } of blocks.toReversed()) {
      if (text.startsWith('/**') && text.endsWith('@module\n */')) continue; // made of several cells
      lines.splice(line, 0, '// edited');
      edited.push(`${notebook}#${id}`);
    }
    state.library.set(file, lines.join('\n'));
  }
  const plan = planUpdateOf(state);
  expect([plan.problems.map((one) => one.message), plan.refused.map((one) => one.problem.message)]).toEqual([[], []]);
  expect(plan.updates.map(({ notebook, cell }) => `${notebook}#${cell}`).sort()).toEqual(edited.sort());
  const changed = plan.notebooks.flatMap(({ path, text }) => {
    const before = state.notebooks.get(path)?.notebook;
    const changes = before && compareNotebooks(before, parseNotebook(text));
    expect({ ...changes, edited: [] }).toEqual({ edited: [], added: [], removed: [], moved: [], metadata: false });
    return changes?.edited.map((id) => `${path}#${id}`) ?? [];
  });
  expect(changed.sort()).toEqual(edited);
  expect(edited.length).toBeGreaterThan(100);
}, 60_000);
