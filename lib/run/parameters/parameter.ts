// Generated from notebooks/40_run/03_parameters/02_parameter.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40620003 40050004

// %% notebooks/40_run/03_parameters/02_parameter.ipynb#40620003 ef1c20cd
import { type Cell, hasTag, type Notebook } from '../../notebook/index.ts';
import type { ParameterType } from './parameter-types.ts';

// %% notebooks/40_run/03_parameters/02_parameter.ipynb#40050004 98006362
/** One parameter, as its parameters cell declares it. */
export interface Parameter {
  name: string;
  type: ParameterType; // declared, or inferred from the default
  typeText: string | undefined; // the declared type as it is written; undefined when there is none
  keyword: 'const' | 'let' | 'var' | undefined; // undefined in a language without
  required: boolean; // declared without a value
  default: unknown; // undefined when it is not a literal
  defaultText: string | undefined; // as it is written
  help: string; // '' when there is none
}

/** The first cell with the tag `parameters`; undefined when there is none. */
export function findParametersCell(notebook: Notebook): Cell | undefined {
  return notebook.cells.find((cell) => cell.kind === 'code' && hasTag(cell, 'parameters'));
}
