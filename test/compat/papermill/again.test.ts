import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { peers } from '../peers.ts';
import { judge } from './compare.ts';
import { showDifference } from './differences.ts';
import { fixture, removeFolders, runBoth } from './side-by-side.ts';

// What one of the two has written is run again by both: with parameters, without, after it failed, after it was only prepared.

interface First {
  notebook: string;
  args?: string[];
  again: { name: string; args: string[] }[];
}

const without = { name: 'without parameters', args: [] };
const firsts: Record<string, First> = {
  'a run with parameters': {
    notebook: 'simple',
    args: ['-p', 'msg', 'one', '-p', 'lr', '2'],
    again: [without, { name: 'with another parameter', args: ['-p', 'lr', '9'] }],
  },
  'a run that failed': { notebook: 'error-in-the-middle', again: [without] },
  'a run without parameters cell': {
    notebook: 'no-parameters-cell',
    args: ['-p', 'msg', 'a'],
    again: [{ name: 'with another parameter', args: ['-p', 'msg', 'b'] }],
  },
  'a notebook that was only prepared': {
    notebook: 'report',
    args: ['--prepare-only', '--report-mode', '-p', 'a', '4'],
    again: [without],
  },
  'a run whose kernel died': { notebook: 'dies-by-exit', again: [{ name: 'prepared only', args: ['--prepare-only'] }] },
};

describe.skipIf(!peers)('what papermill or Octavo has written is run again by both', () => {
  const written: string[] = [];
  afterAll(removeFolders);

  for (const [title, first] of Object.entries(firsts)) {
    test(title, async () => {
      const files = { 'in.ipynb': fixture(first.notebook) };
      const earlier = await runBoth(`first-${title}`, files, ['in.ipynb', 'out.ipynb', ...(first.args ?? [])]);
      for (const side of ['papermill', 'octavo'] as const) {
        for (const { name, args } of first.again) {
          const given = { 'in.ipynb': JSON.stringify(earlier[side].notebook) };
          const sides = await runBoth(`${title}-${side}-${name}`, given, ['in.ipynb', 'out.ipynb', ...args]);
          const about = `${side} wrote it, ${name}: ${sides.octavo.stderr}`;
          expect(judge(sides, []).undeclared.map(showDifference), about).toEqual([]);
          written.push(join(sides.octavo.folder, 'out.ipynb'), join(sides.papermill.folder, 'out.ipynb'));
        }
      }
    });
  }

  test('all of them are valid notebooks', () => {
    expect(written.length).toBeGreaterThan(10);
    const program =
      'import nbformat, sys\nfor path in sys.argv[1:]: nbformat.validate(nbformat.read(path, as_version=4))';
    execFileSync(peers?.python as string, ['-W', 'error', '-c', program, ...written]);
  });
});
