// Generated from notebooks/40_run/05_templates by `octavo export`. Edit the notebooks, not this file.
export {
  exactFraction,
  fixedDigits,
  roundedQuotient,
  type ScientificDigits,
  scientificDigits,
  shortestDigits,
} from './decimal-digits.ts';
export { type FormatSpec, formatNumber, formatText, readFormatSpec, templateError } from './format-spec.ts';
export {
  formatTemplate,
  pythonRepr,
  pythonStr,
  readTemplate,
  type TemplateField,
  type TemplatePiece,
  templateNames,
} from './format-template.ts';
export { fillPath, type TemplateFacts, templateValues } from './path-template.ts';
export { type DateFields, dateFields, dateRepr, dateText, formatDate, PythonDate } from './python-date.ts';
