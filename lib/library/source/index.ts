// Generated from notebooks/30_library/02_source by `octavo export`. Edit the notebooks, not this file.
export { type DeclaredName, type TopLevelDeclaration, topLevelDeclarations } from './declarations.ts';
export { applyEdits, type Edit, lineAt } from './edits.ts';
export { erasableProblems } from './erasable.ts';
export { parseSource, type SourceProblem, type SyntaxNode, walkSyntax } from './parse.ts';
export { isOwnSpecifier, type OwnPackage, resolveOwnSpecifier } from './resolve.ts';
