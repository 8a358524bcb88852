import { spawnSync } from 'node:child_process';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test, vi } from 'vitest';
import { confusionMatrixFigure, figure, figureToPng } from '../../lib/learn/index.ts';

vi.setConfig({ testTimeout: 60_000 }); // the libraries load slowly on a busy machine

type Pixels = (x: number, y: number) => [number, number, number];

async function pixelsOf(png: Uint8Array): Promise<{ width: number; height: number; at: Pixels }> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const at: Pixels = (x, y) => [...data.slice((y * image.width + x) * 4, (y * image.width + x) * 4 + 3)] as never;
  return { width: image.width, height: image.height, at };
}

/** How many pixels between two rows are nearly black. */
function countDark({ width, height, at }: Awaited<ReturnType<typeof pixelsOf>>, fromY = 0, toY = height): number {
  let dark = 0;
  for (let y = fromY; y < toY; y++)
    for (let x = 0; x < width; x++) if (at(x, y).every((value) => value < 90)) dark += 1;
  return dark;
}

test('a confusion matrix has dark blue cells on the diagonal, light ones beside it, and no black colour bar', async () => {
  const matrix = confusionMatrixFigure(
    [
      [20, 0],
      [0, 20],
    ],
    ['no', 'yes'],
  );
  const picture = await pixelsOf(await figureToPng(matrix, { scale: 1 }));
  expect([picture.width, picture.height]).toEqual([529, 484]);
  const blue = (x: number, y: number) => picture.at(x, y)[2] - picture.at(x, y)[0];
  const [left, right, top, bottom] = [100, 390, 90, 390];
  expect(blue(left, top)).toBeGreaterThan(60);
  expect(blue(right, bottom)).toBeGreaterThan(60);
  expect(Math.min(...picture.at(right, top))).toBeGreaterThan(230);
  expect(Math.min(...picture.at(left, bottom))).toBeGreaterThan(230);
  expect(countDark(picture)).toBeLessThan(3000); // letters only: a black colour bar alone would have 5,000
});

test('the title is drawn, with no font installed on the machine', async () => {
  const drawn = async (title: string) =>
    countDark(
      await pixelsOf(await figureToPng({ data: [{ y: [1, 2] }], layout: { title: { text: title } } }, { scale: 1 })),
      0,
      80,
    );
  expect(await drawn('')).toBe(0);
  expect(await drawn('Held-out irises')).toBeGreaterThan(100);
});

test.each([
  ['an annotation with an arrow', { data: [{ y: [1, 2] }], layout: { annotations: [{ text: 'here', x: 0, y: 1 }] } }],
  ['a violin', { data: [{ type: 'violin', y: [1, 2, 2, 3, 4] }] }],
  [
    'a contour map with labels',
    {
      data: [
        {
          type: 'contour',
          z: [
            [1, 2],
            [3, 9],
          ],
          contours: { showlabels: true },
        },
      ],
    },
  ],
  ['typed arrays', { data: [{ x: Float32Array.of(1, 2), y: Float64Array.of(3, 4) }] }],
  ['no trace at all', { data: [] }],
])('figureToPng() draws %s', async (_, content) => {
  const { width, height } = await pixelsOf(await figureToPng(content, { widthPx: 300, heightPx: 200, scale: 2 }));
  expect([width, height]).toEqual([600, 400]);
});

test('the size is that of the layout where none is given', async () => {
  const { width, height } = await pixelsOf(await figureToPng({ data: [], layout: { width: 200, height: 100 } }));
  expect([width, height]).toEqual([400, 200]);
});

test('a figure does not follow later changes of the object it was made from', async () => {
  const trace = { type: 'bar', y: [1, 2, 3] };
  const bars = figure({ data: [trace] });
  const before = await figureToPng(bars);
  trace.y.push(99);
  expect(bars.data[0]?.y).toEqual([1, 2, 3]);
  expect(await figureToPng(bars)).toEqual(before);
  expect(() => (bars.data as unknown[]).push({})).toThrow(TypeError);
});

test('a process that drew two figures at a time ends by itself and prints nothing', () => {
  const program = `
    import { figureToPng } from 'octavo/learn';
    const bars = (y) => figureToPng({ data: [{ type: 'bar', y }], layout: { title: { text: '$x$' } } });
    const [a, b] = await Promise.all([bars([1]), bars([2])]);
    process.exitCode = a.length > 1000 && b.length > 1000 ? 0 : 3;
  `;
  const root = new URL('../..', import.meta.url).pathname;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' });
  expect({ status: ended.status, stdout: ended.stdout, stderr: ended.stderr }).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});
