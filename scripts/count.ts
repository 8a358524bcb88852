/** What a set of tests came to. */
export interface Count {
  passed: number;
  failed: number;
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
  const count: Count = { passed: 0, failed: 0, notRun: [] };
  for (const file of json === undefined ? [] : (JSON.parse(json) as VitestReport).testResults) {
    const failedBefore = count.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++;
      else if (test.status === 'failed') count.failed++;
      else count.notRun.push(test.fullName);
    }
    if (file.status === 'failed' && count.failed === failedBefore) count.failed++;
  }
  const nothingRan = count.passed + count.notRun.length === 0;
  if (count.failed === 0 && (exitCode !== 0 || nothingRan)) count.failed++;
  return count;
}

/** Reads what `octavo test --json` printed. No notebook at all, or an exit code without a failed one, counts as a failure. */
export function countNotebooks(json: string, exitCode: number): Count {
  try {
    const { passed, failed } = JSON.parse(json) as { passed: number; failed: number };
    return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed, notRun: [] };
  } catch {
    return { passed: 0, failed: 1, notRun: [] };
  }
}

/** The last line of `npm test`: `12 passed, 0 failed`, and what was not run apart. */
export function formatClosingLine(passed: number, failed: number, needsPython: number, skipped: number): string {
  const parts = [`${passed} passed, ${failed} failed`];
  if (needsPython > 0) parts.push(`${needsPython} not run: needs Python`);
  if (skipped > 0) parts.push(`${skipped} not run: skipped on this machine`);
  return parts.join('; ');
}
