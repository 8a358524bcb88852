import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook, markdownCell, parseNotebook } from '../../lib/notebook/index.ts';
import { createRandom, randomText } from '../notebook/random-notebook.ts';
import { peers } from './peers.ts';

/** Reads, validates and writes notebooks (a JSON list of texts) as Jupyter does, and prints them as a JSON list. */
const script = `
import json, sys, nbformat
def again(text):
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\\n"
print(json.dumps([again(text) for text in json.load(sys.stdin)]))
`;

function throughPython(texts: string[]): string[] {
  const input = JSON.stringify(texts);
  return JSON.parse(execFileSync((peers as { python: string }).python, ['-c', script], { input, encoding: 'utf8' }));
}

describe.skipIf(!peers)("formatNotebook() beside Python's nbformat", () => {
  test('a new notebook is valid, and Python writes it with the same bytes', () => {
    const texts = Array.from({ length: 200 }, (_, seed) => {
      const random = createRandom(seed);
      const cell = codeCell(randomText(random), {
        id: 'a',
        tags: ['parameters'],
        metadata: { lr: 1e-5, é: [0.5, {}, []] },
      });
      const outputs = [
        { output_type: 'stream' as const, name: 'stdout' as const, text: randomText(random) },
        {
          output_type: 'execute_result' as const,
          execution_count: 1,
          data: {
            'text/html': randomText(random),
            'image/svg+xml': '<svg>\n</svg>',
            'image/png': 'aGk=\n',
            'application/json': { b: 'x\ny', a: 2.5e-7 },
          },
          metadata: {},
        },
        { output_type: 'error' as const, ename: 'E', evalue: 'x\ny', traceback: ['a\nb', 'c'] },
      ];
      const attachments = { 'a.png': { 'image/png': 'aGk=' } };
      const cells = [
        { ...cell, outputs, executionCount: 1 },
        { ...markdownCell(randomText(random), { id: 'b' }), attachments },
      ];
      return formatNotebook(createNotebook({ cells }));
    });
    expect(throughPython(texts)).toEqual(texts);
  });

  test('a cell that Octavo edits in a notebook of Python is as Python would write it', () => {
    const folder = join(import.meta.dirname, '..', 'notebook', 'fixtures');
    const texts = readdirSync(folder)
      .filter((name) => name.startsWith('nbformat'))
      .map((name) => {
        const notebook = parseNotebook(readFileSync(join(folder, name), 'utf8'));
        const cells = notebook.cells.map((cell) => ({
          ...cell,
          source: `${cell.source}\nmore \u2028 é`,
          metadata: { ...cell.metadata, new: 1 },
        }));
        return formatNotebook({ ...notebook, cells: [...cells, codeCell('new', { id: 'new' })] });
      });
    expect(throughPython(texts)).toEqual(texts);
  });
});
