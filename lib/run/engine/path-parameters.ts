import { suggest } from '../../errors/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { misfit } from '../parameters/misfit.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { unknownType } from '../parameters/parameter-types.ts';
import type { InjectedPaths } from '../run-options.ts';

/** What is given besides the parameters that a notebook declares, when unknown names are errors. */
export interface UndeclaredGiven {
  declared: Map<string, GivenParameter>; // what is to be checked
  paths: Record<string, string>; // injected though the notebook does not declare them: they were asked for by an option
}

/** The paths of a run as parameters, as papermill's --inject-paths gives them. */
export function pathParameters(
  wish: InjectedPaths | undefined,
  input: string,
  output: string | undefined, // undefined: written nowhere, and there is no path to tell
): Record<string, string> {
  return {
    ...(wish?.input ? { PAPERMILL_INPUT_PATH: input } : {}),
    ...(wish?.output && output !== undefined ? { PAPERMILL_OUTPUT_PATH: output } : {}),
  };
}

/**
 * Takes from what was given the names that only a path template uses, and the paths that the notebook does not declare. A
 * name like one that it does declare stays, to be refused: that is a slip of the pen, and the default would win in silence.
 */
export function splitUndeclared(
  given: ReadonlyMap<string, GivenParameter>,
  about: { declared: Parameter[]; templateNames: string[]; paths: Record<string, string> },
  onOnlyInPath: (name: string) => void,
): UndeclaredGiven {
  const names = about.declared.map((parameter) => parameter.name);
  const split: UndeclaredGiven = { declared: new Map(), paths: {} };
  for (const [name, argument] of given) {
    const path = about.paths[name];
    if (names.includes(name)) split.declared.set(name, argument);
    else if (path !== undefined && 'value' in argument && argument.value === path) split.paths[name] = path;
    else if (about.templateNames.includes(name) && suggest(name, names) === undefined) onOnlyInPath(name);
    else split.declared.set(name, argument);
  }
  return split;
}

/** What was declared, without the types that a value does not fit: for rules under which types are not checked. */
export function withFittingTypes(declared: Parameter[], values: Record<string, unknown>): Parameter[] {
  return declared.map((parameter) => {
    const value = values[parameter.name];
    const plain = value instanceof Number ? value.valueOf() : value;
    if (misfit(parameter.type, plain) === undefined) return parameter;
    return { ...parameter, type: unknownType, typeText: undefined };
  });
}
