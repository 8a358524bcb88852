// Generated from notebooks/40_run/03_parameters by `octavo export`. Edit the notebooks, not this file.
export {
  checkParameters,
  combineArguments,
  type GivenParameter,
  type ParameterArguments,
  type ReadReference,
  readParameters,
} from './arguments.ts';
export { EnumValue, isoText, readDate } from './dates-and-enums.ts';
export { firstFitting, fitted, mapMembers, readingsFor } from './fitting.ts';
export { type Misfit, misfit } from './misfit.ts';
export { formatType, type ParameterType, unionOf, unknownType } from './parameter-types.ts';
export { exactInteger, plainValue, readingsOf, readPythonWord, WholeFloat } from './parameter-values.ts';
export { findParametersCell, type Parameter } from './parameter.ts';
export {
  decodeBase64,
  decodeParameters,
  isMore,
  parameterLimits,
  refuseLong,
  refuseUnusual,
  tooLong,
} from './plain-data.ts';
export { isJsonType, pythonKind, pythonReading, referenceReading } from './reference-reading.ts';
export { ParameterReference, type ReferenceReading, readReference } from './reference.ts';
export { readYamlParameters } from './yaml.ts';
