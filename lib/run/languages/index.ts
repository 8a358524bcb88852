// Generated from notebooks/40_run/04_languages by `octavo export`. Edit the notebooks, not this file.
export { createTypeScope, inferredType, readType, type TypeDeclaration, type TypeScope } from './declared-types.ts';
export { areNumbers, csharpDialect, elementType, fsharpDialect, fsharpText, sameType } from './dotnet-dialects.ts';
export { literalValue } from './literal-values.ts';
export { readPythonParameters } from './python-parameters.ts';
export {
  hex,
  isPythonName,
  pythonCell,
  pythonFloat,
  pythonKeywords,
  pythonText,
  pythonValue,
} from './python-source.ts';
export { juliaDialect, juliaText, rDialect, rText } from './r-julia-dialects.ts';
export { longInteger, matlabDialect, matlabText, scalaDialect, scalaText } from './scala-matlab-dialects.ts';
export { bashDialect, bashText, powershellDialect, powershellText } from './shell-dialects.ts';
export {
  commonEscapes,
  type Dialect,
  escaped,
  expressionOf,
  type Translator,
  translatorOf,
  unicodeEscape,
} from './translator.ts';
export { readTypeScriptParameters } from './typescript-parameters.ts';
export { typescriptCell, typescriptValue } from './typescript-source.ts';
