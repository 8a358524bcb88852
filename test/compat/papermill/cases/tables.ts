import type { Case } from './case.ts';
import { endingCases } from './endings.ts';
import { fixtureCases } from './fixtures.ts';
import { outputCases } from './outputs.ts';
import { parameterCases } from './parameters.ts';
import { pathCases } from './paths.ts';
import { preparingCases } from './preparing.ts';
import { refusedCases } from './refused.ts';

/** All cases, by what they are about. */
export const caseTables: Record<string, Case[]> = {
  'a notebook as papermill has': fixtureCases,
  parameters: parameterCases,
  'the end of a run': endingCases,
  'outputs and cells': outputCases,
  paths: pathCases,
  'besides running': preparingCases,
  refused: refusedCases,
};
