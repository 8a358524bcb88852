import type { Host } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import {
  type JsonObject,
  type Notebook,
  notebookKernelName,
  notebookLanguage,
  readNotebook,
  refuseConflicts,
  upgradeNotebook,
} from '../../notebook/index.ts';
import { combineArguments } from '../arguments.ts';
import { removeErrorMarkers } from '../error-markers.ts';
import { injectParameters } from '../inject.ts';
import type { RunOptions } from '../run-options.ts';
import { chooseOutput } from '../storage/output-path.ts';
import type { Translators } from '../translators.ts';
import { chooseKernel } from './kernel-choice.ts';
import { literalDefaults, readDeclared, resolveParameters } from './resolve-parameters.ts';

/** The options of a run, of which two are always there by now. */
export interface PrepareOptions extends RunOptions {
  translators: Translators;
  warn: (message: string) => void;
}

/** A run that has passed every check and has touched nothing yet. */
export interface PreparedRun {
  notebook: Notebook; // upgraded, without old error markers, with its parameters injected
  output: string | undefined;
  spec: KernelSpec;
  parameters: Record<string, unknown> | undefined; // undefined when none were given
  defaults: JsonObject;
}

/** Reads and checks everything that can be checked before a kernel starts. Throws an OctavoError for the first thing that is wrong. */
export async function prepareRun(input: string, options: PrepareOptions, host: Host): Promise<PreparedRun> {
  const source = await readNotebook(input, host);
  refuseConflicts(source, input);
  const spec = await chooseKernel(source, options.kernel, host);
  const translator = options.translators.find(
    options.kernel === undefined ? notebookKernelName(source) : spec.name,
    options.kernel === undefined ? (notebookLanguage(source) ?? spec.language) : spec.language,
  );
  const given = combineArguments(options.arguments ?? {}, { python: translator?.python ?? false });
  for (const [name, value] of Object.entries(options.parameters ?? {})) given.set(name, { value });
  const declared = readDeclared(source, translator);
  const parameters = resolveParameters({ input, source, given, declared, translator, spec, warn: options.warn });
  const output = options.output === null ? undefined : await chooseOutput(input, options.output, host);
  const clean = removeErrorMarkers(upgradeNotebook(source));
  const notebook =
    parameters && translator ? injectParameters(clean, translator.writeParameters(parameters, declared)) : clean;
  return { notebook, output, spec, parameters, defaults: literalDefaults(declared) };
}
