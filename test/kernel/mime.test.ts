import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { bundleOf, completeBundle } from '../../lib/kernel/mime.ts';
import { plainText } from '../../lib/kernel/plain-text.ts';

const own = Symbol.for('Jupyter.display');
const printed = Symbol.for('nodejs.util.inspect.custom');

test.each([
  ['html', { 'text/html': '<style>p{}</style><p>a &lt;b&gt;</p><script>x()</script><p>c&amp;d</p>' }, 'a <b>\nc&d'],
  ['html without words', { 'text/html': '<img src="data:,">' }, 'HTML, 18 bytes'],
  ['long html', { 'text/html': `<td>${'word '.repeat(1000)}</td>` }, `${'word '.repeat(40)}…`],
  ['html that never ends', { 'text/html': '<script>'.repeat(100) }, 'HTML, 800 bytes'],
  ['markdown', { 'text/markdown': '# *Title*' }, '# *Title*'],
  ['latex', { 'text/latex': '$x^2$' }, '$x^2$'],
  ['svg', { 'image/svg+xml': '<svg/>' }, 'SVG image, 6 bytes'],
  ['a broken png', { 'image/png': new Uint8Array([1, 2, 3]) }, 'PNG image, 3 bytes'],
  ['pdf', { 'application/pdf': Buffer.alloc(3000) }, 'PDF, 3.0 kB'],
  ['json', { 'application/json': { a: [1] } }, '{\n  "a": [\n    1\n  ]\n}'],
  ['any type', { 'application/x': 'abc' }, 'application/x'],
  ['several', { 'application/vnd.x+json': { a: 1 }, 'text/html': '<b>b</b>' }, 'b'],
  ['JSON of a kind of its own', { 'application/vnd.x+json': { a: 1 } }, 'application/vnd.x+json'],
  ['its own text', { 'text/html': '<b>b</b>', 'text/plain': 'mine' }, 'mine'],
  ['an empty text', { 'text/html': '<b>b</b>', 'text/plain': '' }, ''],
])('a bundle of %s has a text', (_, bundle, text) => {
  expect(completeBundle(bundle)['text/plain']).toBe(text);
});

test('the text of an image tells its size', () => {
  const png = createCanvas(640, 480).toBuffer('image/png');
  expect(completeBundle({ 'image/png': png })['text/plain']).toMatch(/^PNG image, 640 × 480, \d/);
});

test('a value that makes its own bundle is shown so, with a text beside it', async () => {
  expect(
    await bundleOf({ [own]: async () => ({ 'text/html': '<b>x</b>', 'image/png': new Uint8Array([1, 2]) }) }),
  ).toEqual({
    'text/html': '<b>x</b>',
    'image/png': 'AQI=',
    'text/plain': 'x',
  });
  const printsItself = { [own]: () => ({ 'text/html': '<b>x</b>' }), [printed]: () => 'as it prints itself' };
  expect((await bundleOf(printsItself))['text/plain']).toBe('as it prints itself');
  for (const nothing of [undefined, null, 3, {}, 'text']) {
    const text = String((await bundleOf({ [own]: () => nothing }))['text/plain']);
    expect(text).toContain('Jupyter.display');
  }
  expect(await bundleOf(Object.assign(() => 1, { [own]: () => ({ 'text/plain': 'a function' }) }))).toEqual({
    'text/plain': 'a function',
  });
});

test('a bundle that fails is its author’s error', async () => {
  const fail = () => {
    throw new Error('no bundle');
  };
  expect(() => bundleOf({ [own]: fail })).toThrow('no bundle');
  await expect(bundleOf({ [own]: async () => fail() })).rejects.toThrow('no bundle');
});

test('a view of what looks like something it is not falls back to text', async () => {
  const fail = () => {
    throw new Error('fooled');
  };
  class Fooling {
    shape = [2];
    dtype = 'float32';
    dataSync = fail;
    getContext = fail;
    toBuffer = fail;
    getAttribute = fail;
    querySelector = fail;
    toSpec = fail;
    getChildAt = fail;
    schema = {
      fields: [
        {
          get name() {
            return fail();
          },
        },
      ],
    };
    get outerHTML() {
      return fail();
    }
  }
  expect((await bundleOf(new Fooling()))['text/plain']).toContain('Tensor float32 [2]');
  class Worse extends Fooling {
    override dtype = 3 as never;
  }
  expect((await bundleOf(new Worse()))['text/plain']).toContain('Worse {');
  const hostile = new Proxy(
    {},
    { get: (_, name) => (name === own ? undefined : fail()), getPrototypeOf: fail, has: fail },
  );
  expect(await bundleOf(hostile)).toEqual({ 'text/plain': '{}' });
});

test('the text of an object never throws and never runs its accessors', () => {
  const fail = () => {
    throw new Error('was run');
  };
  const texts = [
    Object.defineProperty({}, 'a', { enumerable: true, get: fail }),
    { [printed]: fail },
    {
      [printed]: () => {
        throw { toString: fail };
      },
    },
    Object.create({
      get constructor() {
        return fail();
      },
      [printed]: fail,
    }),
    new Proxy(() => 1, { get: fail, apply: fail }),
    Object.assign(Object.create(null), { a: 1 }),
  ].map(plainText);
  expect(texts).toEqual([
    '{ a: [Getter] }',
    '[Object that cannot be shown: was run]',
    '[Object that cannot be shown: its error cannot be shown either]',
    '[Object that cannot be shown: was run]',
    '[Function (anonymous)]',
    '[Object: null prototype] { a: 1 }',
  ]);
});

test('promises, generators and their like show their state and are left alone', async () => {
  const rejected = Promise.reject(new Error('later'));
  rejected.catch(() => {});
  const generator = (function* () {
    yield 1;
  })();
  const texts = [new Promise(() => {}), Promise.resolve(3), rejected, generator, new WeakMap()].map((value) =>
    bundleOf(value),
  );
  expect((await Promise.all(texts)).map((one) => String(one['text/plain']).split('\n')[0])).toEqual([
    'Promise { <pending> }',
    'Promise { 3 }',
    'Promise {',
    'Object [Generator] {}',
    'WeakMap { <items unknown> }',
  ]);
  expect(generator.next().value).toBe(1);
});

test('bundleOf() shows a proxy that refuses to be asked', () => {
  const refuse = () => {
    throw new Error('not mine to say');
  };
  expect(bundleOf(new Proxy({ a: 1 }, { get: refuse, has: refuse }))).toMatchObject({ 'text/plain': '{ a: 1 }' });
});
