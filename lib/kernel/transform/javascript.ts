import { parseSync } from 'oxc-parser';
import { cellAsObject } from './as-object.ts';
import { CellSyntaxError, lineAndColumn } from './cell-syntax-error.ts';
import { findJsx } from './find-jsx.ts';
import type { MadeText } from './made-text.ts';
import type { ProjectSyntax } from './project-syntax.ts';
import { type Syntax, stripTypes, stripTypesMap } from './strip-types.ts';

/**
 * Makes JavaScript of a cell as written; decorators stay. A cell is read as TypeScript; when it is none, with JSX, and
 * then as an object: what a cell `{ "a": 1 }` means. Throws the first CellSyntaxError, unless JSX was meant.
 */
export function toJavaScript(source: string, project: () => ProjectSyntax): MadeText {
  try {
    return madeText(source, {});
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    const made = withJsx(source, project, error) ?? cellAsObject(source);
    if (!made) throw error;
    return made;
  }
}

/** The same where the project has legacy decorators, which are lowered too. */
export function withLegacyDecorators(source: string, project: ProjectSyntax): MadeText {
  const legacyDecorators = { metadata: project.decoratorMetadata };
  try {
    return madeText(source, { legacyDecorators });
  } catch {
    return madeText(source, { legacyDecorators, jsx: project.jsx });
  }
}

function madeText(source: string, syntax: Syntax): MadeText {
  const text = stripTypes(source, syntax);
  const isExportAssigned = /\bexport\s*=/.test(source); // `export = x` comes out as an assignment
  return {
    text: isExportAssigned ? text.replace(/^module\.exports = /m, 'export default   ') : text,
    maps: [() => stripTypesMap(source, syntax)],
  };
}

function withJsx(source: string, project: () => ProjectSyntax, error: CellSyntaxError): MadeText | undefined {
  if (!/<[\s\w$.:>]/.test(source)) return undefined;
  const { program, errors } = parseSync('cell.tsx', source, { lang: 'tsx', sourceType: 'module' });
  const element = findJsx(program);
  if (!element) return undefined;
  const { jsx } = project();
  if (jsx) return madeText(source, { jsx }); // what is wrong now is wrong with the JSX
  if (errors.length > 0) throw error;
  const lineEnd = source.indexOf('\n', element.start);
  throw new CellSyntaxError('JSX: tsconfig.json does not say which library makes the elements', source, {
    ...lineAndColumn(source, element.start),
    length: (lineEnd < 0 ? element.end : Math.min(element.end, lineEnd)) - element.start,
    hint: 'set "jsx": "react-jsx" in the compilerOptions, and "jsxImportSource" unless it is React',
  });
}
