import { expect, test } from 'vitest';
import { codeCell, createNotebook, markdownCell, type Notebook, type Output } from '../../../lib/notebook/index.ts';
import { ansiHtml } from '../../../lib/run/report/ansi.ts';
import { highlightedLines } from '../../../lib/run/report/highlight.ts';
import { renderMarkdown } from '../../../lib/run/report/markdown.ts';
import { reportPage } from '../../../lib/run/report/report-page.ts';
import { sanitise } from '../../../lib/run/report/sanitise.ts';
import { attackNotebook, attacks } from './report-attacks.ts';
import { failedRun } from './report-notebook.ts';

const withOutput = (...outputs: Output[]): Notebook =>
  createNotebook({ cells: [{ ...codeCell('x', { id: 'a1' }), executionCount: 1, outputs }], path: 'out.ipynb' });

test('reportPage() tells the status, the parameters with their defaults, what was glued and where the error is', () => {
  const { html, title, status, errors } = reportPage(failedRun(), { path: 'out.ipynb' });
  expect({ title, status }).toEqual({ title: 'Training report', status: 'failed' });
  expect(errors).toEqual([{ cell: 'aa000008', label: '[5]', name: 'TypeError', message: 'too good: 0.97', line: 4 }]);
  const href = /<a href="#(cell-\d+-line-4)"><strong>TypeError/.exec(html)?.[1];
  expect(html).toContain(`<mark id="${href}"`);
  expect(html).toMatch(/<code>epochs<\/code><\/th><td class="value"><code>7<\/code><\/td><td><code>5<\/code>/);
  expect(html).toMatch(/<code>optimizer<\/code><\/th><td class="value"><code>&#39;adam&#39;<\/code><\/td><td><\/td>/);
  expect(html).toMatch(/<code>accuracy<\/code><\/th><td><code>0.97<\/code>/);
  expect(html).toContain('<a href="out.ab12.stdout.txt">');
  expect(html.match(/Training report/g)).toHaveLength(2); // the title of the window and of the page
  expect(html).toContain('not run</span>');
});

test('reportPage() folds and leaves out what it is told to, and what a cell says of itself', () => {
  expect(reportPage(failedRun(), { inputs: 'left out' }).html).not.toContain('class="code"');
  expect(reportPage(failedRun(), { inputs: 'folded' }).html).not.toContain('<details class="input" open>');
  const tagged = (tag: string) => createNotebook({ cells: [codeCell('secretCode()', { tags: [tag] })] });
  expect(reportPage(tagged('hide-input')).html).toContain('<details class="input"><summary>');
  expect(reportPage(tagged('remove-input')).html).not.toContain('secretCode');
});

test('reportPage() knows the notebooks of papermill, those of an editor and those that never ran', () => {
  const word = (papermill: object | undefined, count: number | null, octavo?: object) =>
    reportPage({
      ...createNotebook({ cells: [{ ...codeCell('x'), executionCount: count }] }),
      metadata: { ...(papermill && { papermill }), ...(octavo && { octavo }) } as Notebook['metadata'],
    }).status;
  const [start_time, end_time] = ['2026-11-21T10:00:00', '2026-11-21T10:00:01'];
  expect(word(undefined, null)).toBe('not run');
  expect(word(undefined, 1)).toBe('run by hand');
  expect(word({ start_time, end_time, exception: null }, 1)).toBe('completed');
  expect(word({ start_time, end_time, exception: true }, 1)).toBe('failed');
  expect(word({ start_time, end_time: null, exception: null }, 1)).toBe('unfinished');
  expect(word({ start_time }, 1, { status: 'timed-out' })).toBe('timed-out');
});

test('reportPage() tells one error of a cell that took too long, and says at each cell how it ended', () => {
  const error = (ename: string): Output => ({ output_type: 'error', ename, evalue: 'so it ended', traceback: [] });
  const told = (status: string, ...names: string[]) => {
    const cell = { ...codeCell('x', { id: 'a1' }), executionCount: 1, outputs: names.map(error) };
    const metadata = { papermill: { status: 'failed', exception: true }, octavo: { status } };
    const { errors, html } = reportPage(createNotebook({ cells: [{ ...cell, metadata }] }));
    return [errors.map(({ name }) => name), html.includes(`>${status}</span>`)];
  };
  expect(told('timed-out', 'KeyboardInterrupt', 'CellTimeoutError')).toEqual([['CellTimeoutError'], true]);
  expect(told('timed-out', 'TypeError', 'RunTimeoutError')).toEqual([['TypeError', 'RunTimeoutError'], true]);
  expect(told('interrupted', 'KeyboardInterrupt')).toEqual([['KeyboardInterrupt'], true]);
});

test('sanitise() writes nothing but elements, attributes and addresses of its lists', () => {
  for (const attack of attacks) {
    const { html } = sanitise(attack);
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g)];
    expect(html.replace(/<\/?[a-z0-9]+(?: [a-z]+="[^"<>]*")*>/g, '')).not.toMatch(/[<>]/);
    for (const [, name = '', attributes = ''] of tags) {
      expect(['script', 'iframe', 'style', 'base', 'meta', 'link', 'svg', 'form', 'input']).not.toContain(name);
      const names = [...attributes.matchAll(/ ([a-z]+)="/g)].map(([, one]) => one);
      expect(['src', 'href', 'alt', 'title', 'rel', 'style', 'open', 'class']).toEqual(expect.arrayContaining(names));
      expect(attributes).not.toMatch(/ (?:src|href|style)="[^"]*(?:script:|url\(|evil\.example|position|text\/html)/);
    }
  }
  expect(sanitise('</section><b>bold<i>both').html).toBe('<b>bold<i>both</i></b>');
  expect(sanitise('<p style="color:red;position:fixed">a &amp; b</p>').html).toBe('<p style="color:red">a &amp; b</p>');
  expect(sanitise('<script>0</script>')).toMatchObject({ isEmpty: true, leftOut: true });
  expect(reportPage(attackNotebook()).html).not.toContain('<script');
});

test('ansiHtml() keeps colours and what was written over last; highlightedLines() keeps every character', () => {
  expect(ansiHtml('\x1b[31mred\x1b[0m <b>')).toBe('<span class="a-red">red</span> &lt;b&gt;');
  expect(ansiHtml('\x1b[1;38;5;196mTypeError\x1b[22;39m')).toBe('<span class="a-bold a-red">TypeError</span>');
  expect(ansiHtml('10 %\r50 %\r100 %\nend')).toBe('100 %\nend');
  const source = 'const a = `x\n1`; // end\n/* open';
  const plain = highlightedLines(source, 'typescript').map((line) => line.replace(/<[^>]*>/g, ''));
  expect(plain.join('\n')).toBe(source);
  expect(highlightedLines('def f(): # c', 'python')[0]).toContain('<span class="t-word">def</span>');
});

test('renderMarkdown() keeps formulas, shows attachments, and gives headings ids that links find', () => {
  const { html, headings } = renderMarkdown('# A & B\n\n$a_i + b_i$ ![x](attachment:x.png) [up](#A-&-B)', {
    image: (address) => (address === 'attachment:x.png' ? 'data:image/png;base64,AAAA' : undefined),
    headingId: () => 'h-a-b',
  });
  expect(headings).toEqual([{ level: 1, text: 'A & B', id: 'h-a-b' }]);
  expect(html).toContain('<code class="octavo-formula">a_i + b_i</code>');
  expect(html).toContain('<img src="data:image/png;base64,AAAA" alt="x">');
  expect(html).toContain('<a href="#h-a-b">');
});

test('a long text is cut in its middle, and what has no form for a page says so', () => {
  const text = 'a line of text\n'.repeat(100_000);
  const { html } = reportPage(withOutput({ output_type: 'stream', name: 'stdout', text }));
  expect(html.length).toBeLessThan(150_000);
  expect(html).toContain('[1.4 MB left out of this report; the notebook has it]');
  const script = { 'text/html': '<script>draw()</script>', 'application/x-widget': {} };
  const shown = reportPage(withOutput({ output_type: 'display_data', data: script, metadata: {} })).html;
  expect(shown).toContain('its interactive part is left out');
  const deep = reportPage(createNotebook({ cells: [markdownCell(`${'> '.repeat(3000)}${'['.repeat(3000)}`)] }));
  expect(deep.status).toBe('not run');
});
