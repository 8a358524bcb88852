import { expect, test } from 'vitest';
import { countNotebooks, countVitest, formatClosingLine } from '../../scripts/count.ts';

const file = { suite: 'unit', file: 'test/run/a.test.ts' };
const other = { suite: 'unit', file: 'test/run/b.test.ts' };
const begun = (test: string) => ({ type: 'begun', ...file, test });
const ended = (test: string, state: string, message = '') => ({ type: 'ended', ...file, test, state, message });
const all = [{ type: 'file-ended', ...file }, { type: 'all-ended' }];
const count = (lines: object[], exitCode: number) =>
  countVitest('unit', lines.map((line) => `${JSON.stringify(line)}\n`).join(''), exitCode);

test('countVitest() counts passed, failed and skipped tests, and keeps why one failed', () => {
  const tests = [
    begun('one'),
    ended('one', 'passed'),
    begun('two'),
    ended('two', 'failed', 'no'),
    ended('three', 'skipped'),
  ];
  expect(count([{ type: 'files', files: [file] }, ...tests, ...all], 1)).toEqual({
    passed: 1,
    failures: [{ suite: 'unit', name: 'test/run/a.test.ts > two', message: 'no' }],
    notRun: ['three'],
  });
});

test('countVitest() names what has no test of its own: a file, a hook, an error between tests', () => {
  const problem = (of: string, message: string) => ({ type: 'problem', ...file, of, message });
  const between = { type: 'problem-between', message: 'later' };
  const lines = [
    { type: 'files', files: [file] },
    problem('', 'no such module'),
    problem('a set', 'hook'),
    between,
    ...all,
  ];
  expect(count(lines, 1).failures).toEqual([
    { suite: 'unit', name: 'test/run/a.test.ts', message: 'no such module' },
    { suite: 'unit', name: 'test/run/a.test.ts > a set', message: 'hook' },
    { suite: 'unit', name: 'between tests', message: 'later' },
  ]);
});

test('countVitest() names what was running when a worker died, and the files that did not end', () => {
  const lines = [{ type: 'files', files: [file, other] }, begun('one'), { type: 'all-ended' }];
  expect(count(lines, 1).failures).toEqual([
    { suite: 'unit', name: 'test/run/a.test.ts > one', message: 'It began and did not end.' },
    { suite: 'unit', name: 'test/run/a.test.ts', message: 'It did not come to its end.' },
    { suite: 'unit', name: 'test/run/b.test.ts', message: 'It did not come to its end.' },
  ]);
});

test('countVitest() counts what passed before vitest died, and a line that is half is none', () => {
  const lines = [{ type: 'files', files: [file, other] }, begun('one'), ended('one', 'passed'), begun('two')];
  const journal = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(countVitest('unit', `${journal}{"type":"ended","su`, 137)).toEqual({
    passed: 1,
    failures: [
      { suite: 'unit', name: 'test/run/a.test.ts > two', message: 'It began and did not end.' },
      {
        suite: 'unit',
        name: 'vitest',
        message:
          'It exited with 137 before its end, and these 2 files before theirs:\ntest/run/a.test.ts\ntest/run/b.test.ts',
      },
    ],
    notRun: [],
  });
});

test('countVitest() counts no journal, no test, and an exit code without a failed test as a failure', () => {
  expect(countVitest('unit', '', 1).failures).toHaveLength(1);
  expect(count([{ type: 'files', files: [] }, { type: 'all-ended' }], 0).failures).toHaveLength(1);
  expect(count([ended('one', 'passed'), ...all], 1).failures).toHaveLength(1);
  expect(count([ended('one', 'passed'), ...all], 0).failures).toHaveLength(0);
});

test('countNotebooks() counts notebooks, and keeps why one failed', () => {
  const failure = { message: 'a.ipynb:7: TypeError: no', traceback: ['TypeError: no', '  > 1 | no()'] };
  const tests = [
    { notebook: 'a.ipynb', status: 'failed', failure },
    { notebook: 'b.ipynb', status: 'passed' },
  ];
  expect(countNotebooks('notebook tests', JSON.stringify({ passed: 3, failed: 1, tests }), 1)).toEqual({
    passed: 3,
    failures: [{ suite: 'notebook tests', name: 'a.ipynb', message: 'a.ipynb:7: TypeError: no\n  > 1 | no()' }],
    notRun: [],
  });
});

test('countNotebooks() counts no usable answer as a failure', () => {
  expect(countNotebooks('notebook tests', '{"passed":3,"failed":0,"tests":[]}', 0).failures).toEqual([]);
  for (const [json, code] of [
    ['', 1],
    ['{"passed":0,"failed":0,"tests":[]}', 0],
    ['{"passed":3,"failed":0,"tests":[]}', 1],
  ] as const) {
    expect(countNotebooks('notebook tests', json, code).failures).toHaveLength(1);
  }
});

test('formatClosingLine() begins with what passed and failed', () => {
  expect(formatClosingLine(12, 0, { Python: 0 }, 0)).toBe('12 passed, 0 failed');
  expect(formatClosingLine(12, 1, { Python: 3, Go: 0 }, 0)).toBe('12 passed, 1 failed; 3 not run: needs Python');
});
