// Generated from notebooks/30_library/02_source/04_marks.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a50003 30a50005 30a50007

// %% notebooks/30_library/02_source/04_marks.ipynb#30a50003 dfbff59b
import type { Program } from 'oxc-parser';
import { type TopLevelDeclaration, topLevelDeclarations, writtenExports } from './declarations.ts';
import type { Edit } from './edits.ts';

// %% notebooks/30_library/02_source/04_marks.ipynb#30a50005 f030da95
/** Tells whether a name stays inside its module. @internal */
export function isPrivateName(name: string): boolean {
  return name.startsWith('_');
}

/** The edits that export the declarations of a cell; none where the author wrote `export` anywhere. `internal` adds `@internal`. @internal */
export function exportMarks(source: string, program: Program, options: { internal: boolean }): Edit[] {
  if (writtenExports(program)) return [];
  return topLevelDeclarations(program).flatMap((declaration) => {
    const names = declaration.names.filter((one) => !isPrivateName(one.name)).map((one) => one.name);
    if (names.length === 0 || !declaration.exportable) return [];
    const marks: Edit[] = options.internal ? [_internalMark(source, declaration)] : [];
    if (names.length === declaration.names.length) {
      return [...marks, { start: declaration.start, end: declaration.start, text: 'export ' }];
    }
    return [...marks, { start: declaration.end, end: declaration.end, text: `\nexport { ${names.join(', ')} };` }];
  });
}

// %% notebooks/30_library/02_source/04_marks.ipynb#30a50007 43a316f9
function _internalMark(source: string, { start }: TopLevelDeclaration): Edit {
  const comment = /\/\*\*(?:[^*]|\*(?!\/))*\*\/(?=\s*$)/.exec(source.slice(0, start));
  if (!comment) return { start, end: start, text: '/** @internal */\n' };
  const end = comment.index + comment[0].length - '*/'.length;
  if (!comment[0].includes('\n')) return { start: end, end, text: '@internal ' };
  const indent = /\n([ \t]*)\*\/$/.exec(comment[0])?.[1];
  return { start: end, end, text: indent === undefined ? '@internal ' : `* @internal\n${indent}` };
}
