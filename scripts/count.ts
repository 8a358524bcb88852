import type { Failure } from './failures.ts';
import type { JournalLine } from './test-journal.ts';

/** What a set of tests came to. */
export interface Count {
  passed: number;
  failures: Failure[];
  notRun: string[]; // full names of the tests that were skipped
}

/**
 * Reads the journal of one vitest (scripts/test-journal.ts). What began and did not end is a failure, by name; so is a file
 * that could not be loaded, a hook that failed, and a vitest that ran no test or did not come to its end.
 */
export function countVitest(project: string, journal: string, exitCode: number): Count {
  const count: Count = { passed: 0, failures: [], notRun: [] };
  const fail = (suite: string, name: string, message: string) => count.failures.push({ suite, name, message });
  const files = new Map<string, { suite: string; file: string }>(); // that have not ended
  const running = new Map<string, { suite: string; name: string }>();
  let hasEnded = false;
  for (const line of linesOf(journal)) {
    const key = (...parts: string[]) => parts.join('\n');
    if (line.type === 'files') for (const file of line.files) files.set(key(file.suite, file.file), file);
    if (line.type === 'all-ended') hasEnded = true;
    if (line.type === 'problem-between') fail(project, 'between tests', line.message);
    if (line.type === 'file-ended') files.delete(key(line.suite, line.file));
    if (line.type === 'problem') fail(line.suite, nameOf(line.file, line.of), line.message);
    if (line.type === 'begun') {
      running.set(key(line.suite, line.file, line.test), { suite: line.suite, name: nameOf(line.file, line.test) });
    }
    if (line.type === 'ended') {
      running.delete(key(line.suite, line.file, line.test));
      if (line.state === 'passed') count.passed++;
      else if (line.state === 'failed') fail(line.suite, nameOf(line.file, line.test), line.message);
      else count.notRun.push(line.test);
    }
  }
  for (const { suite, name } of running.values()) fail(suite, name, 'It began and did not end.');
  if (hasEnded) for (const { suite, file } of files.values()) fail(suite, file, 'It did not come to its end.');
  else fail(project, 'vitest', endedEarly(exitCode, [...files.values()]));
  if (count.failures.length === 0 && count.passed + count.notRun.length === 0)
    fail(project, 'vitest', 'It ran no test.');
  if (count.failures.length === 0 && exitCode !== 0) fail(project, 'vitest', `It exited with ${exitCode}.`);
  return count;
}

function nameOf(file: string, test: string): string {
  return test === '' ? file : `${file} > ${test}`;
}

function endedEarly(exitCode: number, files: { file: string }[]): string {
  const lines = [`It exited with ${exitCode} before its end, and these ${files.length} files before theirs:`];
  return [...lines, ...files.map(({ file }) => file)].join('\n');
}

/** The last line of a vitest that was killed may be half. */
function* linesOf(journal: string): Generator<JournalLine> {
  for (const line of journal.split('\n').slice(0, -1)) yield JSON.parse(line) as JournalLine;
}

/** Reads what `octavo test --json` printed. No notebook at all, or an exit code without a failed one, counts as a failure. */
export function countNotebooks(suite: string, json: string, exitCode: number): Count {
  const failed = (name: string, message: string): Failure => ({ suite, name, message });
  try {
    const report = JSON.parse(json) as {
      passed: number;
      tests: { notebook: string; status: string; failure?: { message: string; traceback?: string[] } }[];
    };
    const failures = report.tests
      .filter(({ status }) => status === 'failed')
      .map(({ notebook, failure }) =>
        failed(notebook, [failure?.message, ...(failure?.traceback ?? []).slice(1)].join('\n')),
      );
    if (failures.length === 0 && report.passed === 0) failures.push(failed('octavo test', 'It ran no notebook.'));
    if (failures.length === 0 && exitCode !== 0) failures.push(failed('octavo test', `It exited with ${exitCode}.`));
    return { passed: report.passed, failures, notRun: [] };
  } catch {
    return {
      passed: 0,
      failures: [failed('octavo test', `It exited with ${exitCode} and gave no report.`)],
      notRun: [],
    };
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
