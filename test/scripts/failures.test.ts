import { expect, test } from 'vitest';
import { formatFailures, formatNotRun } from '../../scripts/failures.ts';

const failure = (name: string, message: string) => ({ suite: 'system', name, message });

test('formatFailures() tells each by suite and name, with its message below, without colours', () => {
  const message = '\u001b[31mAssertionError\u001b[39m: expected 3 to be 4\r\n\n  at test/run/a.test.ts:3:7  \n';
  expect(formatFailures([failure('test/run/a.test.ts >  two\nlines', message), failure('b', '')])).toBe(
    [
      'FAILED system: test/run/a.test.ts > two lines',
      '    AssertionError: expected 3 to be 4',
      '      at test/run/a.test.ts:3:7',
      'FAILED system: b',
      '',
    ].join('\n'),
  );
  expect(formatFailures([])).toBe('');
});

test('formatFailures() shows both ends of a long message, and the beginning of a long line and of many', () => {
  const numbered = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
  const lines = formatFailures([failure('a', numbered.join('\n')), failure('b', '😀'.repeat(500))]).split('\n');
  expect(lines.slice(0, 15)).toEqual([
    'FAILED system: a',
    ...numbered.slice(0, 6).map((line) => `    ${line}`),
    '    … 18 more lines',
    ...numbered.slice(24).map((line) => `    ${line}`),
    'FAILED system: b',
  ]);
  expect([...(lines[15] as string)].length).toBe(200);
  expect(lines[15]).toMatch(/^ {4}(😀)+…$/u);
  const many = formatFailures(Array.from({ length: 45 }, (_, index) => failure(`${index}`, 'no')));
  expect(many.split('\n').slice(-4)).toEqual(['FAILED system: 39', '    no', 'FAILED 5 more, told above', '']);
});

test('formatNotRun() gives the reason, and how many more there are', () => {
  expect(formatNotRun(['a', 'b'], 'needs Go')).toBe('not run: a (needs Go)\nnot run: b (needs Go)\n');
  const names = Array.from({ length: 42 }, (_, index) => `${index}`);
  expect(formatNotRun(names, 'needs Go')).toMatch(/not run: 39 \(needs Go\)\nnot run: 2 more \(needs Go\)\n$/);
});
