// Generated from notebooks/40_run/13_translators.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 400d0003 400d0004 400d0005

// %% notebooks/40_run/13_translators.ipynb#400d0003 420e1c85
import { pythonCell } from './python-source.ts';
import { readPythonParameters } from './python-parameters.ts';
import { type Parameter, readTypeScriptParameters } from './parameters.ts';
import { typescriptCell } from './typescript-source.ts';

// %% notebooks/40_run/13_translators.ipynb#400d0004 aac8a4e0
/** What the runner needs to know of a language. */
export interface Translator {
  readParameters: (source: string, where?: { notebook?: string | undefined; cell?: string | undefined }) => Parameter[];
  writeParameters: (values: Record<string, unknown>, declared: Parameter[]) => string; // source of the injected cell
  strict: boolean; // an unknown name or a wrong type is an error, rather than a warning
  python: boolean; // values are read as Python reads them: 1e3 is a float
}

/** Translators by language or by kernel name. */
export interface Translators {
  register: (name: string, translator: Translator) => void;
  find: (kernelName: string | undefined, language: string | undefined) => Translator | undefined; // the kernel's own first, as papermill does
  names: () => string[];
}

/** A registry with TypeScript (and JavaScript) and Python. */
export function createTranslators(): Translators {
  const registered = new Map<string, Translator>();
  const typescript: Translator = {
    readParameters: readTypeScriptParameters,
    writeParameters: typescriptCell,
    strict: true,
    python: false,
  };
  const python: Translator = {
    readParameters: readPythonParameters,
    writeParameters: pythonCell,
    strict: false,
    python: true,
  };
  for (const name of ['typescript', 'tslab', 'octavo']) registered.set(name, typescript);
  registered.set('javascript', {
    ...typescript,
    writeParameters: (values, declared) => typescriptCell(values, declared.map(withoutType)),
  });
  registered.set('python', python);
  return {
    register: (name, translator) => void registered.set(name.toLowerCase(), translator),
    find: (kernelName, language) =>
      registered.get(kernelName?.toLowerCase() ?? '') ?? registered.get(language?.toLowerCase() ?? ''),
    names: () => [...registered.keys()],
  };
}

// %% notebooks/40_run/13_translators.ipynb#400d0005 bcd37654
/** A parameter for a language without types. @internal */
export function withoutType(parameter: Parameter): Parameter {
  return { ...parameter, typeText: '' };
}
