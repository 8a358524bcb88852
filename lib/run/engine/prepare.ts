import { resolve } from 'node:path';
import type { Host } from '../../host/index.ts';
import { checkThread, type KernelSpec } from '../../kernel/index.ts';
import { type Notebook, upgradeNotebook } from '../../notebook/index.ts';
import type { JsonObject } from '../../notebook/json/index.ts';
import { refuseConflicts } from '../../notebook/merge/index.ts';
import { removeErrorMarkers } from '../error-markers.ts';
import { injectParameters } from '../inject.ts';
import { combineArguments } from '../parameters/arguments.ts';
import type { RunOptions } from '../run-options.ts';
import type { OutputTarget } from '../storage/output-target.ts';
import { createStorages } from '../storages.ts';
import type { Translators } from '../translators.ts';
import { type Choices, checkChoices } from './check-choices.ts';
import { fillPlaces } from './fill-places.ts';
import { chooseTranslator, kernelToName } from './kernel-choice.ts';
import { openTarget } from './open-target.ts';
import { pathParameters, withFittingTypes } from './path-parameters.ts';
import { plainReferences } from './plain-references.ts';
import { type RunInput, readInput } from './read-input.ts';
import { createReferences } from './references.ts';
import { hideSources } from './report-mode.ts';
import { literalDefaults, readDeclared, resolveParameters } from './resolve-parameters.ts';
import { typesKeyOf } from './type-checks.ts';

/** The options of a run, of which two are always there by now. */
export interface PrepareOptions extends RunOptions {
  translators: Translators;
  warn: (message: string) => void;
}

/** A run that has passed every check and has touched nothing yet. */
export interface PreparedRun {
  input: string; // its place as messages and records show it
  read: RunInput;
  runUuid: string;
  notebook: Notebook; // upgraded, without old error markers, with its parameters injected
  target: OutputTarget | undefined; // undefined: written nowhere
  output: string | undefined; // its place as messages and records show it
  spec: KernelSpec;
  parameters: Record<string, unknown> | undefined; // undefined when none were given
  secrets: string[];
  plain: ReadonlySet<string>; // references whose values are not hidden // what references among the parameters stand for; it must be shown nowhere
  defaults: JsonObject;
  choices: Choices;
  typesKey: string | undefined; // of the injected cell
}

/** Reads and checks everything that can be checked before a kernel starts. Throws an OctavoError for the first thing that is wrong. */
export async function prepareRun(from: string | Notebook, wishes: PrepareOptions, host: Host): Promise<PreparedRun> {
  const { place, output, names: templateNames, runUuid } = fillPlaces(from, wishes, host);
  const options = { ...wishes, output };
  const { rules, warn } = options;
  const storages = options.storages ?? createStorages();
  const read = await readInput(place, storages, host, options);
  const { source, shown: input } = read;
  refuseConflicts(source, input);
  const spec = await kernelToName(source, options, host);
  if (options.engine === 'in-process') checkThread(spec, resolve(host.cwd(), options.cwd ?? '.'));
  const translator = chooseTranslator(source, spec, options);
  const given = combineArguments(options.arguments ?? {}, { python: translator?.python ?? false });
  for (const [name, value] of Object.entries(options.parameters ?? {})) given.set(name, { value });
  const declared = readDeclared(source, translator);
  const openOutput = async () => (output === null ? undefined : await openTarget(place, read, options, storages, host));
  const early = options.injectPaths?.output ? await openOutput() : undefined; // else last, since it may make a folder
  const paths = pathParameters(options.injectPaths, input, early?.shown());
  const references = createReferences(options, host);
  const { language } = options;
  const asked = { given, declared, translator, spec, language, rules, paths, templateNames };
  const question = { input, source, warn, references, ...asked };
  const parameters = resolveParameters(question);
  const plain = plainReferences(parameters ?? {}, references.textOf);
  const clean = removeErrorMarkers(upgradeNotebook(source));
  const types = parameters && rules === 'papermill' ? withFittingTypes(declared, parameters) : declared;
  const injected =
    parameters && translator ? injectParameters(clean, translator.writeParameters(parameters, types)) : clean;
  const notebook = options.reportMode ? hideSources(injected) : injected;
  const choices = await checkChoices(notebook, options, host);
  const target = early ?? (await openOutput());
  return {
    input,
    read,
    runUuid,
    notebook,
    target,
    output: target?.shown(),
    spec,
    parameters,
    secrets: references.secrets(plain),
    plain,
    defaults: literalDefaults(declared),
    choices,
    typesKey: typesKeyOf(parameters, types),
  };
}
