import { expect, test } from 'vitest';
import { countNotebooks, countVitest, formatClosingLine } from '../../scripts/count.ts';

const report = (...files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    testResults: files.map(({ status, tests }, index) => ({
      name: `file-${index}.test.ts`,
      status,
      assertionResults: tests.map((test) => ({ fullName: `a ${test} test`, status: test })),
    })),
  });

test('countVitest() counts passed, failed and skipped tests', () => {
  const count = countVitest(report({ status: 'failed', tests: ['passed', 'failed', 'skipped', 'passed'] }), 1);
  const failures = ['file-0.test.ts: a failed test'];
  expect(count).toEqual({ passed: 2, failed: 1, failures, notRun: ['a skipped test'] });
});

test('countVitest() counts a file that could not be loaded as one failure', () => {
  const count = countVitest(report({ status: 'passed', tests: ['passed'] }, { status: 'failed', tests: [] }), 1);
  expect(count).toEqual({ passed: 1, failed: 1, failures: ['file-1.test.ts could not be loaded'], notRun: [] });
});

test('countVitest() counts no report, no test, and an exit code without a failed test as a failure', () => {
  expect(countVitest(undefined, 1).failed).toBe(1);
  expect(countVitest(report(), 0).failed).toBe(1);
  expect(countVitest(report({ status: 'passed', tests: ['passed'] }), 1).failed).toBe(1);
  expect(countVitest(report({ status: 'passed', tests: ['passed'] }), 0).failed).toBe(0);
});

test('countNotebooks() counts notebooks, and no usable answer as a failure', () => {
  const report = { passed: 3, failed: 1, tests: [{ notebook: 'a.ipynb', status: 'failed' }] };
  const count = { passed: 3, failed: 1, failures: ['a.ipynb'], notRun: [] };
  expect(countNotebooks(JSON.stringify(report), 1)).toEqual(count);
  expect(countNotebooks('{"passed":3,"failed":0,"tests":[]}', 0).failed).toBe(0);
  for (const [json, code] of [
    ['', 1],
    ['{"passed":0,"failed":0,"tests":[]}', 0],
    ['{"passed":3,"failed":0,"tests":[]}', 1],
  ] as const) {
    expect(countNotebooks(json, code).failed).toBe(1);
  }
});

test('formatClosingLine() begins with what passed and failed', () => {
  expect(formatClosingLine(12, 0, { Python: 0 }, 0)).toBe('12 passed, 0 failed');
  expect(formatClosingLine(12, 1, { Python: 3, Go: 0 }, 0)).toBe('12 passed, 1 failed; 3 not run: needs Python');
});
