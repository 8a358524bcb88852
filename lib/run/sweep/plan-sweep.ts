import type { Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import {
  type JsonObject,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  readNotebook,
  refuseConflicts,
} from '../../notebook/index.ts';
import { combineArguments, type GivenParameter } from '../arguments.ts';
import { chooseKernel } from '../engine/kernel-choice.ts';
import { readDeclared, resolveParameters } from '../engine/resolve-parameters.ts';
import { plainValue } from '../parameter-values.ts';
import type { RunOptions } from '../run-options.ts';
import { givenTwice, type SweepPoint } from '../sweep-points.ts';
import type { Translators } from '../translators.ts';
import { chooseSweepOutputs, type SweepOutputs } from './sweep-outputs.ts';

/** One run of a sweep, checked. */
export interface PlannedRun {
  index: number; // 1-based
  point: SweepPoint;
  varying: JsonObject; // the values of the point, as they were read
  output: string;
}

/** A sweep that has passed every check and has touched nothing yet. */
export interface SweepPlan {
  notebook: Notebook;
  spec: KernelSpec;
  parameters: JsonObject; // those that all runs share
  names: string[]; // of the parameters that vary
  outputs: SweepOutputs;
  runs: PlannedRun[];
}

/** What a plan is made from: the options of its runs, of which two are always there. */
export interface PlanOptions extends RunOptions {
  translators: Translators;
  warn: (message: string) => void;
}

/**
 * Reads the notebook once and checks every run of a sweep against it. Throws for the first run that is wrong what
 * `runNotebook` would, `run-sweep-name` and `run-sweep-output`; nothing has begun then.
 */
export async function planSweep(
  input: string,
  points: readonly SweepPoint[],
  options: PlanOptions,
  host: Host,
): Promise<SweepPlan> {
  const { translators, warn } = options;
  const source = await readNotebook(input, host);
  refuseConflicts(source, input);
  const spec = await chooseKernel(source, options.kernel, host);
  const isNamed = options.kernel !== undefined;
  const translator = translators.find(
    isNamed ? spec.name : notebookKernelName(source),
    isNamed ? spec.language : (notebookLanguage(source) ?? spec.language),
  );
  const shared = combineArguments(options.arguments ?? {}, { python: translator?.python ?? false });
  for (const [name, value] of Object.entries(options.parameters ?? {})) shared.set(name, { value });
  const declared = readDeclared(source, translator);
  const resolved = (given: Map<string, GivenParameter>) =>
    resolveParameters({ input, source, given, declared, translator, spec, warn }) ?? {};
  refuseTwice(points, options);
  const given = points.map((point) => new Map([...shared, ...point]));
  const names = [...new Set(points.flatMap((point) => [...point.keys()]))];
  const varying = given.map((values, at) => picked(resolved(values), points[at]?.keys() ?? []));
  const outputs = await chooseSweepOutputs(input, options.output ?? undefined, given, host);
  const runs = points.map((point, at): PlannedRun => {
    return { index: at + 1, point, varying: varying[at] ?? {}, output: outputs.places[at] as string };
  });
  const first = given[0] ? resolved(given[0]) : {};
  const parameters = picked(
    first,
    [...shared.keys()].filter((name) => !names.includes(name)),
  );
  return { notebook: source, spec, parameters, names, outputs, runs };
}

/** A value on the command line for a parameter that the sweep varies: it cannot mean anything. A file of defaults may name it. */
function refuseTwice(points: readonly SweepPoint[], { arguments: given, parameters }: PlanOptions): void {
  const typed = [...(given?.words ?? []), ...(given?.raw ?? [])].map(([name]) => name);
  const shared = new Set([...typed, ...Object.keys(parameters ?? {})]);
  for (const point of points) for (const name of point.keys()) if (shared.has(name)) throw givenTwice(name);
}

/** Some members of an object, as JSON. */
function picked(values: Record<string, unknown>, names: Iterable<string>): JsonObject {
  const entries = [...names]
    .filter((name) => Object.hasOwn(values, name))
    .map((name) => [name, plainValue(values[name])]);
  return Object.fromEntries(entries) as JsonObject;
}
