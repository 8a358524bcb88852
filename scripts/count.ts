import { basename } from 'node:path';

/** What a set of tests came to. */
export interface Count {
  passed: number;
  failed: number;
  failures: string[]; // what failed, one line each
  notRun: string[]; // full names of the tests that were skipped
}

interface VitestReport {
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

/** Reads what vitest's JSON reporter wrote. A file that could not even be loaded, or an empty run, counts as one failure. */
export function countVitest(json: string | undefined, exitCode: number): Count {
  const count: Count = { passed: 0, failed: 0, failures: [], notRun: [] };
  const fail = (what: string) => {
    count.failed++;
    count.failures.push(what);
  };
  for (const file of json === undefined ? [] : (JSON.parse(json) as VitestReport).testResults) {
    const failedBefore = count.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++;
      else if (test.status === 'failed') fail(`${basename(file.name)}: ${test.fullName}`);
      else count.notRun.push(test.fullName);
    }
    if (file.status === 'failed' && count.failed === failedBefore) fail(`${basename(file.name)} could not be loaded`);
  }
  const nothingRan = count.passed + count.notRun.length === 0;
  if (count.failed === 0 && nothingRan) fail('vitest ran no test');
  if (count.failed === 0 && exitCode !== 0) fail(`vitest exited with ${exitCode}`);
  return count;
}

/** Reads what `octavo test --json` printed. No notebook at all, or an exit code without a failed one, counts as a failure. */
export function countNotebooks(json: string, exitCode: number): Count {
  try {
    const report = JSON.parse(json) as {
      passed: number;
      failed: number;
      tests: { notebook: string; status: string }[];
    };
    const { passed, failed } = report;
    const failures = report.tests.filter((test) => test.status === 'failed').map((test) => test.notebook);
    if (failed > 0 || (exitCode === 0 && passed > 0)) return { passed, failed, failures, notRun: [] };
    return { passed, failed: 1, failures: [`octavo test exited with ${exitCode}`], notRun: [] };
  } catch {
    return { passed: 0, failed: 1, failures: ['octavo test gave no report'], notRun: [] };
  }
}

/** The last line of `npm test`: `12 passed, 0 failed`, and what was not run apart. */
export function formatClosingLine(
  passed: number,
  failed: number,
  needs: Record<string, number>, // how many tests were not run for want of something: { Python: 12, Go: 0 }
  skipped: number,
): string {
  const parts = [`${passed} passed, ${failed} failed`];
  for (const [what, count] of Object.entries(needs)) if (count > 0) parts.push(`${count} not run: needs ${what}`);
  if (skipped > 0) parts.push(`${skipped} not run: skipped on this machine`);
  return parts.join('; ');
}
