import { expect, test } from 'vitest';
import { dangersIn, shown, treeLines } from './shown.ts';

test('a Map unfolds: keys of any kind, values inside values', async () => {
  const { page, text } = await shown(
    new Map<unknown, unknown>([
      ['one', 1],
      [{ k: 1 }, new Set(['a', null])],
    ]),
  );
  expect(treeLines(page)).toEqual(['Map(2)', "  'one' → 1", '  { k: 1 } → Set(2)', "    'a'", '    null']);
  expect(text).toBe("Map(2) { 'one' => 1, { k: 1 } => Set(2) { 'a', null } }");
});

test('an instance unfolds under the name of its class; getters and symbols are named', async () => {
  class Person {
    name = 'Ada';
    address = { street: 'Main', city: { name: 'London', zip: { code: 1 } } };
    get shout() {
      throw new Error('was run');
    }
  }
  const person = Object.defineProperty(new Person(), 'lazy', {
    enumerable: true,
    get: () => {
      throw new Error('was run');
    },
  });
  const { page } = await shown(Object.assign(person, { [Symbol('s')]: true }));
  expect(treeLines(page)).toEqual([
    'Person {name, address, lazy, [Symbol(s)]}',
    "  name: 'Ada'",
    '  address: Object {street, city}',
    "    street: 'Main'",
    '    city: Object {name, zip}',
    "      name: 'London'",
    '      zip: { code: 1 }',
    '  lazy: [Getter]',
    '  [Symbol(s)]: true',
  ]);
  expect(page.querySelectorAll('details[open]')).toHaveLength(1);
});

test('what reads well as text stays text', async () => {
  const small = [1, 'text', null, { a: 1, b: [1, 2] }, [1, 2, 3], Array(1000).fill(0), {}, [], new Map(), new Date(0)];
  const others = [
    /x/g,
    () => 1,
    class A {},
    Symbol('s'),
    10n,
    new Error('e'),
    Promise.resolve(1),
    new URL('http://x/'),
  ];
  for (const value of [...small, ...others]) expect((await shown(value)).types, String(value)).toEqual([]);
});

test('circular values and deep ones end', async () => {
  const loop: Record<string, unknown> = { name: 'loop', list: [] };
  loop.self = loop;
  (loop.list as unknown[]).push({ up: loop });
  let deep: unknown = { end: true };
  for (let level = 0; level < 50; level++) deep = { deep };
  expect(treeLines((await shown(loop)).page)).toContain('  self: [Circular]');
  expect(treeLines((await shown(loop)).page)).toContain('      up: [Circular]');
  expect(treeLines((await shown(deep)).page).at(-1)).toBe('            deep: [Object]');
});

test('what is left out is counted', async () => {
  const { page, text } = await shown(new Set(Array.from({ length: 1234 }, (_, index) => ({ index }))));
  expect(treeLines(page)).toHaveLength(1 + 100 + 1);
  expect(treeLines(page).at(-1)).toBe('  … 1,134 more');
  expect(text).toContain('... 1134 more items');
});

test('values are bounded in every direction', async () => {
  const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key ${index}`, index]));
  const grid = Array.from({ length: 300 }, () => ({
    rows: Array.from({ length: 300 }, () => ({ text: 'x'.repeat(20_000) })),
  }));
  const wide = { grid, keys, names: { ...keys } };
  for (const value of [
    keys,
    grid,
    wide,
    'x'.repeat(5_000_000),
    { text: 'x'.repeat(5_000_000) },
    new Map([[keys, wide]]),
  ]) {
    const { data } = await shown(value);
    expect(JSON.stringify(data).length).toBeLessThan(1_000_000);
  }
  expect((await shown(keys)).text).toContain('... 99,900 more properties');
  expect((await shown('x'.repeat(5_000_000))).text).toMatch(/\.\.\. 4990000 more characters$/);
}, 60_000);

test('proxies are not asked', async () => {
  const trap = () => {
    throw new Error('was asked');
  };
  const handler = new Proxy({}, { get: () => trap }) as ProxyHandler<object>;
  const { page, text } = await shown(new Map([['proxy', new Proxy({ a: { b: 1 } }, handler)]]));
  expect(treeLines(page)).toEqual(['Map(1)', "  'proxy' → { a: [Object] }"]);
  expect(text).toContain("'proxy' =>");
  let asked = 0;
  const counting = new Proxy({ a: 1 }, { get: () => void asked++, ownKeys: trap, getPrototypeOf: trap });
  expect((await shown(counting)).text).toBe('{ a: 1 }');
  expect(asked).toBe(1); // for its Symbol.for('Jupyter.display')
});

test('what throws when it is looked at is named', async () => {
  class Bad {
    x = 1;
    [Symbol.for('nodejs.util.inspect.custom')]() {
      throw new Error('<b>inspect</b>');
    }
  }
  const { text, types } = await shown(new Bad());
  expect([text, types]).toEqual(['[Bad that cannot be shown: <b>inspect</b>]', []]);
  const inside = await shown(new Map([['bad', new Bad()]]));
  expect(inside.text).toMatch(/^\[Map that cannot be shown/);
  expect(treeLines(inside.page)).toEqual(['Map(1)', "  'bad' → [Bad]"]);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(treeLines((await shown(new Set([proxy]))).page)).toEqual(['Set(1)', '  <Revoked Proxy>']);
});

test('hostile names and values cannot leave their place', async () => {
  const evil = `</span></td></style></pre><script>alert(1)</script><img src=x onerror="alert(1)">"'><svg/onload=alert(1)>`;
  const Evil = Object.defineProperty(
    class {
      x = 1;
    },
    'name',
    { value: evil },
  ) as new () => object;
  const values = [
    { [evil]: { [evil]: evil, more: { and: [evil] } } },
    new Map([[evil, { evil }]]),
    new Set([[evil], Symbol(evil)]),
    new Evil(),
    {
      a: [new Evil(), new Error(evil)],
      b: { [Symbol(evil)]: { evil } },
      f: Object.defineProperty(() => 1, 'name', { value: evil }),
    },
    [{ [evil]: evil }],
    Buffer.from(evil),
    {
      data: [
        { y: [1, 2], name: evil, type: evil },
        { type: 'bar', x: [evil], y: [1], name: evil },
        { y: [2], name: evil },
      ],
      layout: { title: evil, xaxis: { title: { text: evil } } },
    },
    { data: [{ type: 'heatmap', z: [[1, 2]], x: [evil, evil], y: [evil] }], layout: {} },
  ];
  for (const value of values) {
    const { page, types } = await shown(value);
    expect(types.length).toBeGreaterThan(0);
    expect(dangersIn(page)).toEqual([]);
    expect(page.body.textContent).toContain('<');
  }
});
