// Generated from notebooks/40_run/08_translators.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400d0003 400d0004 400d0008 400d0005

// %% notebooks/40_run/08_translators.ipynb#400d0003 0025d3d5
import { csharpDialect, fsharpDialect } from './languages/dotnet-dialects.ts';
import { isPythonName, pythonCell } from './languages/python-source.ts';
import { readPythonParameters } from './languages/python-parameters.ts';
import type { Parameter } from './parameters/parameter.ts';
import { readTypeScriptParameters } from './languages/typescript-parameters.ts';
import { juliaDialect, rDialect } from './languages/r-julia-dialects.ts';
import { matlabDialect, scalaDialect } from './languages/scala-matlab-dialects.ts';
import { bashDialect, powershellDialect } from './languages/shell-dialects.ts';
import { type Dialect, type Translator, translatorOf } from './languages/translator.ts';
import { typescriptCell } from './languages/typescript-source.ts';

// %% notebooks/40_run/08_translators.ipynb#400d0004 1551b681
/** Translators by language or by kernel name. */
export interface Translators {
  register: (name: string, translator: Translator) => void;
  find: (kernelName: string | undefined, language: string | undefined) => Translator | undefined; // the kernel's own first, as papermill does
  names: () => string[];
}

/** A registry with TypeScript, JavaScript, and the languages of papermill under papermill's names. */
export function createTranslators(): Translators {
  const registered = new Map<string, Translator>();
  const add = (names: string[], translator: Translator) => {
    for (const name of names) registered.set(name, translator);
  };
  add(['typescript', 'tslab', 'octavo', 'deno'], typescriptTranslator);
  add(['javascript', 'jslab'], {
    ...typescriptTranslator,
    writeParameters: (values, declared) => typescriptCell(values, declared.map(withoutType)),
  });
  add(['python', 'pysparkkernel'], pythonTranslator);
  for (const [dialect, names] of dialectNames) add(names, translatorOf(dialect));
  return {
    register: (name, translator) => void registered.set(name.toLowerCase(), translator),
    find: (kernelName, language) =>
      registered.get(kernelName?.toLowerCase() ?? '') ?? registered.get(language?.toLowerCase() ?? ''),
    names: () => [...registered.keys()],
  };
}

// %% notebooks/40_run/08_translators.ipynb#400d0008 2c8d1e07
/** Whether a variable of TypeScript can be called so; words that the language keeps for itself are found when the cell is checked. @internal */
export function isTypeScriptName(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);
}

/** @internal */
export const typescriptTranslator: Translator = {
  readParameters: readTypeScriptParameters,
  writeParameters: typescriptCell,
  strict: true,
  references: true,
  isName: isTypeScriptName,
};

/** @internal */
export const pythonTranslator: Translator = {
  readParameters: readPythonParameters,
  writeParameters: pythonCell,
  python: true,
  references: true,
  isName: isPythonName,
};

/** The names of each dialect, in small letters: papermill's, then those that kernels give as their language. @internal */
export const dialectNames: [Dialect, string[]][] = [
  [rDialect, ['r', 'sparkrkernel']],
  [scalaDialect, ['scala', 'sparkkernel']],
  [juliaDialect, ['julia']],
  [matlabDialect, ['matlab']],
  [csharpDialect, ['.net-csharp', 'c#', 'csharp']],
  [fsharpDialect, ['.net-fsharp', 'f#', 'fsharp']],
  [powershellDialect, ['.net-powershell', 'powershell', 'pwsh']],
  [bashDialect, ['bash']],
];

// %% notebooks/40_run/08_translators.ipynb#400d0005 bcd37654
/** A parameter for a language without types. @internal */
export function withoutType(parameter: Parameter): Parameter {
  return { ...parameter, typeText: '' };
}
