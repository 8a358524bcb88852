import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Vitest } from 'vitest/node';
import { findProject, type Host, nodeHost } from '../../host/index.ts';
import { type FoundNotebook, findTestedNotebooks } from '../notebooks/find-notebooks.ts';
import { type ReadyNotebook, readNotebookTest } from '../notebooks/read-notebook-test.ts';
import { testFlags } from '../notebooks/test-flags.ts';
import { type NotebookTest, summarize, type TestSummary } from '../results.ts';
import { findVitest } from './find-vitest.ts';
import { notebookReporter } from './notebook-reporter.ts';
import { notebooks } from './plugin.ts';
import { vitestConfig } from './vitest-config.ts';

export interface WatchOptions {
  cellTimeoutMs: number;
  flags: string[];
  jobs?: number | undefined;
  signal: AbortSignal; // ends the watch
  onTest: (test: NotebookTest) => void; // called as each notebook ends
  onRound: (summary: TestSummary) => void; // called when all that a change touches has run
}

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Runs the TypeScript notebooks at paths, and again those that a change of theirs or of a module touches, until it is
 * told to stop. Throws what `testNotebooks` throws.
 */
export async function watchNotebooks(paths: string[], options: WatchOptions, host: Host = nodeHost): Promise<void> {
  const project = findProject(host.cwd());
  const { root } = project;
  const { startVitest } = await findVitest(root);
  const plan = testFlags(project, options.flags);
  const found = await findTestedNotebooks(paths, project, host);
  const read = (one: FoundNotebook) => readNotebookTest(one, root, plan, host);
  const ready = new Map<string, ReadyNotebook>();
  for (const one of await Promise.all(found.map(read))) {
    if ('done' in one) options.onTest(one.done);
    else if ('ready' in one && one.ready.isTypeScript) ready.set(join(root, one.ready.path), one.ready);
  }
  let tests: NotebookTest[] = [];
  let startedMs = host.clock.monotonicMs();
  const module = { ...plan, cellTimeoutMs: options.cellTimeoutMs, quiet: true, asText: true };
  const reporter = notebookReporter(ready, { root, module }, (test) => {
    tests.push(test);
    options.onTest(test);
  });
  let vitest: Vitest | undefined;
  const watching = await startVitest(
    'test',
    [],
    {
      ...vitestConfig([...ready.values()], { root, jobs: options.jobs ?? 2, watch: true }),
      reporters: [
        {
          ...reporter,
          onInit: (started) => {
            vitest = started;
          },
          onTestRunStart: async (specifications) => {
            startedMs = host.clock.monotonicMs();
            tests = [];
            // What a notebook says may have changed since it was planned.
            for (const { moduleId } of specifications) {
              const known = ready.get(moduleId);
              const again = known && (await read({ path: known.path }));
              if (again && 'ready' in again) ready.set(moduleId, again.ready);
            }
          },
          onTestRunEnd: () => options.onRound(summarize(tests, host.clock.monotonicMs() - startedMs)),
        },
      ],
    },
    { plugins: [notebooks(module)], logLevel: 'silent' },
    { stdout: silent(), stderr: silent() as never },
  );
  if (!options.signal.aborted)
    await new Promise((done) => options.signal.addEventListener('abort', done, { once: true }));
  await (vitest ?? watching)?.close();
}
