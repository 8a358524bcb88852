import { OctavoError } from '../../errors/index.ts';
import type { KernelSpec } from '../../kernel/index.ts';
import type { JsonObject, Notebook } from '../../notebook/index.ts';
import { checkParameters, type GivenParameter, readParameters } from '../arguments.ts';
import { plainValue } from '../parameter-values.ts';
import { findParametersCell, type Parameter } from '../parameters.ts';
import type { ParameterRules } from '../run-options.ts';
import type { Translator } from '../translator.ts';
import { splitUndeclared } from './path-parameters.ts';

/** What is to be decided about the parameters of a run. */
export interface ParameterQuestion {
  input: string;
  source: Notebook;
  given: Map<string, GivenParameter>;
  declared: Parameter[];
  translator: Translator | undefined;
  spec: KernelSpec;
  warn: (message: string) => void;
  rules?: ParameterRules | undefined; // 'strict' unless given
  paths?: Record<string, string> | undefined; // the notebook's own, as parameters; what is given wins over them
  templateNames?: string[] | undefined; // names that the templates of its paths use
}

/** The values to inject; undefined when none were given. A strict language checks, the others warn as papermill does. */
export function resolveParameters(question: ParameterQuestion): Record<string, unknown> | undefined {
  const { input, source, declared, translator, spec, warn, paths = {} } = question;
  const isStrict = question.rules !== 'papermill' && translator?.strict === true;
  const cell = findParametersCell(source);
  const all = new Map([...Object.entries(paths).map(([name, value]) => [name, { value }] as const), ...question.given]);
  const { templateNames = [] } = question;
  const onlyInPath = (name: string) =>
    warn(`${name} names the notebook only: ${input} declares no such parameter, and does not get it`);
  const split = isStrict ? splitUndeclared(all, { declared, paths, templateNames }, onlyInPath) : undefined;
  const given = split?.declared ?? all;
  if (given.size === 0 && !(isStrict && declared.some((parameter) => parameter.required))) {
    return split && Object.keys(split.paths).length > 0 ? split.paths : undefined;
  }
  if (!translator) {
    throw new OctavoError('run-no-translator', `Parameters cannot be written in ${spec.language || spec.name}`, {
      where: { notebook: input },
      hint: 'languages with parameters: typescript, javascript, python',
    });
  }
  if (!isStrict) {
    const known = new Set(declared.map((parameter) => parameter.name));
    for (const name of given.keys()) if (!known.has(name)) warn(`Passed unknown parameter: ${name}`);
    if (!cell) warn("Input notebook does not contain a cell with tag 'parameters'");
    return readParameters(given);
  }
  if (!cell) {
    throw new OctavoError(
      'run-no-parameters-cell',
      `${input} has no parameters cell, but parameters were given: ${[...given.keys()].join(', ')}`,
      { hint: 'give the cell that declares them the tag "parameters" (in JupyterLab: Property Inspector, Cell Tags)' },
    );
  }
  return { ...split?.paths, ...checkParameters(given, declared, input) };
}

/** The parameters that a notebook declares, as far as its language can be read. */
export function readDeclared(notebook: Notebook, translator: Translator | undefined): Parameter[] {
  const cell = findParametersCell(notebook);
  if (!cell || !translator?.readParameters) return [];
  return translator.readParameters(cell.source, { notebook: notebook.path, cell: cell.id });
}

/** The defaults that are written down as literals. */
export function literalDefaults(declared: Parameter[]): JsonObject {
  const known = declared.filter(({ default: value }) => value !== undefined && typeof value !== 'bigint');
  return Object.fromEntries(known.map((parameter) => [parameter.name, plainValue(parameter.default)]));
}
