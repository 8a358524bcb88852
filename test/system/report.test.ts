import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeCell, formatNotebook, markdownCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { failedRun } from '../run/report/report-notebook.ts';
import { workplace } from './run-workplace.ts';

// `octavo report`, as a person types it.

const place = workplace();
afterAll(place.remove);
const report = async (...args: string[]) => await place.octavo(['report', ...args]);
const page = (name: string) => readFileSync(join(place.folder, name), 'utf8');

beforeAll(async () => {
  place.write('in.ipynb', [
    markdownCell('# Weekly training'),
    codeCell('const epochs: number = 1;', { tags: ['parameters'] }),
    codeCell("console.log('epochs', epochs);"),
    codeCell("throw new Error('too good');"),
  ]);
  const run = await place.octavo(['run', 'in.ipynb', 'out.ipynb', '-p', 'epochs', '7', '--types', 'off']);
  expect(run.code).toBe(1);
  place.write('other.ipynb', formatNotebook(failedRun()));
});

test('octavo report writes a page beside the notebook, of a run that failed too, and renews its own page', async () => {
  expect(await report('out.ipynb')).toEqual({ code: 0, stdout: 'wrote out.html (status: failed)\n', stderr: '' });
  expect(page('out.html')).toContain('<h1>Weekly training</h1>');
  expect(page('out.html')).toContain('too good');
  const again = await report('out.ipynb', '--title', 'Second <try>', '--no-inputs', '--json');
  const { written, reports } = JSON.parse(again.stdout);
  expect([again.code, written, reports.length]).toEqual([0, true, 1]);
  expect(reports[0]).toMatchObject({
    notebook: 'out.ipynb',
    title: 'Second <try>',
    status: 'failed',
    html: 'out.html',
  });
  expect(reports[0].errors.map((error: JsonObject) => [error.name, error.line])).toEqual([['Error', 1]]);
  expect(page('out.html')).toContain('Second &lt;try&gt;');
  expect(page('out.html')).not.toContain('class="code"');
});

test('octavo report makes a page of each notebook, or the one that is named; --hide-inputs folds the code', async () => {
  expect((await report('out.ipynb', 'other.ipynb')).stdout).toBe(
    'wrote out.html (status: failed)\nwrote other.html (status: failed)\n',
  );
  expect((await report('out.ipynb', 'named.html', '--hide-inputs')).stdout).toBe('wrote named.html (status: failed)\n');
  expect(page('named.html')).not.toContain('<details class="input" open>');
  expect(page('out.html')).toContain('<details class="input" open>');
});

test("octavo report writes over nobody's work, and --dry-run writes nothing", async () => {
  writeFileSync(join(place.folder, 'mine.html'), '<h1>mine</h1>');
  place.write('mine.ipynb', formatNotebook(failedRun()));
  const before = place.list();
  const refused: [args: string[], code: number, message: RegExp][] = [
    [['mine.ipynb'], 1, /mine.html is there already and is no report of Octavo/],
    [['missing.ipynb'], 1, /missing.ipynb/],
    [['out.ipynb', 'other.ipynb', 'one.html'], 2, /2 notebooks cannot be written to one one.html/],
    [['out.ipynb', 'a.html', 'b.html'], 2, /One output too many/],
    [[], 2, /Which notebook\?/],
    [['in.ipynb', '--title', ''], 2, /--title needs a text/],
  ];
  for (const [args, code, message] of refused)
    expect([args, await report(...args)]).toMatchObject([args, { code, stderr: expect.stringMatching(message) }]);
  expect((await report('in.ipynb', '--dry-run', '--pdf')).stdout).toBe(
    'would write in.html (status: not run)\nwould write in.pdf (status: not run)\n',
  );
  expect([place.list(), page('mine.html')]).toEqual([before, '<h1>mine</h1>']);
  expect((await report('mine.ipynb', 'mine.html')).code).toBe(0); // named: they mean it
});

test('octavo report without a Chromium says what to set, and leaves no half PDF', async () => {
  const none = { CHROME_PATH: join(place.folder, 'no-chromium') };
  const { code, stderr } = await place.octavo(['report', 'out.ipynb', 'out.pdf'], none);
  expect([code, stderr]).toEqual([1, expect.stringContaining('CHROME_PATH')]);
  expect(place.exists('out.pdf')).toBe(false);
});
