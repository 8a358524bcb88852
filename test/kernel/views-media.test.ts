import { createCanvas, ImageData, loadImage } from '@napi-rs/canvas';
import * as tf from '@tensorflow/tfjs';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { dangersIn, shown } from './shown.ts';

test('a tensor shows its dtype, its shape and its values', async () => {
  const { page, text } = await shown(
    tf.tensor2d([
      [1, 2.5],
      [-3, 4],
    ]),
  );
  expect(text).toBe('Tensor float32 [2, 2]\n[[ 1.0,  2.5],\n [-3.0,  4.0]]');
  expect(page.querySelector('p')?.textContent).toBe('Tensor float32 [2, 2]');
  expect(page.querySelector('pre')?.textContent).toBe('[[ 1.0,  2.5],\n [-3.0,  4.0]]');
});

test('tensors of every kind', async () => {
  const disposed = tf.tensor1d([1]);
  disposed.dispose();
  const texts = [
    tf.scalar(3),
    tf.variable(tf.tensor1d([1, 2]), true, 'weights'),
    tf.tensor(['a', '<b>'], [2]),
    tf.tensor([true, false], [2], 'bool'),
    tf.tensor2d([], [0, 3]),
    disposed,
    tf.zeros([1, 1, 1, 1, 1, 1, 2]),
  ].map(async (tensor) => (await shown(tensor)).text);
  expect(await Promise.all(texts)).toEqual([
    'Tensor float32 scalar\n3',
    'Variable "weights" float32 [2]\n[1, 2]',
    'Tensor string [2]\n["a", "<b>"]',
    'Tensor bool [2]\n[1, 0]',
    'Tensor float32 [0, 3]\n[]',
    'Tensor float32 [1], disposed',
    'Tensor float32 [1, 1, 1, 1, 1, 1, 2]',
  ]);
});

test('of a large tensor the ends of each axis are shown', async () => {
  const { text } = await shown(tf.range(0, 1e6, 1, 'int32').reshape([1000, 1000]));
  expect(text).toBe(`Tensor int32 [1,000, 1,000]
[[     0,      1,      2, …,    997,    998,    999],
 [  1000,   1001,   1002, …,   1997,   1998,   1999],
 [  2000,   2001,   2002, …,   2997,   2998,   2999],
 ⋮,
 [997000, 997001, 997002, …, 997997, 997998, 997999],
 [998000, 998001, 998002, …, 998997, 998998, 998999],
 [999000, 999001, 999002, …, 999997, 999998, 999999]]`);
  expect((await shown(tf.zeros([50, 50, 50, 50]))).text.length).toBeLessThan(50_000);
});

test('a typed array tells its kind, its length and its size', async () => {
  const { page, text } = await shown(Float64Array.from({ length: 1000 }, (_, index) => index / 2));
  expect(page.querySelector('p')?.textContent).toBe('Float64Array float64 [1,000], 8,000 bytes');
  expect(page.querySelector('pre')?.textContent).toMatch(/^\[0\.0, 0\.5, .*2\.5, …, 497\.0, .* 499\.5\]$/);
  expect(text).toContain('Float64Array(1000) [');
  const kinds = [new Uint8ClampedArray(1), new BigInt64Array(1), new Int16Array(0)].map(shown);
  expect((await Promise.all(kinds)).map((one) => one.page.querySelector('p')?.textContent)).toEqual([
    'Uint8ClampedArray uint8 [1], 1 bytes',
    'BigInt64Array bigint64 [1], 8 bytes',
    'Int16Array int16 [0], 0 bytes',
  ]);
});

test('bytes are a hex dump of their beginning', async () => {
  const { page, text } = await shown(Buffer.from('<script>\0'.repeat(1000)));
  const lines = page.querySelector('pre')?.textContent?.split('\n') ?? [];
  expect([lines.length, lines[0]]).toEqual([
    16,
    '000000  3c 73 63 72 69 70 74 3e 00 3c 73 63 72 69 70 74  <script>·<script',
  ]);
  expect([...page.querySelectorAll('p')].map((one) => one.textContent)).toEqual([
    'Buffer, 9,000 bytes',
    '… 8,744 more bytes',
  ]);
  expect(text).toMatch(/^<Buffer 3c .* more bytes>$/);
  expect((await shown(new ArrayBuffer(4))).page.querySelector('pre')?.textContent).toContain('00 00 00 00  ');
});

const canvas = createCanvas(30, 20);

test.each([
  ['image/png', 'PNG', canvas.toBuffer('image/png')],
  ['image/jpeg', 'JPEG', canvas.toBuffer('image/jpeg')],
  ['image/webp', 'WebP', canvas.toBuffer('image/webp')],
  [
    'image/gif',
    'GIF',
    Buffer.from('R0lGODlhHgAUAIAAAAAAAP///ywAAAAAHgAUAAACF4SPqcvtD6OctNqLs968+w+G4kiW5lYAADs=', 'base64'),
  ],
])('bytes of a %s are an image', async (type, name, bytes) => {
  const { data, types, text } = await shown(new Uint8Array(bytes));
  expect(types).toEqual([type]);
  expect(data[type]).toBe(bytes.toString('base64'));
  expect(text).toMatch(new RegExp(`^${name} image, 30 × 20, \\d+(\\.\\d)? (bytes|kB)$`));
});

test('bytes of an SVG are an image; of other text they are not', async () => {
  const svg = '<?xml version="1.0"?>\n<!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>';
  expect((await shown(Buffer.from(svg))).data).toEqual({ 'image/svg+xml': svg, 'text/plain': 'SVG image, 73 bytes' });
  expect((await shown(Buffer.from('<p>svg</p>'))).types).toEqual(['text/html']);
});

test('an image too large for a notebook is told about', async () => {
  const bytes = Buffer.concat([canvas.toBuffer('image/png'), Buffer.alloc(17 * 1024 * 1024)]);
  const { text, types } = await shown(bytes);
  expect([text, types]).toEqual(['PNG image, 30 × 20, 17.8 MB: too large to show here', []]);
});

test('a canvas, its pixels and a Blob are images', async () => {
  const drawn = createCanvas(2, 1);
  const context = drawn.getContext('2d');
  context.fillStyle = 'rgb(255, 0, 0)';
  context.fillRect(1, 0, 1, 1);
  const blob = new Blob([new Uint8Array(drawn.toBuffer('image/png'))], { type: 'image/png' });
  for (const value of [
    drawn,
    context.getImageData(0, 0, 2, 1),
    new ImageData(new Uint8ClampedArray([0, 0, 0, 0, 255, 0, 0, 255]), 2, 1),
    blob,
  ]) {
    const { data, text } = await shown(value);
    const copy = createCanvas(2, 1).getContext('2d');
    copy.drawImage(await loadImage(Buffer.from(String(data['image/png']), 'base64')), 0, 0);
    expect([...copy.getImageData(0, 0, 2, 1).data]).toEqual([0, 0, 0, 0, 255, 0, 0, 255]);
    expect(text).toMatch(/^PNG image, 2 × 1/);
  }
  expect((await shown(new Blob(['x'], { type: 'text/plain' }))).types).toEqual([]);
});

test('an element of a page is HTML, an <svg> an image', async () => {
  const { document } = new JSDOM('<p id="p">some <b>words</b></p><svg width="3"><path d="M0 0"/></svg>').window;
  expect((await shown(document.querySelector('p'))).data).toEqual({
    'text/html': '<p id="p">some <b>words</b></p>',
    'text/plain': 'some words',
  });
  const { data } = await shown(document.querySelector('svg'));
  expect(data['image/svg+xml']).toBe('<svg xmlns="http://www.w3.org/2000/svg" width="3"><path d="M0 0"></path></svg>');
});

test('a plotly figure is plotly JSON with a sketch beside it', async () => {
  const figure = {
    data: [
      { y: new Float64Array([1, 3, 2]), name: 'loss', hoverinfo: () => 1 },
      { x: [0, 1, 2], y: [null, 2, Number.NaN], mode: 'markers' },
    ],
    layout: { title: { text: 'Training' }, shapes: [{ x0: new Date(0) }] },
  };
  const { data, page, text, types } = await shown(figure);
  expect(types).toEqual(['application/vnd.plotly.v1+json', 'image/svg+xml']);
  expect(text).toBe('Plotly figure "Training": 2 traces (scatter)');
  expect(data['application/vnd.plotly.v1+json']).toEqual({
    data: [
      { y: [1, 3, 2], name: 'loss' },
      { x: [0, 1, 2], y: [null, 2, null], mode: 'markers' },
    ],
    layout: { title: { text: 'Training' }, shapes: [{ x0: '1970-01-01T00:00:00.000Z' }] },
  });
  expect([...page.querySelectorAll('text')].map((one) => one.textContent)).toContain('Training');
  expect([page.querySelectorAll('path[stroke-width]').length, page.querySelectorAll('circle').length]).toEqual([1, 1]);
  expect(dangersIn(page)).toEqual([]);
});

test('bars and heat maps are sketched, other plots are JSON alone', async () => {
  const bars = { data: [{ type: 'bar', x: ['a', 'b'], y: [1, -2] }], layout: {} };
  expect((await shown(bars)).page.querySelectorAll('g > rect')).toHaveLength(2);
  const heat = {
    data: [
      {
        type: 'heatmap',
        z: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    layout: {},
  };
  expect((await shown(heat)).page.querySelectorAll('g > rect')).toHaveLength(4);
  const pie = { data: [{ type: 'pie', values: [1, 2] }], layout: {} };
  expect((await shown(pie)).types).toEqual(['application/vnd.plotly.v1+json']);
});

test('a figure of too many points is told about; what only looks like a figure is none', async () => {
  const large = { data: [{ y: new Float64Array(1_000_001) }], layout: {} };
  expect((await shown(large)).text).toBe('Plotly figure: 1 trace (scatter): too large to show here');
  const loop: Record<string, unknown> = { y: [1] };
  loop.self = loop;
  for (const one of [
    { data: [], layout: {} },
    { data: [{ id: 1, deep: {} }], layout: { page: 1 } },
    { data: [1], layout: {} },
  ]) {
    expect((await shown(one)).types).not.toContain('application/vnd.plotly.v1+json');
  }
  expect(JSON.stringify((await shown({ data: [loop], layout: {} })).data).length).toBeLessThan(10_000);
});

test('a plot with a specification of Vega-Lite is that', async () => {
  class Plot {
    toSpec() {
      return { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', mark: 'bar' };
    }
  }
  expect((await shown(new Plot())).types).toEqual(['application/vnd.vegalite.v5+json']);
});
