import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../../lib/kernel/index.ts';
import { tableRows } from '../../kernel/shown.ts';
import { runCell } from '../../system/kernel/collect.ts';
import { peers } from '../peers.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '.venv-peers', 'displays');

/** Installs what the lock beside this file names, unless that is there already. */
function installLibraries(): void {
  const lock = readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'stamp.json'); // written last
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(import.meta.dirname, name), join(folder, name));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ci failed:\n${stderr}`);
  writeFileSync(stamp, lock);
}

/** Values of libraries that the kernel knows by their structure, or that show themselves by Deno's convention. */
describe.skipIf(!peers)('values of other libraries', () => {
  let session: Session;
  beforeAll(async () => {
    installLibraries();
    session = await startSession(octavoKernelSpec(), { cwd: folder });
    await runCell(session, "import pl from 'nodejs-polars'; import { tableFromArrays } from 'apache-arrow';");
  });
  afterAll(() => session.stop());

  const resultOf = async (code: string) => {
    const { messages, reply } = await runCell(session, code);
    expect(reply.status, reply.evalue).toBe('ok');
    const { data = {} } = messages.find(({ type }) => type === 'execute_result')?.content ?? {};
    const bundle = data as Record<string, string>;
    return { bundle, text: bundle['text/plain'], page: new JSDOM(bundle['text/html'] ?? '').window.document };
  };

  test('a DataFrame of Polars is a table with types and a count', async () => {
    const { page, text } = await resultOf("pl.DataFrame({ a: [1, 2.5, null], b: ['x', '<b>y</b>', null] })");
    expect(tableRows(page)).toEqual([
      ['', 'a: Float64', 'b: String'],
      ['0', '1.0', 'x'],
      ['1', '2.5', '&lt;b&gt;y&lt;/b&gt;'],
      ['2', 'null', 'null'],
    ]);
    expect(page.querySelector('p')?.textContent).toBe('DataFrame, 3 rows × 2 columns');
    expect(text).toMatch(/^shape: \(3, 2\)\n┌.*\n3 rows × 2 columns$/s);
  });

  test('a long one shows its ends, and none of it is asked for the rest', async () => {
    const { page, bundle } = await resultOf(
      "pl.DataFrame({ n: Array.from({ length: 1_000_000 }, (_, n) => n), s: Array.from({ length: 1_000_000 }, (_, n) => 'r' + n) })",
    );
    expect(tableRows(page).slice(-2)).toEqual([
      ['999998', '999998', 'r999998'],
      ['999999', '999999', 'r999999'],
    ]);
    expect(page.querySelector('p')?.textContent).toBe('DataFrame, 1,000,000 rows × 2 columns');
    expect(Object.keys(bundle).sort()).toEqual(['text/html', 'text/plain']);
  });

  test('a Series, dates and structures of Polars', async () => {
    const series = await resultOf("pl.Series('heights', [1.5, 2])");
    expect(tableRows(series.page)).toEqual([
      ['', 'heights: Float64'],
      ['0', '1.5'],
      ['1', '2.0'],
    ]);
    const { page } = await resultOf('pl.DataFrame({ d: [new Date(0)], l: [[1, 2]], s: [{ x: 1 }] })');
    expect(tableRows(page)[0]).toEqual(['', 'd: Datetime', 'l: List', 's: Struct']);
    expect(tableRows(page)[1]?.[1]).toBe('1970-01-01');
  });

  test('a Table of Arrow', async () => {
    const { page, text } = await resultOf("tableFromArrays({ id: Int32Array.of(1, 2), name: ['a', null] })");
    expect(tableRows(page)).toEqual([
      ['', 'id: Int32', 'name: Dictionary&lt;Int32, Utf8&gt;'],
      ['0', '1', 'a'],
      ['1', '2', 'null'],
    ]);
    expect(text).toContain('Table, 2 rows × 2 columns');
  });

  test('what Observable Plot draws is an image; a figure of it is HTML', async () => {
    const plot = (options: string) => `import * as Plot from '@observablehq/plot'; import { JSDOM } from 'jsdom';
      Plot.plot({ document: new JSDOM('').window.document, ${options} marks: [Plot.dot([[1, 2], [3, 4]])] })`;
    expect((await resultOf(plot(''))).bundle['image/svg+xml']).toMatch(/^<svg xmlns="[^"]+" class="plot/);
    const { page } = await resultOf(plot("title: 'A title',"));
    expect([page.querySelector('h2')?.textContent, page.querySelectorAll('circle').length]).toEqual(['A title', 2]);
  });
});
