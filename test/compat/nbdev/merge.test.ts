import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook, type Output, parseNotebook } from '../../../lib/notebook/index.ts';
import { mergeNotebooks, mergeNotebookTexts, resolveConflicts } from '../../../lib/notebook/merge/index.ts';
import { threeVersions } from '../../notebook/random-versions.ts';
import fc from '../../property.ts';
import { peers } from '../peers.ts';

/** What nbformat says of notebooks (a JSON list of texts): for each `None`, or what is wrong. */
const validate = `
import json, sys, warnings, nbformat
warnings.simplefilter("error")
def problem(text):
    try:
        nbformat.validate(nbformat.reads(text, as_version=4))
    except Exception as error:
        return str(error)
print(json.dumps([problem(text) for text in json.load(sys.stdin)]))
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'octavo-nbdev-merge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(texts: string[]): (string | null)[] {
  const { python } = peers as { python: string };
  const options = { input: JSON.stringify(texts), encoding: 'utf8' as const, maxBuffer: 1e8 };
  return JSON.parse(execFileSync(python, ['-c', validate], options));
}

/** A notebook of two cells, the second one with this source and this output. */
function version(source: string, printed: string): string {
  const outputs: Output[] = [{ output_type: 'stream', name: 'stdout', text: printed }];
  const cells = [
    codeCell('import numpy', { id: 'first' }),
    { ...codeCell(source, { id: 'second' }), outputs, executionCount: 1 },
  ];
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return formatNotebook(createNotebook({ cells, metadata: { kernelspec } }));
}

/** Merges with nbdev's driver; what stands in ours then. */
function nbdevMerge(base: string, ours: string, theirs: string): { status: number | null; text: string } {
  const paths = Object.entries({ base, ours, theirs }).map(([name, text]) => {
    writeFileSync(join(folder, `${name}.ipynb`), text);
    return join(folder, `${name}.ipynb`);
  });
  const { status } = spawnSync(join((peers as { bin: string }).bin, 'nbdev-merge'), [...paths, 'n.ipynb'], {
    cwd: folder,
  });
  return { status, text: readFileSync(join(folder, 'ours.ipynb'), 'utf8') };
}

function idsOf(text: string): (string | undefined)[] {
  return JSON.parse(text).cells.map(({ id }: { id?: string }) => id);
}

describe.skipIf(!peers)("mergeNotebooks() beside Python's nbformat and nbdev", () => {
  test('nbformat finds nothing wrong in merged and in resolved notebooks', () => {
    const merges = fc.sample(threeVersions, 200).map(([base, ours, theirs]) => mergeNotebooks(base, ours, theirs));
    const texts = merges
      .flatMap(({ notebook }) => [notebook, resolveConflicts(notebook, { others: 'both' }).notebook])
      .map(formatNotebook);
    expect(problemsOf(texts).filter((problem) => problem !== null)).toEqual([]);
    expect(merges.filter(({ conflicts }) => conflicts.length > 0).length).toBeGreaterThan(10);
  });

  test('both branches edited one cell: nbdev leaves one id twice, Octavo a valid notebook', () => {
    const versions = [version('lr = 0.1', '1'), version('lr = 0.2', '2'), version('lr = 0.3', '3')] as const;
    const nbdev = nbdevMerge(...versions);
    expect(nbdev.status).toBe(1);
    expect(idsOf(nbdev.text).filter((id) => id === 'second')).toHaveLength(2);
    expect(problemsOf([nbdev.text])).not.toEqual([null]);
    const merge = mergeNotebookTexts(...versions);
    expect(merge.conflicts.map(({ cell }) => cell)).toEqual(['second']);
    expect(new Set(idsOf(merge.text)).size).toBe(6);
    expect(problemsOf([merge.text])).toEqual([null]);
  });

  test('octavo resolve also settles what nbdev left', () => {
    const { text } = nbdevMerge(version('lr = 0.1', '1'), version('lr = 0.2', '2'), version('lr = 0.3', '3'));
    const { notebook, settled } = resolveConflicts(parseNotebook(text), { others: 'theirs' });
    expect(settled).toHaveLength(1);
    expect(notebook.cells.map(({ id, source }) => [id, source])).toEqual([
      ['first', 'import numpy'],
      ['second', 'lr = 0.3'],
    ]);
    expect(problemsOf([formatNotebook(notebook)])).toEqual([null]);
  });

  test('both branches ran a cell again: merged by both', () => {
    const versions = [version('lr = 0.1', '1'), version('lr = 0.1', '2'), version('lr = 0.1', '3')] as const;
    expect(nbdevMerge(...versions).status).toBe(0);
    expect(mergeNotebookTexts(...versions)).toMatchObject({ conflicts: [], text: versions[1] });
  });

  test('one branch moved a cell that the other one edited, and both added a cell below: a conflict for nbdev, none for Octavo', () => {
    const [first, second] = [codeCell('import numpy', { id: 'first' }), codeCell('lr = 0.1', { id: 'second' })];
    const [base, ours, theirs] = [
      [first, second],
      [second, first, codeCell('ours', { id: 'ours' })],
      [first, { ...second, source: 'lr = 0.3' }, codeCell('theirs', { id: 'theirs' })],
    ].map((cells) => formatNotebook(createNotebook({ cells }))) as [string, string, string];
    expect(nbdevMerge(base, ours, theirs).status).toBe(1);
    const merge = mergeNotebookTexts(base, ours, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(parseNotebook(merge.text).cells.map(({ source }) => source)).toEqual([
      'lr = 0.3',
      'theirs',
      'import numpy',
      'ours',
    ]);
  });
});
