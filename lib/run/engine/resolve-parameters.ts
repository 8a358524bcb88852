import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import type { JsonObject } from '../../notebook/json/index.ts';
import type { Translator } from '../languages/translator.ts';
import { checkParameters, type GivenParameter, readParameters } from '../parameters/arguments.ts';
import { findParametersCell, type Parameter } from '../parameters/parameter.ts';
import { plainValue } from '../parameters/parameter-values.ts';
import { refuseUnusual } from '../parameters/plain-data.ts';
import type { ParameterRules } from '../run-options.ts';
import { refuseNames, refuseUnwritable } from './check-values.ts';
import { splitUndeclared } from './path-parameters.ts';
import { createReferences, type References } from './references.ts';

/** What is to be decided about the parameters of a run. */
export interface ParameterQuestion {
  input: string;
  source: Notebook;
  given: Map<string, GivenParameter>;
  declared: Parameter[];
  translator: Translator | undefined;
  spec: KernelSpec;
  language?: string | undefined; // that was asked for
  warn: (message: string) => void;
  rules?: ParameterRules | undefined; // 'strict' unless given
  paths?: Record<string, string> | undefined; // the notebook's own, as parameters; what is given wins over them
  templateNames?: string[] | undefined; // names that the templates of its paths use
  references?: References | undefined; // those of this process and its folder unless given; papermill's rules know none
}

/** The values to inject; undefined when none were given. A strict language checks, the others warn as papermill does. */
export function resolveParameters(question: ParameterQuestion): Record<string, unknown> | undefined {
  const { input, source, declared, translator, spec, warn, paths = {} } = question;
  const isStrict = question.rules !== 'papermill' && translator?.strict === true;
  const cell = findParametersCell(source);
  const references = question.references ?? createReferences({}, nodeHost);
  const wished = question.rules === 'papermill' ? question.given : references.recognise(question.given);
  for (const [name, argument] of wished) if ('value' in argument) refuseUnusual(name, argument.value);
  const all = new Map([...Object.entries(paths).map(([name, value]) => [name, { value }] as const), ...wished]);
  const { templateNames = [] } = question;
  const onlyInPath = (name: string) =>
    warn(`${name} names the notebook only: ${input} declares no such parameter, and does not get it`);
  const split = isStrict ? splitUndeclared(all, { declared, paths, templateNames }, onlyInPath) : undefined;
  const given = split?.declared ?? all;
  if (given.size === 0 && !(isStrict && declared.some((parameter) => parameter.required))) {
    return split && Object.keys(split.paths).length > 0 ? split.paths : undefined;
  }
  if (!translator) {
    const language = question.language ?? (spec.language || spec.name);
    throw new OctavoError('run-no-translator', `Parameters cannot be written in ${language}`, {
      where: { notebook: input },
      hint: 'octavo/run: createTranslators().register(NAME, TRANSLATOR) adds a language; see docs/run.md',
    });
  }
  if (!isStrict) {
    refuseNames(given.keys(), translator, input);
    const known = new Set(declared.map((parameter) => parameter.name));
    for (const name of given.keys()) if (!known.has(name)) warn(`Passed unknown parameter: ${name}`);
    if (!cell) warn("Input notebook does not contain a cell with tag 'parameters'");
    return refuseUnwritable(readParameters(given, declared, references.textOf), translator, spec);
  }
  if (!cell) {
    throw new OctavoError(
      'run-no-parameters-cell',
      `${input} has no parameters cell, but parameters were given: ${[...given.keys()].join(', ')}`,
      { hint: 'give the cell that declares them the tag "parameters" (in JupyterLab: Property Inspector, Cell Tags)' },
    );
  }
  const checked = checkParameters(given, declared, input, references.textOf);
  return { ...split?.paths, ...refuseUnwritable(checked, translator, spec) };
}

/** The parameters that a notebook declares, as far as its language can be read. */
export function readDeclared(notebook: Notebook, translator: Translator | undefined): Parameter[] {
  const cell = findParametersCell(notebook);
  if (!cell || !translator?.readParameters) return [];
  return translator.readParameters(cell.source, { notebook: notebook.path, cell: cell.id });
}

/** The defaults that are written down as literals. */
export function literalDefaults(declared: Parameter[]): JsonObject {
  const known = declared.filter(({ default: value }) => value !== undefined);
  return Object.fromEntries(known.map((parameter) => [parameter.name, plainValue(parameter.default)]));
}
