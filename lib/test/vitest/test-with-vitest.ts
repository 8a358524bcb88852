import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Vitest } from 'vitest/node';
import type { Host } from '../../host/index.ts';
import type { PlanOptions } from '../cell-plan.ts';
import type { ReadyNotebook } from '../notebooks/read-notebook-test.ts';
import type { NotebookTest } from '../results.ts';
import { coverageConfig, coverageFolder, coverageTable, dropNotebooks } from './coverage.ts';
import { exportedPlaces } from './exported-places.ts';
import { checkCoverage, findVitest } from './find-vitest.ts';
import { lostTest } from './lost-notebook.ts';
import { madeModules } from './made-modules.ts';
import { notebookReporter } from './notebook-reporter.ts';
import { notebooksPlugin } from './plugin.ts';
import type { TestModuleOptions } from './test-module.ts';
import { compileCache, vitestConfig } from './vitest-config.ts';
import { watchCells } from './watch-cells.ts';

export interface VitestTestOptions {
  root: string; // of the project, absolute
  lib: string; // its folder of modules, relative to the root
  jobs: number;
  cellTimeoutMs: number;
  plan: PlanOptions;
  bail: boolean;
  coverage?: { print: (text: string) => void } | undefined;
  signal?: AbortSignal | undefined;
  onTest: (test: NotebookTest) => void; // called as each notebook ends
}

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * Runs TypeScript notebooks in the workers of vitest, several in one. A worker that is lost costs its own notebook only.
 * Throws `test-no-vitest`, `test-no-coverage`.
 */
export async function testWithVitest(
  ready: readonly ReadyNotebook[],
  options: VitestTestOptions,
  host: Host,
): Promise<void> {
  const { startVitest } = await findVitest(options.root);
  if (options.coverage) checkCoverage(options.root);
  let waiting = new Map(ready.map((one) => [join(options.root, one.path), one]));
  while (waiting.size > 0 && !options.signal?.aborted) {
    const left = await runOnce(startVitest, waiting, options, host);
    waiting = options.bail && left.size < waiting.size ? new Map() : left;
  }
}

/** Returns those that did not run because the worker that should have run them was lost. */
async function runOnce(
  startVitest: typeof import('vitest/node')['startVitest'],
  waiting: ReadonlyMap<string, ReadyNotebook>,
  options: VitestTestOptions,
  host: Host,
): Promise<Map<string, ReadyNotebook>> {
  const { root, signal, cellTimeoutMs } = options;
  const left = new Map(waiting);
  const cells = watchCells(cellTimeoutMs);
  const tell = (file: string, test: NotebookTest) => {
    if (!left.delete(file)) return;
    options.onTest(test);
  };
  // Maps are made for the notebooks that fail, unless the lines that ran are counted.
  const module = {
    ...options.plan,
    cellTimeoutMs,
    quiet: true,
    asText: !options.coverage,
    ...exportedOf(options),
  };
  const modules = madeModules(waiting, module);
  const reporter = notebookReporter(waiting, { root, module }, (test) => {
    const file = join(root, test.notebook);
    if (!cells.lost.has(file) && !signal?.aborted) tell(file, test);
  });
  const { exitCode } = process;
  const failures: string[] = []; // of vitest itself
  let vitest: Vitest | undefined;
  const stop = () => {
    cells.kill();
    void vitest?.cancelCurrentRun('keyboard-input');
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await startVitest(
      'test',
      [],
      {
        ...vitestConfig([...waiting.values()], options),
        env: { ...(!options.coverage && compileCache()), ...cells.env },
        reporters: [
          {
            ...reporter,
            onInit: (started) => {
              vitest = started;
            },
            onTestRunStart: modules.begin,
            onCoverage: dropNotebooks,
            onTestRunEnd: (_modules, errors) => {
              failures.push(...errors.map(({ message }) => message));
            },
          },
        ],
        ...(options.coverage && { coverage: coverageConfig(options.lib) }),
      },
      { plugins: [notebooksPlugin(module, modules.moduleOf)], logLevel: 'silent' },
      { stdout: silent() as never, stderr: silent() as never },
    );
    for (const { file, cell } of cells.running()) tellLost(file, cell);
    await vitest?.close();
    if (options.coverage && !signal?.aborted) {
      options.coverage.print(await host.files.readText(join(root, coverageFolder, coverageTable)));
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    cells.close();
    process.exitCode = exitCode; // the command has its own
  }
  if (left.size === waiting.size && !signal?.aborted) {
    throw new Error(`vitest ran none of ${left.size} notebooks: ${failures.join('; ') || 'it gives no reason'}`);
  }
  return left;

  function tellLost(file: string, cell: string | undefined): void {
    const one = waiting.get(file);
    if (!one || signal?.aborted) return;
    const timedOut = cells.lost.has(file);
    tell(file, lostTest(one, cell, timedOut ? cellTimeoutMs : undefined, { root, module }));
  }
}

function exportedOf({ coverage, root, lib }: VitestTestOptions): Pick<TestModuleOptions, 'exported'> {
  return coverage ? { exported: { root, find: exportedPlaces(root, lib) } } : {};
}
