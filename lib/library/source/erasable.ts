// Generated from notebooks/30_library/02_source/05_erasable.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a60003 30a60005

// %% notebooks/30_library/02_source/05_erasable.ipynb#30a60003 fe5bb4b5
import type { Program } from 'oxc-parser';
import { leavesCode } from './declarations.ts';
import { type SourceProblem, walkSyntax } from './parse.ts';

// %% notebooks/30_library/02_source/05_erasable.ipynb#30a60005 acfc7256
const _refused: Record<string, [what: string, hint: string]> = {
  TSEnumDeclaration: ['an enum', "write: const Color = { red: 'red' } as const; type Color = keyof typeof Color;"],
  TSModuleDeclaration: ['a namespace with values', 'export its members from the module, or make it a const object'],
  TSParameterProperty: ['a parameter property', 'declare the field in the class and assign it in the constructor'],
  TSImportEqualsDeclaration: ['import =', "write: import name from 'module';"],
  TSExportAssignment: ['export =', 'write: export default'],
  TSNamespaceExportDeclaration: ['export as namespace', 'leave it out: a module needs no global name'],
  TSTypeAssertion: ['an assertion with <…>', 'write: value as Type'],
  Decorator: ['a decorator', 'call the function with the class instead'],
  AccessorProperty: ['an accessor field', 'write a getter and a setter'],
};

/** The places where a source uses syntax that would have to become code. What is only declared is erased, and so allowed. */
export function erasableProblems(program: Program): SourceProblem[] {
  const problems: SourceProblem[] = [];
  walkSyntax(program, (node) => {
    if (node.declare === true) return 'skip';
    const refused = _refused[node.type];
    if (!refused) return undefined;
    if (node.type === 'TSModuleDeclaration' && !leavesCode(node)) return 'skip';
    problems.push({ message: `${refused[0]} cannot be erased`, offset: node.start, hint: refused[1] });
    return 'skip';
  });
  return problems;
}
