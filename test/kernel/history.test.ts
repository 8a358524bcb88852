import { expect, test } from 'vitest';
import { History } from '../../lib/kernel/front/history.ts';

function ask(history: History, request: object): unknown {
  return history.answer(request as never).history;
}

function filled(): History {
  const history = new History();
  for (const [index, code] of ['a = 1', 'a + 1', 'a = 1', 'print(2)\nb = 3'].entries()) history.add(index + 1, code);
  history.addOutput(2, '2');
  return history;
}

// The expected lists are what ipykernel 7 answered to the same requests after the same four cells.
test.each([
  [{ hist_access_type: 'tail', n: 2 }, ['1 3 a = 1', '1 4 print(2)\nb = 3']],
  [{ hist_access_type: 'tail', n: 0 }, []],
  [{ hist_access_type: 'range', session: 0, start: 1, stop: 3 }, ['0 1 a = 1', '0 2 a + 1']],
  [{ hist_access_type: 'range', session: 0, start: -1 }, ['0 4 print(2)\nb = 3']],
  [{ hist_access_type: 'range', session: 0, start: 2, stop: -1 }, ['0 2 a + 1', '0 3 a = 1']],
  [{ hist_access_type: 'search', pattern: 'a*', n: 10 }, ['1 1 a = 1', '1 2 a + 1', '1 3 a = 1']],
  [{ hist_access_type: 'search', pattern: 'a*', unique: true, n: 10 }, ['1 2 a + 1', '1 3 a = 1']],
  [{ hist_access_type: 'search', pattern: 'a', n: 10 }, []],
  [{ hist_access_type: 'search', pattern: '[ab]*', n: 2 }, ['1 2 a + 1', '1 3 a = 1']],
])('History answers %j as ipykernel does', (request, expected) => {
  const entries = ask(filled(), request) as [number, number, string][];
  expect(entries.map((entry) => entry.join(' '))).toEqual(expected);
});

test('History gives outputs where they are asked for, cut when they are long', () => {
  const history = filled();
  expect(ask(history, { hist_access_type: 'tail', n: 3, output: true })).toEqual([
    [1, 2, ['a + 1', '2']],
    [1, 3, ['a = 1', null]],
    [1, 4, ['print(2)\nb = 3', null]],
  ]);
  history.addOutput(4, 'x'.repeat(100_000));
  const [[, , [, output]]] = ask(history, { hist_access_type: 'tail', n: 1, output: true }) as [
    [1, 4, [string, string]],
  ];
  expect(output.length).toBe(10_000);
});

test('History knows no earlier sessions', () => {
  expect(ask(filled(), { hist_access_type: 'range', session: -1 })).toEqual([]);
  expect(ask(filled(), { hist_access_type: 'range', session: 7 })).toEqual([]);
});

test('History searches by characters that mean something in regular expressions', () => {
  const history = new History();
  const codes = ['f(x)', 'a.b', 'axb', 'x ? y : z', '[1]', 'c:\\d', '^$|{}'];
  for (const [index, code] of codes.entries()) history.add(index + 1, code);
  const search = (pattern: string) =>
    (ask(history, { hist_access_type: 'search', pattern }) as unknown[][]).map((one) => one[2]);
  expect(search('f(*)')).toEqual(['f(x)']);
  expect(search('a.b')).toEqual(['a.b']);
  expect(search('a?b')).toEqual(['a.b', 'axb']);
  expect(search('*\\d')).toEqual(['c:\\d']);
  expect(search('^$|{}')).toEqual(['^$|{}']);
  expect(search('[')).toEqual([]);
  expect(search('*')).toEqual(codes);
});

test('History keeps the last thousand inputs', () => {
  const history = new History();
  for (let line = 1; line <= 1500; line++) history.add(line, `cell ${line}`);
  const kept = ask(history, { hist_access_type: 'tail' }) as unknown[][];
  expect([kept.length, kept[0]?.[1], kept.at(-1)?.[1]]).toEqual([1000, 501, 1500]);
});
