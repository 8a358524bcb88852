import type { DeclarationKind } from './declared.ts';
import type { ProjectSyntax } from './project-syntax.ts';

/** What a cell finds when it is transformed. */
export interface CellContext {
  declared: ReadonlyMap<string, DeclarationKind>; // by earlier cells
  homeOf: (name: string) => number; // which of the session's objects holds the variable; asked for every free name
  project: () => ProjectSyntax; // asked only by a cell with JSX or decorators
}
