import { resolve } from 'node:path';
import type { Host } from '../../host/index.ts';
import { maskRun } from '../engine/mask-run.ts';
import { prepareRun } from '../engine/prepare.ts';
import { givenOptions, type PlanOptions, type SweepPlan } from './plan-sweep.ts';
import { beginResume } from './resume.ts';
import { readRunFiles } from './run-files.ts';
import { asTemplate } from './sweep-outputs.ts';

/** The numbers of the runs of a plan that `resume` would leave out, as their outputs are now. Writes nothing. */
export async function finishedRuns(
  { notebook, spec, runs }: SweepPlan,
  input: string,
  options: PlanOptions,
  host: Host,
): Promise<ReadonlySet<number>> {
  const cwd = resolve(host.cwd(), options.cwd ?? '.');
  const files = await readRunFiles({ input, notebook, spec, inputs: options.inputs ?? [] }, host);
  const quiet = { ...options, cwd, files, resume: true, warn: () => undefined };
  const finished = new Set<number>();
  for (const { index, given, output } of runs) {
    const own = { ...quiet, ...givenOptions(given), output: asTemplate(output) };
    try {
      const { prepared } = maskRun(await prepareRun({ ...notebook, path: input }, own, host), quiet, host);
      if ((await beginResume(prepared, cwd, own, host)).finished) finished.add(index);
    } catch {
      // Its folder is not there yet, say: it has not run.
    }
  }
  return finished;
}
