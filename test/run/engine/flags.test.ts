import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { OptionSpec } from '../../../lib/cli/command.ts';
import { parseCommandLine } from '../../../lib/cli/parse.ts';
import { nodeHost } from '../../../lib/host/index.ts';
import { type Cell, codeCell, createNotebook } from '../../../lib/notebook/index.ts';
import type { JsonObject } from '../../../lib/notebook/json/index.ts';
import { fillPlaces } from '../../../lib/run/engine/fill-places.ts';
import { prepareRun } from '../../../lib/run/engine/prepare.ts';
import { createTranslators, type RunOptions } from '../../../lib/run/index.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-flags-')));
afterAll(() => rmSync(folder, { recursive: true }));
const host = { ...nodeHost, cwd: () => folder };

const declared = codeCell('const rate: number = 1;\nlet PAPERMILL_INPUT_PATH = "";', { tags: ['parameters'] });

/** The source of the injected cell, and what was said. */
async function prepare(cells: Cell[], options: RunOptions, metadata?: JsonObject) {
  const said: string[] = [];
  const all = { output: 'o-{id}.ipynb', ...options, translators: createTranslators() };
  const notebook = createNotebook({ cells, metadata });
  const run = await prepareRun(notebook, { ...all, warn: (text) => said.push(text) }, host);
  const injected = run.notebook.cells.find((cell) => cell.source.startsWith('// Parameters'));
  return { source: injected?.source, at: run.notebook.cells.indexOf(injected as Cell), said, output: run.output };
}

test('prepareRun() gives strict notebooks the paths that were asked for, and not what only a template uses', async () => {
  const words: [string, string][] = [['id', '7']];
  const injectPaths = { input: true, output: true };
  const { source, said, output } = await prepare([declared], { arguments: { words }, injectPaths });
  expect(output).toBe('o-7.ipynb');
  expect(source).toContain('const PAPERMILL_OUTPUT_PATH = "o-7.ipynb";\nlet PAPERMILL_INPUT_PATH: string = "');
  expect(source).not.toContain('id');
  expect(said).toEqual([expect.stringContaining('id names the notebook only')]);
  const untagged = await prepare([codeCell('1')], { arguments: { words }, injectPaths: { output: true } });
  expect([untagged.at, untagged.source]).toEqual([0, '// Parameters\nconst PAPERMILL_OUTPUT_PATH = "o-7.ipynb";\n']);
});

test('prepareRun() lets a given path win over the injected one', async () => {
  const words: [string, string][] = [
    ['PAPERMILL_INPUT_PATH', 'mine'],
    ['id', '1'],
  ];
  const { source } = await prepare([declared], { arguments: { words }, injectPaths: { input: true } });
  expect(source).toBe('// Parameters\nlet PAPERMILL_INPUT_PATH: string = "mine";\n');
});

test("prepareRun() by papermill's rules passes what it is given", async () => {
  const words: [string, string][] = [
    ['id', '7'],
    ['rate', 'fast'],
  ];
  const { source, said } = await prepare([declared], { arguments: { words }, rules: 'papermill' });
  expect(source).toBe('// Parameters\nconst id = 7;\nconst rate = "fast";\n');
  expect(said).toEqual(['Passed unknown parameter: id']);
  await expect(prepare([declared], { arguments: { words } })).rejects.toMatchObject({ code: 'run-parameter-type' });
});

test('prepareRun() takes the language asked for where the notebook names none, and no kernel to prepare only', async () => {
  const given = { output: 'out.ipynb', parameters: { a: 1 }, prepareOnly: true };
  const nameless = await prepare([declared], { ...given, language: 'typescript', rules: 'papermill' }, {});
  expect(nameless.source).toContain('const a = 1;');
  await expect(prepare([declared], given, {})).rejects.toMatchObject({ code: 'run-no-translator' });
  const unknown = { kernelspec: { name: 'nosuch', language: 'typescript', display_name: '' } };
  expect((await prepare([declared], { ...given, rules: 'papermill' }, unknown)).source).toContain('const a = 1;');
  const lisp = { kernelspec: { ...unknown.kernelspec, language: 'lisp' } };
  expect((await prepare([declared], { ...given, parameters: {} }, lisp)).output).toBe('out.ipynb');
  await expect(prepare([declared], { output: 'out.ipynb' }, lisp)).rejects.toMatchObject({ code: 'kernel-unknown' });
});

test('fillPlaces() reads words as papermill does and fills both paths with one uuid', () => {
  const words: [string, string][] = [
    ['lr', '1.0'],
    ['on', 'true'],
    ['big', '12345678901234567890'],
  ];
  const output = '{pm[run_uuid]}-{lr}-{on}-{big}.ipynb';
  const filled = fillPlaces('{pm[run_uuid]}.ipynb', { output, arguments: { words } }, host);
  expect(filled.output).toBe(`${filled.runUuid}-1.0-true-12345678901234567890.ipynb`);
  expect(filled.place).toBe(`${filled.runUuid}.ipynb`);
  expect(fillPlaces('a.ipynb', { output: null }, host)).toMatchObject({ place: 'a.ipynb', output: null });
});

test('parseCommandLine() takes the spellings of click: joined pairs, synonyms, opposites', () => {
  const options: Record<string, OptionSpec> = {
    parameters: { type: 'pair', short: 'p', help: '' },
    'start-timeout': { type: 'string', synonyms: ['start_timeout'], help: '' },
    'prepare-only': { type: 'boolean', opposite: 'prepare-execute', help: '' },
  };
  const read = (...args: string[]) => parseCommandLine(args, options, 'usage');
  expect(read('-plr', '1', '--parameters=a', '-2', '-p', 'b', 'c=d', 'in').values.parameters).toEqual([
    ['lr', '1'],
    ['a', '-2'],
    ['b', 'c=d'],
  ]);
  expect(read('--start_timeout', '5', '--start_timeout=6').values['start-timeout']).toBe('6');
  expect(read('--prepare-only', '--prepare-execute').values['prepare-only']).toBe(false);
  expect(read('--prepare-execute', '--prepare-only').values['prepare-only']).toBe(true);
  expect(read('--', '--prepare-execute').positionals).toEqual(['--prepare-execute']);
  expect(read('-p', 'a', '--prepare-execute').values).toEqual({ parameters: [['a', '--prepare-execute']] });
  expect(() => read('-plr')).toThrow('takes a name and a value');
});
