import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { moduleName, notebookPair } from '../../bench/library/cells.ts';
import { exportedByOctavo, makeProjects } from '../../bench/library/projects.ts';
import { parseDirectives, parseNotebook } from '../../lib/notebook/index.ts';
import { runCommand } from '../run-command.ts';

let scratch = '';

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test('notebookPair() makes the same cells in both languages, of about the same size', () => {
  const pair = notebookPair({ index: 4, functions: 9, hasRun: true });
  const [typescript, python] = [pair.typescript, pair.python].map((text) => parseNotebook(text).cells);
  expect(typescript?.length).toBe(30);
  const shape = (cells: typeof typescript) =>
    cells?.map((cell) => [cell.kind, parseDirectives(cell).map(({ name }) => name)]);
  expect(shape(typescript)).toEqual(shape(python));
  expect(pair.typescript.length / pair.python.length).toBeGreaterThan(0.85);
  expect(pair.typescript.length / pair.python.length).toBeLessThan(1.15);
});

test('makeProjects() writes notebooks that Octavo exports as many as there are', async () => {
  scratch = mkdtempSync(join(tmpdir(), 'octavo-test-'));
  const pair = makeProjects(scratch, { notebooks: 3, functions: 2, hasRun: false });
  expect((await runCommand(['export', pair.octavo])).code).toBe(0);
  expect(exportedByOctavo(pair)).toBe('3 modules with 6 public names');
  const text = readFileSync(join(pair.octavo, 'lib', `${moduleName(2)}.ts`), 'utf8');
  expect(text).toContain("import { step_1_0 as earlier } from './part_001.ts';");
});
