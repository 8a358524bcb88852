import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../lib/kernel/index.ts';
import { codeCell, type Output } from '../../lib/notebook/index.ts';
import { cellFolder } from './kernel/cell-folder.ts';
import { runCell, streamText, withoutNotices } from './kernel/collect.ts';
import { workplace } from './run-workplace.ts';

describe('a kernel', () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession(octavoKernelSpec(), { cwd: cellFolder });
  });
  afterAll(() => session.stop());

  const shownBy = async (code: string) => {
    const { messages, reply } = await runCell(session, code);
    expect(reply.status, reply.evalue).toBe('ok');
    return messages.filter(({ type }) => /display_data|execute_result/.test(type)).map(({ content }) => content);
  };

  test.each([
    [
      "import { DataFrame } from 'danfojs-node'; new DataFrame({ a: [1, 2], b: ['x', 'y'] })",
      'text/html',
      'DataFrame, 2 rows × 2 columns',
    ],
    ["import { tensor } from '@tensorflow/tfjs'; tensor([[1, 2], [3, 4]])", 'text/html', 'Tensor float32 [2, 2]'],
    ["import { createCanvas } from '@napi-rs/canvas'; createCanvas(3, 2)", 'image/png', 'PNG image, 3 × 2'],
    ["import { JSDOM } from 'jsdom'; new JSDOM('<b>bold</b>').window.document.body", 'text/html', 'bold'],
    ['({ data: [{ y: [1, 2] }], layout: {} })', 'application/vnd.plotly.v1+json', 'Plotly figure: 1 trace (scatter)'],
    ['class Point { x = 1 }; new Point()', 'text/html', 'Point { x: 1 }'],
    [
      "new Blob([new Uint8Array([0x47, 0x49, 0x46, 0x38, 0, 0, 3, 0, 2, 0])], { type: 'image/gif' })",
      'image/gif',
      'GIF',
    ],
  ])('shows %s', async (code, type, text) => {
    const [{ data } = { data: {} }] = await shownBy(code);
    expect(data).toMatchObject({ [type]: expect.anything(), 'text/plain': expect.stringContaining(text) });
    expect(await shownBy(code.replace(/([^;]*)$/, 'await display($1)'))).toMatchObject([{ data }]);
  });

  test('shows a value before what is printed after it', async () => {
    const { messages } = await runCell(session, "console.log('a'); display(new Map([[1, 2]])); console.log('b')");
    const outputs = messages.filter(({ type }) => /stream|display_data/.test(type));
    expect(outputs.map(({ content }) => content.text ?? 'display')).toEqual(['a\n', 'display', 'b\n']);
  });

  test('renews a display from another cell, with metadata', async () => {
    const [first] = await shownBy("const place = newDisplay(); place.html('<i>one</i>', { metadata: { a: 1 } })");
    const { messages } = await runCell(session, 'place({ two: 2 }, { metadata: { b: 2 } })');
    const [renewed] = messages.filter(({ type }) => type === 'update_display_data');
    expect(first).toMatchObject({ data: { 'text/plain': 'one' }, metadata: { a: 1 } });
    expect(renewed?.content).toEqual({
      data: { 'text/plain': '{ two: 2 }' },
      metadata: { b: 2 },
      transient: first?.transient,
    });
  });

  test('passes on what an image or JSON says of itself', async () => {
    const shown = await shownBy(`
      display.png(new Uint8Array([1]), { metadata: { 'image/png': { width: 32 }, needs_background: 'light' } });
      display.json({ a: 1 }, { expanded: true, metadata: { 'application/json': { root: 'top' } } });
    `);
    expect(shown.map(({ metadata }) => metadata)).toEqual([
      { 'image/png': { width: 32 }, needs_background: 'light' },
      { 'application/json': { root: 'top', expanded: true } },
    ]);
  });

  test('does not wait for a promise that is the result', async () => {
    expect(await shownBy('new Promise(() => {})')).toMatchObject([{ data: { 'text/plain': 'Promise { <pending> }' } }]);
    expect(await shownBy('Promise.resolve({ a: 1 })')).toMatchObject([
      { data: { 'text/plain': 'Promise { { a: 1 } }' } },
    ]);
  });

  test('shows an error that is a value with the place in the cell', async () => {
    const [{ data } = { data: {} }] = await shownBy("1;\nnew Error('kept', { cause: new TypeError('why') })");
    expect((data as Record<string, string>)['text/plain']).toMatch(
      /^Error: kept\n +at .*line 2:1[\s\S]*TypeError: why/,
    );
  });

  test("prints console's tables, groups, counts and times", async () => {
    const { messages } = await runCell(
      session,
      `console.table([{ a: 1 }]); console.group('outer'); console.log('in\\nner'); console.group(); console.info(1);
       console.groupEnd(); console.groupEnd(); console.dir({ a: { b: { c: 1 } } }, { depth: 0 }); console.count('n'); console.count('n');
       console.countReset('n'); console.count('n'); console.time('t'); console.timeEnd('t'); console.log('%s is %d', 'x', 3);`,
    );
    expect(streamText(messages).replace(/t: \S+ms/, 't: 1ms')).toBe(
      `┌─────────┬───┐
│ (index) │ a │
├─────────┼───┤
│ 0       │ 1 │
└─────────┴───┘
outer
  in
  ner
    1
{ a: [Object] }
n: 1
n: 2
n: 1
t: 1ms
x is 3
`,
    );
  });

  test('ends the bars of a cell that is interrupted', async () => {
    const texts: string[] = [];
    const code = `import { progress } from 'octavo/track';
      for (const n of progress(Array.from({ length: 1e6 }, (_, n) => n))) await new Promise((go) => setTimeout(go, 20, n));`;
    const reply = await session.execute(code, {
      onMessage: ({ type, content }) => {
        if (!type.endsWith('display_data')) return;
        texts.push(String((content.data as Record<string, unknown>)['text/plain']));
        if (texts.length === 2) void session.interrupt();
      },
    });
    expect(reply.ename).toBe('KeyboardInterrupt');
    expect(texts.at(-1)).toMatch(/ 0% \d+\/1000000, failed after /);
  });

  test("takes tslab's whole API", async () => {
    const shown = await shownBy(`
      import * as tslab from 'tslab';
      const bytes = new Uint8Array([1]);
      for (const name of ['javascript', 'html', 'markdown', 'latex', 'svg', 'text'] as const) tslab.display[name](name);
      for (const name of ['png', 'jpeg', 'gif', 'pdf'] as const) tslab.display[name](bytes);
      tslab.display.raw('application/x', 'raw');
    `);
    expect(shown.map(({ data }) => Object.keys(data as object)[0])).toEqual([
      ...['text/javascript', 'text/html', 'text/markdown', 'text/latex', 'image/svg+xml', 'text/plain'],
      ...['image/png', 'image/jpeg', 'image/gif', 'application/pdf', 'application/x'],
    ]);
    for (const { data } of shown) expect(data).toMatchObject({ 'text/plain': expect.any(String) });
  });
});

describe('a run', () => {
  const place = workplace();
  afterAll(place.remove);

  const texts = (outputs: readonly Output[]) =>
    outputs.flatMap((output) => {
      // Of a language server that dies the kernel speaks under any cell.
      if (output.output_type === 'stream') return withoutNotices([output.text].flat().join('')) || [];
      return output.output_type === 'error' ? output.evalue : [output.data['text/plain']].flat().join('');
    });

  test('keeps the last state of a progress bar, in one output, however it ends', async () => {
    const loop = (body: string) =>
      `for (const n of progress(Array.from({ length: 2000 }, (_, n) => n), { label: 'L' })) { ${body} }`;
    place.write('progress.ipynb', [
      codeCell("import { progress, progressBar } from 'octavo/track';"),
      codeCell(loop('await null;')),
      codeCell(`for (const epoch of progress(['a', 'b'])) ${loop('')}`),
      codeCell('const bar = progressBar(10); bar.advance(3);'),
      codeCell('bar.finish();'),
      codeCell(loop('if (n === 500) break;')),
      codeCell(`const left = progressBar(4, { label: 'M' });\n${loop("if (n === 1000) throw new Error('no more');")}`),
    ]);
    const { code, stderr } = await place.octavo(['run', 'progress.ipynb', 'out.ipynb']);
    expect(code, stderr).toBe(1);
    const cells = place.read('out.ipynb').cells.filter(({ kind }) => kind === 'code');
    const [, whole, nested, held, , broken, failed] = cells.map(({ outputs }) => texts(outputs));
    expect(whole).toEqual([expect.stringMatching(/^L \[#{20}\] 100% 2000\/2000, \d[^l]*s$/)]);
    expect(nested).toEqual([expect.stringMatching(/^\[#{20}\] 100% 2\/2, \d[^l\n]*s$/)]);
    expect(held).toEqual([expect.stringMatching(/^\[#{6}-{14}\] 30% 3\/10, \d/)]);
    expect(broken).toEqual([expect.stringMatching(/^L \[#{5}-{15}\] 25% 500\/2000, stopped after/)]);
    expect(failed?.[0]).toMatch(/^M .* 0% 0\/4, failed after .*\nL .* 50% 1000\/2000, failed after/);
    expect(failed?.slice(1)).toEqual(['no more']);
  });

  test('forgets what was cleared, at once or when the next output comes', async () => {
    place.write('clear.ipynb', [
      codeCell("import { clearOutput } from 'octavo/kernel';"),
      codeCell("console.log('a'); display.text('b'); clearOutput(); console.log('c');"),
      codeCell("console.log('a'); clearOutput();"),
      codeCell("console.log('a'); clearOutput({ wait: true });"),
      codeCell("console.log('a'); clearOutput({ wait: true }); display.text('b'); console.log('c');"),
      codeCell("const d = newDisplay(); d.text('old'); clearOutput(); d.text('new'); console.log('c');"),
    ]);
    const { code, stderr } = await place.octavo(['run', 'clear.ipynb', 'out.ipynb']);
    expect(code, stderr).toBe(0);
    expect(place.read('out.ipynb').cells.map(({ outputs }) => texts(outputs))).toEqual([
      ...[[], ['c\n'], [], ['a\n'], ['b', 'c\n'], ['c\n']],
    ]);
  });
});
