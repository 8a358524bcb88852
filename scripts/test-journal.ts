import { appendFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { root } from './step.ts';

/** One line of the journal, in the order in which things happen. */
export type JournalLine =
  | { type: 'files'; files: TestFile[] } // that are to run
  | ({ type: 'begun'; test: string } & TestFile)
  | ({ type: 'ended'; test: string; state: 'passed' | 'failed' | 'skipped'; message: string } & TestFile)
  | ({ type: 'problem'; of: string; message: string } & TestFile) // of a file, or a hook for a set of tests: no test's own
  | ({ type: 'file-ended' } & TestFile)
  | { type: 'problem-between'; message: string } // after a test had ended, in no test, or of a worker that died
  | { type: 'all-ended' };

export interface TestFile {
  suite: string; // the project of vitest.config.ts
  file: string; // from the root of Octavo
}

/**
 * A reporter for vitest that writes down each event as it comes, one JSON text a line, into `--outputFile.journal`. Its own
 * JSON report is written at the end, so that a vitest that is killed, or dies for want of memory, leaves nothing.
 */
export default class TestJournal implements Reporter {
  #path = '';

  onInit(vitest: Vitest): void {
    const { outputFile } = vitest.config;
    this.#path = (outputFile as Record<string, string>).journal as string;
    writeFileSync(this.#path, '');
  }

  onTestRunStart(specifications: readonly { project: { name: string }; moduleId: string }[]): void {
    this.#write({
      type: 'files',
      files: specifications.map(({ project, moduleId }) => fileOf(project.name, moduleId)),
    });
  }

  onTestCaseReady(test: TestCase): void {
    this.#write({ type: 'begun', ...placeOf(test.module), test: test.fullName });
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state === 'pending') return;
    const message = (errors ?? []).map(textOf).join('\n');
    this.#write({ type: 'ended', ...placeOf(test.module), test: test.fullName, state, message });
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#writeProblems(suite.module, suite.fullName, suite.errors());
  }

  onTestModuleEnd(module: TestModule): void {
    this.#writeProblems(module, '', module.errors());
    this.#write({ type: 'file-ended', ...placeOf(module) });
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    for (const error of errors) this.#write({ type: 'problem-between', message: textOf(error) });
    this.#write({ type: 'all-ended' });
  }

  #writeProblems(module: TestModule, of: string, errors: readonly SerializedError[]): void {
    for (const error of errors) this.#write({ type: 'problem', ...placeOf(module), of, message: textOf(error) });
  }

  #write(line: JournalLine): void {
    appendFileSync(this.#path, `${JSON.stringify(line)}\n`);
  }
}

function placeOf(module: TestModule): TestFile {
  return fileOf(module.project.name, module.moduleId);
}

function fileOf(suite: string, path: string): TestFile {
  return { suite, file: relative(root, path) };
}

/** What was wrong, where, and what was expected, in this order: a short log has the beginning. */
function textOf({ name, message, stacks, diff, cause }: SerializedError): string {
  const [place] = stacks ?? [];
  const at = place ? `at ${relative(root, place.file)}:${place.line}:${place.column}` : '';
  const because = cause ? `caused by ${cause.name}: ${cause.message}` : '';
  return [`${name}: ${message}`, at, because, diff ?? ''].filter((part) => part !== '').join('\n');
}
