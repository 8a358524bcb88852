import type { KernelSpec } from '../../../lib/kernel/index.ts';
import { type BareKernel, startBareKernel } from '../bare-kernel.ts';
import { awaits } from './cases/awaits.ts';
import { editor } from './cases/editor.ts';
import { errors } from './cases/errors.ts';
import { modules } from './cases/modules.ts';
import { displays, output } from './cases/output.ts';
import { typing } from './cases/typing.ts';
import { lastExpressions, variables } from './cases/variables.ts';
import type { CorpusCase, Topic } from './corpus.ts';
import { observe } from './observe.ts';

export const topics: Topic[] = [variables, lastExpressions, awaits, modules, output, displays, errors, typing, editor];

/** What came of every step of every case, by the case's name. */
export type Observations = Map<string, string[]>;

/** Runs the cases of a topic on one kernel, which is started again after a case that has spoilt it. */
export async function observeTopic(topic: Topic, spec: KernelSpec, project: string): Promise<Observations> {
  const observations: Observations = new Map();
  let kernel: BareKernel | undefined;
  try {
    for (const each of topic.cases) {
      if (each.isAlone) {
        await kernel?.stop();
        kernel = undefined;
      }
      kernel ??= await startBareKernel(spec, { cwd: project });
      const { steps, isSpoilt } = await observeCase(kernel, each, project);
      observations.set(each.name, steps);
      if (isSpoilt || each.isAlone) {
        await kernel.stop();
        kernel = undefined;
      }
    }
  } finally {
    await kernel?.stop();
  }
  return observations;
}

async function observeCase(kernel: BareKernel, { steps }: CorpusCase, project: string) {
  const seen: string[] = [];
  for (const step of steps) {
    try {
      seen.push(await observe(kernel, step, project));
    } catch (error) {
      seen.push(`kernel dies: ${(error as Error).message.split('\n')[0]}`);
      return { steps: seen, isSpoilt: true };
    }
  }
  const isSpoilt = seen.some((one) => /^kernel ends|does not stop/.test(one)) || seen.some((one) => one.length > 5000);
  return { steps: seen, isSpoilt };
}
