import { type OxcError, type SourceMap, transformSync } from 'oxc-transform';
import { CellSyntaxError, lineAndColumn } from './cell-syntax-error.ts';

/**
 * Makes JavaScript of a cell's TypeScript: types go, enums and namespaces become code, imports stay unless they are
 * marked `type` (whether another one is only a type shows when the module is there). Throws CellSyntaxError.
 */
export function stripTypes(source: string): string {
  const { code, errors } = transform(source, false);
  const first = errors[0];
  if (first) throw toSyntaxError(source, first);
  return code;
}

/** The source map of what `stripTypes` returned for the same source. */
export function stripTypesMap(source: string): SourceMap | undefined {
  return transform(source, true).map;
}

function transform(source: string, sourcemap: boolean) {
  return transformSync('cell.ts', source, {
    lang: 'ts',
    sourceType: 'module',
    target: 'esnext',
    sourcemap,
    typescript: { onlyRemoveTypeImports: true },
  });
}

/** oxc-transform counts in UTF-8 bytes; the last label is the place to look at (an earlier one says what it clashes with). */
function toSyntaxError(source: string, error: OxcError): CellSyntaxError {
  const label = error.labels.at(-1) ?? { start: 0, end: 0 };
  const bytes = Buffer.from(source);
  const start = bytes.subarray(0, label.start).toString().length;
  const end = bytes.subarray(0, label.end).toString().length;
  return new CellSyntaxError(error.message, source, {
    ...lineAndColumn(source, start),
    length: end - start,
    hint: error.helpMessage ?? undefined,
  });
}
