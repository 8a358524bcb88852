import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Cell,
  cellTags,
  codeCell,
  createNotebook,
  formatNotebook,
  markdownCell,
  type Notebook,
  type Output,
  parseNotebook,
} from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { inspectNotebook, type RunOptions, type RunResult, runNotebook } from '../../lib/run/index.ts';

// What papermill's own test notebooks are about, in TypeScript: `throw` for `raise`, `process.exit` for `sys.exit`. The
// Python notebooks are compared with papermill itself in test/compat/papermill.

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-twins-')));
afterAll(() => rmSync(folder, { recursive: true }));

const parameters = (source: string) => codeCell(source, { tags: ['parameters'] });
const never = codeCell('"never"');
const marker = { tags: ['papermill-error-cell-tag'] };

/** Runs cells without checking their types, and writes nothing, unless the options say otherwise. */
async function run(cells: Cell[] | Notebook, options: RunOptions = {}): Promise<RunResult> {
  const notebook = Array.isArray(cells) ? createNotebook({ cells }) : cells;
  return await runNotebook(notebook, { output: null, types: 'off', cwd: folder, warn: () => undefined, ...options });
}

const papermillOf = (cell: Cell | Notebook) => cell.metadata.papermill as JsonObject;
const statuses = ({ notebook }: RunResult) =>
  notebook.cells.filter(({ kind }) => kind === 'code').map((cell) => papermillOf(cell).status);
const markers = ({ notebook }: RunResult) =>
  notebook.cells.flatMap((cell, index) => (cellTags(cell).includes('papermill-error-cell-tag') ? [index] : []));
const texts = ({ notebook }: RunResult) =>
  notebook.cells.flatMap((cell) => cell.outputs.map((output) => [(output as JsonObject).text ?? ''].flat().join('')));

describe('parameters', () => {
  const simple = [parameters('const msg: string | null = null;'), codeCell('console.log(msg);'), markdownCell('')];

  test.each(['Hello', `"'\\ \\n \\\\ {x} \${y} \`z\``])(
    '%s is injected behind the parameters cell and printed',
    async (msg) => {
      const result = await run(simple, { parameters: { msg } });
      expect(result).toMatchObject({ status: 'completed', exitCode: 0, parameters: { msg } });
      expect(result.notebook.cells.map(cellTags)).toEqual([['parameters'], ['injected-parameters'], [], []]);
      expect(texts(result)).toEqual([`${msg}\n`]);
      expect(papermillOf(result.notebook)).toMatchObject({ exception: null, parameters: { msg }, version: '2.7.0' });
    },
  );

  test("without a parameters cell they are refused; by papermill's rules they come first, and the defaults win", async () => {
    const cells = [codeCell('let msg: string | null = null;'), codeCell('console.log(msg);')];
    const given = { parameters: { msg: 'hi' } };
    await expect(run(cells, given)).rejects.toMatchObject({ code: 'run-no-parameters-cell' });
    const warnings: string[] = [];
    const result = await run(cells, { ...given, rules: 'papermill', warn: (text) => warnings.push(text) });
    expect(warnings).toContain("Input notebook does not contain a cell with tag 'parameters'");
    expect(result.notebook.cells.map(cellTags)).toEqual([['injected-parameters'], [], []]);
    expect(texts(result)).toEqual(['null\n']);
  });

  test('a YAML and a JSON file are read', async () => {
    const cells = [
      parameters("let size = 1;\nlet nested = { k1: '', k2: [0] };\nlet day = '';"),
      codeCell('console.log(size, nested.k2, day);'),
    ];
    const files = [
      { path: 'p.yaml', text: 'size: 12345\nday: 2019-01-01\n' },
      { path: 'p.json', text: '{"nested": {"k1": "v1", "k2": [2, 3]}}' },
    ];
    expect(texts(await run(cells, { arguments: { files } }))).toEqual(['12345 [ 2, 3 ] 2019-01-01\n']);
  });

  test('they are found with types, defaults and help; in a language that cannot be read there are none', async () => {
    const cell = parameters(
      'const msg = null;\nlet rate: number = 2.25; // The rate\nlet names: string[] = [\n  "Ada",\n];\nlet same = rate === 3;',
    );
    const found = await inspectNotebook(createNotebook({ cells: [cell] }));
    expect(found.map(({ name, typeText, help }) => [name, typeText, help]).slice(1, 3)).toEqual([
      ['rate', 'number', 'The rate'],
      ['names', 'string[]', ''],
    ]);
    const metadata = { kernelspec: { display_name: 'Rust', language: 'rust', name: 'evcxr' } };
    expect(await inspectNotebook(createNotebook({ cells: [parameters('let a = 1;')], metadata }))).toEqual([]);
  });

  test('what an old run left is replaced', async () => {
    const old = { papermill: { version: '0.16.0', parameters: { foo: 1 }, output_path: 'old.ipynb' } };
    const cells = [
      { ...parameters('const foo = 1;'), metadata: { tags: ['parameters'], papermill: { status: 'failed' } } },
    ];
    const result = await run(createNotebook({ cells, metadata: { ...createNotebook({ cells }).metadata, ...old } }), {
      parameters: { foo: 2 },
    });
    expect(papermillOf(result.notebook)).toMatchObject({ parameters: { foo: 2 }, output_path: null });
    expect(statuses(result)).toEqual(['completed', 'completed']);
  });
});

describe('errors', () => {
  test('old markers go, two new ones come; the cell is named by its number', async () => {
    const cells = [
      { ...markdownCell('<span>old</span>'), metadata: marker },
      markdownCell('words'),
      { ...markdownCell('<span>old</span>'), metadata: marker },
      codeCell('console.log("fine");'),
      markdownCell('more'),
      codeCell('throw new Error("no");'),
      never,
    ];
    const result = await run(cells);
    expect(result).toMatchObject({ status: 'failed', exitCode: 1, error: { ename: 'Error', evalue: 'no' } });
    expect([markers(result), statuses(result)]).toEqual([
      [0, 4],
      ['completed', 'failed', 'pending'],
    ]);
    expect(result.notebook.cells[0]?.source).toContain('In [2]');
    expect(papermillOf(result.notebook).exception).toBe(true);
  });

  test('what was displayed before the error stays', async () => {
    const shown = 'display.html("<b>seen</b>");\nconsole.log("and this");\nthrow new RangeError("then this");';
    const result = await run([codeCell(`const { display } = await import('octavo/kernel');\n${shown}`), never]);
    const outputs = result.notebook.cells.flatMap((cell) => cell.outputs);
    expect(outputs.map((output) => output.output_type)).toEqual(['display_data', 'stream', 'error']);
    expect(result.exitCode).toBe(1);
  });

  test.each(['const = 1;', '%no-such-magic'])('%s stops the run, with an error output', async (source) => {
    const result = await run([codeCell(source), never]);
    expect([result.exitCode, statuses(result), markers(result).length]).toEqual([1, ['failed', 'pending'], 2]);
    expect(result.notebook.cells.flatMap((cell) => cell.outputs)).toMatchObject([{ output_type: 'error' }]);
  });

  test.each([
    ['process.exit();', 0],
    ['process.exit(0);', 0],
    ['process.exit(1);', 1],
    ['process.exit(3);', 3],
  ])('%s ends the run with %i', async (source, code) => {
    const result = await run([codeCell(source), never]);
    expect(result).toMatchObject({ status: 'exited', exitCode: code });
    expect(statuses(result)).toEqual([code === 0 ? 'completed' : 'failed', 'pending']);
    expect(papermillOf(result.notebook).exception).toBe(code === 0 ? null : true);
    expect(markers(result)).toHaveLength(code === 0 ? 0 : 2);
  });
});

describe('files and forms', () => {
  test('prepared only: kept errors are no new ones, and nothing runs', async () => {
    const error: Output = { output_type: 'error', ename: 'KeyboardInterrupt', evalue: '', traceback: [] };
    const cell = { ...codeCell('throw new Error("ran");'), outputs: [error], executionCount: 1 };
    const result = await run([{ ...markdownCell('old'), metadata: marker }, cell], { prepareOnly: true });
    expect(result).toMatchObject({ exitCode: 0, notebook: { cells: [{ outputs: [error], executionCount: 1 }] } });
  });

  test('report mode hides the source of code cells, the injected one too', async () => {
    const result = await run([parameters('const a = 1;'), markdownCell('text'), codeCell('a')], {
      reportMode: true,
      parameters: { a: 5 },
    });
    const hidden = result.notebook.cells.map(
      ({ metadata }) => (metadata.jupyter as JsonObject | undefined)?.source_hidden,
    );
    expect(hidden).toEqual([true, true, undefined, true]);
  });

  test('a notebook of version 4.4 gets ids', async () => {
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: '1' };
    const metadata = { kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' } };
    const old = JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 4 });
    const { exitCode, notebook } = await run(parseNotebook(old));
    expect(exitCode).toBe(0);
    expect(JSON.parse(formatNotebook(notebook))).toMatchObject({
      nbformat_minor: 5,
      cells: [{ id: expect.stringMatching(/^[\w-]{4,}$/) }],
    });
  });

  test('a notebook without kernelspec runs when it is TypeScript, or a kernel is asked for', async () => {
    const cells = [codeCell('console.log("ran");')];
    const language = createNotebook({ cells, metadata: { language_info: { name: 'typescript' } } });
    expect(texts(await run(language))).toEqual(['ran\n']);
    const nothing = createNotebook({ cells, metadata: {} });
    await expect(run(nothing)).rejects.toMatchObject({ code: 'run-no-kernel' });
    expect(texts(await run(nothing, { kernel: 'octavo' }))).toEqual(['ran\n']);
  });

  test('the kernel is in the folder that was asked for, and nowhere else', async () => {
    mkdirSync(join(folder, 'inside'));
    writeFileSync(join(folder, 'inside', 'check.txt'), 'found');
    const cells = [
      codeCell("const { readFileSync } = await import('node:fs');\nconsole.log(readFileSync('check.txt', 'utf8'));"),
    ];
    expect(texts(await run(cells, { cwd: join(folder, 'inside') }))).toEqual(['found\n']);
    expect(await run(cells)).toMatchObject({ exitCode: 1, error: { evalue: expect.stringContaining('ENOENT') } });
  });

  test('the output has what a cell printed while it still runs', async () => {
    const output = join(folder, 'out.ipynb');
    const wait = "while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 20));";
    const cell = codeCell(`const { existsSync } = await import('node:fs');\nconsole.log('so far');\n${wait}`);
    const running = run([cell], { output, autosaveCellEveryMs: 50 });
    let text = '';
    while (!text.includes('so far\\n')) {
      await sleep(20);
      try {
        text = readFileSync(output, 'utf8');
      } catch {}
    }
    expect(JSON.parse(text)).toMatchObject({ cells: [{ metadata: { papermill: { status: 'running' } } }] });
    writeFileSync(join(folder, 'go'), '');
    expect((await running).exitCode).toBe(0);
  });

  test('logs and figures are outputs of their cells', async () => {
    const image = "import { display } from 'octavo/kernel';\ndisplay.png(Buffer.from('iVBORw0KGgo=', 'base64'));";
    const result = await run([
      codeCell('console.error("a log");\nconsole.log("a print");'),
      codeCell(image),
      codeCell(''),
    ]);
    const [streams, figures] = result.notebook.cells.map((cell) => cell.outputs);
    expect(streams).toMatchObject([{ name: 'stderr' }, { name: 'stdout' }]);
    expect(figures).toMatchObject([{ output_type: 'display_data', data: { 'image/png': expect.any(String) } }]);
  });
});
