import type { Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import type { JsonObject } from '../../notebook/json/index.ts';
import { refuseConflicts } from '../../notebook/merge/index.ts';
import { chooseTranslator, kernelToName } from '../engine/kernel-choice.ts';
import { splitUndeclared } from '../engine/path-parameters.ts';
import { prepareRun } from '../engine/prepare.ts';
import { readInput } from '../engine/read-input.ts';
import { createReferences } from '../engine/references.ts';
import { readDeclared, resolveParameters } from '../engine/resolve-parameters.ts';
import { combineArguments, type GivenParameter } from '../parameters/arguments.ts';
import { plainValue, WholeFloat } from '../parameters/parameter-values.ts';
import { givenTwice, type SweepPoint } from '../points/sweep-points.ts';
import type { RunOptions } from '../run-options.ts';
import { createStorages } from '../storages.ts';
import { templateNames } from '../templates/format-template.ts';
import type { Translators } from '../translators.ts';
import { ofRun } from './of-run.ts';
import { chooseSweepOutputs, type SweepOutputs } from './sweep-outputs.ts';
import { oncePerText } from './told-once.ts';

/** One run of a sweep, checked. */
export interface PlannedRun {
  index: number; // 1-based
  given: SweepPoint; // all of its parameters
  varying: JsonObject; // the values that are its own, as they were read
  output: string;
  moreOutputs: Record<string, string>; // paths of what else is written for it, by name
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
  moreOutputs?: Readonly<Record<string, string>> | undefined;
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
  const { rules } = options;
  const warn = oncePerText(options.warn);
  refuseTwice(points, options);
  const storages = options.storages ?? createStorages();
  const { source } = await readInput(input, storages, host, options);
  refuseConflicts(source, input);
  const spec = await kernelToName(source, options, host);
  const translator = chooseTranslator(source, spec, options);
  const python = translator?.python ?? false;
  const shared = combineArguments(options.arguments ?? {}, { python });
  for (const [name, value] of Object.entries(options.parameters ?? {})) shared.set(name, { value });
  const declared = readDeclared(source, translator);
  const given = points.map((point) => new Map([...shared, ...(python ? point : withoutFloats(point))]));
  const templates = [options.output ?? '', ...Object.values(options.moreOutputs ?? {})];
  const inTemplate = templates.flatMap(templateNames);
  const onlyInPath = (name: string) => warn(`"${name}" names the outputs only: ${input} declares no such parameter`);
  const references = createReferences(options, host);
  const read = given.map((all, at) => {
    const strict = rules !== 'papermill' && translator?.strict;
    const about = { declared, templateNames: inTemplate, paths: {} };
    const kept = strict ? splitUndeclared(all, about, onlyInPath).declared : all;
    const question = { input, source, given: kept, declared, translator, spec, warn, rules, references };
    const values = ofRun(at, given.length, () => resolveParameters(question)) ?? {};
    return { kept, values, varying: shownValues(points[at]?.keys() ?? [], values, all) };
  });
  const outputs = await chooseSweepOutputs(input, options, given, storages, host);
  const runs = read.map(({ kept, varying }, at): PlannedRun => {
    const [output, moreOutputs] = [outputs.places[at] as string, outputs.more[at] ?? {}];
    return { index: at + 1, given: kept, varying, output, moreOutputs };
  });
  const [first] = runs;
  if (first) {
    // What is not the runs' own (cells, folder, engine, seed) is wrong in all of them or in none.
    const own = { ...givenOptions(first.given), output: null };
    await prepareRun({ ...source, path: input }, { ...options, ...own, warn }, host);
  }
  const names = [...new Set(points.flatMap((point) => [...point.keys()]))];
  const fixed = [...shared.keys()].filter((name) => !names.includes(name));
  const parameters = shownValues(fixed, read[0]?.values ?? {}, given[0] ?? new Map());
  return { notebook: source, spec, parameters, names, outputs, runs };
}

/** Parameters of a run as its options give them. */
export function givenOptions(given: SweepPoint): Required<Pick<RunOptions, 'parameters' | 'arguments'>> {
  const words: [string, string][] = [];
  const values: [string, unknown][] = [];
  for (const [name, argument] of given) {
    if ('word' in argument) words.push([name, argument.word]);
    else values.push([name, argument.value]);
  }
  return { parameters: Object.fromEntries(values), arguments: { words } };
}

/** A value on the command line for a parameter that the sweep varies: it cannot mean anything. A file of defaults may name it. */
function refuseTwice(points: readonly SweepPoint[], { arguments: given, parameters }: PlanOptions): void {
  const typed = [...(given?.words ?? []), ...(given?.raw ?? [])].map(([name]) => name);
  const shared = new Set([...typed, ...Object.keys(parameters ?? {})]);
  for (const point of points) for (const name of point.keys()) if (shared.has(name)) throw givenTwice(name);
}

/** Some values as JSON: as the notebook reads them, or as they were given where only a path does. */
function shownValues(names: Iterable<string>, read: Record<string, unknown>, given: SweepPoint): JsonObject {
  const shown = [...names].map((name) => {
    const argument = given.get(name);
    const asGiven = argument && ('word' in argument ? argument.word : argument.value);
    return [name, plainValue(Object.hasOwn(read, name) ? read[name] : asGiven)];
  });
  return Object.fromEntries(shown) as JsonObject;
}

/** A point for a language that does not tell 1.0 from 1. */
function withoutFloats(point: SweepPoint): SweepPoint {
  const plain = (value: unknown): unknown => {
    if (value instanceof WholeFloat) return value.valueOf();
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  };
  const entries = [...point].map(([name, argument]): [string, GivenParameter] => {
    return [name, 'word' in argument ? argument : { value: plain(argument.value) }];
  });
  return new Map(entries);
}
