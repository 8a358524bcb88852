import { availableParallelism } from 'node:os';
import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost, soundProject } from '../../host/index.ts';
import { testOnKernel } from '../kernel/notebook-test.ts';
import { type NotebookTest, summarize, type TestSummary } from '../results.ts';
import { testWithVitest } from '../vitest/test-with-vitest.ts';
import { findTestedNotebooks } from './find-notebooks.ts';
import { type ReadyNotebook, readNotebookTest } from './read-notebook-test.ts';
import { testFlags } from './test-flags.ts';

export interface TestOptions {
  root?: string; // any folder of the project; default: where the process is
  kernel?: boolean; // every notebook in a kernel of its own; otherwise only those that are not TypeScript
  jobs?: number; // notebooks at a time; default: as many as there are cores, at least 2 and at most 4
  cellTimeoutMs?: number; // default 600,000
  flags?: string[]; // cells with these directives run too: `slow`, …
  name?: string; // a part of a heading or an id: nothing runs behind the last cell that has it
  bail?: boolean; // start no more notebooks when one has failed
  coverage?: { print: (text: string) => void } | undefined; // of the lines of lib/; its table is printed at the end
  signal?: AbortSignal | undefined; // stops the running notebooks and starts no more
  onTest?: (test: NotebookTest) => void; // called as each notebook ends
}

/**
 * Runs notebooks as tests: TypeScript in vitest's workers or, as all others, in kernels. `paths` are notebooks and
 * folders; none means all of the project. A failing notebook is a result. Throws `test-no-notebooks`,
 * `test-outside-project`, `test-jobs`, `test-flag-unknown`, `test-no-vitest`, `test-no-coverage`, `library-no-notebooks`.
 */
export async function testNotebooks(
  paths: string[],
  options: TestOptions = {},
  host: Host = nodeHost,
): Promise<TestSummary> {
  const startedMs = host.clock.monotonicMs();
  const { jobs = Math.max(2, Math.min(4, availableParallelism())), cellTimeoutMs = 600_000 } = options;
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new OctavoError('test-jobs', `Cannot run ${jobs} notebooks at a time`, { hint: 'octavo test --jobs 2' });
  }
  const project = soundProject(options.root ?? host.cwd());
  const { root, lib } = project;
  const plan = { ...testFlags(project, options.flags ?? []), pattern: options.name ? partOf(options.name) : undefined };
  const found = await findTestedNotebooks(paths, project, host);
  const tests: NotebookTest[] = [];
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const onTest = (test: NotebookTest) => {
    tests.push(test);
    options.onTest?.(test);
    if (options.bail && test.status === 'failed') stop.abort('bail');
  };
  const quick: ReadyNotebook[] = [];
  const slow: ReadyNotebook[] = [];
  const read = await Promise.all(found.map((each) => readNotebookTest(each, root, plan, host)));
  const chosen = read.flatMap((one) => ('unmatched' in one ? [] : [one]));
  if (chosen.length === 0) {
    const message = `No cell has "${options.name}" in its heading or id, in ${found.length} ${found.length === 1 ? 'notebook' : 'notebooks'}`;
    throw new OctavoError('test-no-match', message, { hint: 'octavo test --verbose shows the names' });
  }
  for (const one of chosen) {
    if ('done' in one) onTest(one.done);
    else (one.ready.isTypeScript && !options.kernel ? quick : slow).push(one.ready);
  }
  const { bail = false, coverage } = options;
  await Promise.all([
    inTurn(slow, jobs, signal, async (ready) =>
      onTest(await testOnKernel(ready, { root, cellTimeoutMs, signal }, host)),
    ),
    quick.length > 0 &&
      testWithVitest(quick, { root, lib, jobs, cellTimeoutMs, plan, bail, coverage, signal, onTest }, host),
  ]);
  return summarize(tests, host.clock.monotonicMs() - startedMs);
}

/** A name is no regular expression: headings have brackets and dots in them. */
function partOf(name: string): RegExp {
  return new RegExp(name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
}

async function inTurn<Item>(
  items: readonly Item[],
  jobs: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined && !signal.aborted; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
}
