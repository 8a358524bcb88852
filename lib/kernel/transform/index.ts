/** Cell source to runnable code, and positions back. Plain TypeScript (not generated). */
export type { CellCode } from './cell-code.ts';
export type { CellContext } from './cell-context.ts';
export { CellSyntaxError } from './cell-syntax-error.ts';
export { type Completeness, completenessOf } from './completeness.ts';
export type { DeclarationKind } from './declared.ts';
export { functionAsWritten } from './function-as-written.ts';
export type { CellImport, ImportBinding } from './imports.ts';
export { lowerDecorators } from './lower-decorators.ts';
export type { MapMaker } from './made-text.ts';
export { type Position, positionInCell, positionOfOffset } from './positions.ts';
export { type ProjectSyntax, projectSyntax } from './project-syntax.ts';
export { transformCell } from './transform-cell.ts';
