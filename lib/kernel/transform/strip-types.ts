import type { EncodedSourceMap } from '@jridgewell/trace-mapping';
import { type Helpers, type OxcError, type TransformOptions, transformSync } from 'oxc-transform';
import { CellSyntaxError, lineAndColumn } from './cell-syntax-error.ts';
import type { JsxSyntax } from './project-syntax.ts';

/** What of the syntax beyond plain TypeScript a text may use. */
export interface Syntax {
  jsx?: JsxSyntax | undefined;
  legacyDecorators?: { metadata: boolean } | undefined; // otherwise decorators stay as they are
}

/** The name under which lowered legacy decorators ask for the functions they need. */
export const legacyHelpers = 'babelHelpers';

/**
 * Makes JavaScript of TypeScript: types go, enums and namespaces become code, imports stay unless they are marked `type`
 * (whether another one is only a type shows when the module is there). Throws CellSyntaxError.
 */
export function stripTypes(source: string, syntax: Syntax = {}): string {
  const { code, errors } = transform(source, syntax, false);
  const first = errors[0];
  if (first) throw toSyntaxError(source, first);
  return code;
}

/** The source map of what `stripTypes` returned for the same source and syntax. */
export function stripTypesMap(source: string, syntax: Syntax = {}): EncodedSourceMap | undefined {
  return transform(source, syntax, true).map as EncodedSourceMap | undefined;
}

const plain: TransformOptions = {
  lang: 'ts',
  sourceType: 'module',
  target: 'esnext',
  typescript: { onlyRemoveTypeImports: true },
};

function transform(source: string, { jsx, legacyDecorators }: Syntax, sourcemap: boolean) {
  return transformSync('cell.ts', source, {
    ...plain,
    sourcemap,
    ...(jsx ? { lang: 'tsx' as const, jsx } : {}),
    ...(legacyDecorators
      ? {
          decorator: { legacy: true, emitDecoratorMetadata: legacyDecorators.metadata },
          helpers: { mode: 'External' } as Helpers, // the type is an enum that is not there when types are stripped
        }
      : {}),
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
