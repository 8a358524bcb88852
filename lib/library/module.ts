// Generated from notebooks/30_library/06_module.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30ab0003 30ab0005 30ab0007 30ab0009 30ab000b 30ab000c

// %% notebooks/30_library/06_module.ipynb#30ab0003 9f3e0b56
import type { Program } from 'oxc-parser';
import type { OctavoError } from '../errors/index.ts';
import { type BlockText, formatModule } from './blocks.ts';
import type { ExportedCell } from './collect.ts';
import { type DeclaredName, mayShareName, topLevelDeclarations, writtenExports } from './source/declarations.ts';
import { applyEdits, type Edit, lineAt } from './source/edits.ts';
import { erasableProblems } from './source/erasable.ts';
import { type libraryErrors, libraryProblem } from './errors.ts';
import { type ImportContext, translateImports } from './source/imports.ts';
import { exportMarks, isPrivateName } from './source/marks.ts';
import { parseSource, type SourceProblem } from './source/parse.ts';
import { dropRepeatedImports, importedNames, typesImportedAsValues } from './source/repeated-imports.ts';

// %% notebooks/30_library/06_module.ipynb#30ab0005 c52e156d
/** A cell of a module, parsed. */
interface _ModulePart {
  cell: ExportedCell;
  program: Program;
  edits: Edit[];
}

/** Parses a cell and plans its edits. Problems go into `problems`; undefined when there is no tree to work with. */
function _preparePart(
  cell: ExportedCell,
  context: Omit<ImportContext, 'notebook'>,
  problems: OctavoError[],
): _ModulePart | undefined {
  const { source } = cell;
  const { program, problems: syntax } = parseSource(source);
  problems.push(...syntax.map((problem) => _problemIn(cell, 'library-syntax', problem)));
  if (syntax.length > 0) return undefined;
  problems.push(...erasableProblems(program).map((problem) => _problemIn(cell, 'library-not-erasable', problem)));
  const imports = translateImports(program, { ...context, notebook: cell.notebook });
  problems.push(...imports.problems.map((problem) => _problemIn(cell, problem.code, problem)));
  const directives = { start: 0, end: cell.codeStart, text: '' };
  return { cell, program, edits: [directives, ...imports.edits, ...exportMarks(source, program, cell)] };
}

function _problemIn(cell: ExportedCell, code: keyof typeof libraryErrors, problem: SourceProblem): OctavoError {
  const where = { notebook: cell.notebook, cell: cell.id, line: lineAt(cell.source, problem.offset) };
  return libraryProblem(code, problem.message, where, problem.hint);
}

// %% notebooks/30_library/06_module.ipynb#30ab0007 57721434
type _ScopeName = DeclaredName & { cell: ExportedCell; how: 'declared' | 'imported' };

function _namesOf({ cell, program }: _ModulePart): _ScopeName[] {
  const imported = importedNames(program).map(
    ({ name, start, type }): _ScopeName => ({
      name,
      start,
      cell,
      how: 'imported',
      form: 'variable',
      meaning: type ? 'type' : 'both',
      erased: type,
    }),
  );
  const declared = topLevelDeclarations(program).flatMap((one) => one.names);
  return [...imported, ...declared.map((one): _ScopeName => ({ ...one, cell, how: 'declared' }))];
}

function _nameProblems(names: _ScopeName[]): OctavoError[] {
  return names.flatMap((one, index) => {
    const same = names.slice(0, index).filter((earlier) => earlier.name === one.name);
    const clash = same.find((earlier) =>
      earlier.how === 'imported' || one.how === 'imported' ? earlier.how !== one.how : !mayShareName(earlier, one),
    );
    if (!clash) return [];
    const message = `"${one.name}" is already ${clash.how} in ${_placeOf(clash.cell, one.cell)}`;
    const hint = 'rename one of them, or merge the cells: a module declares a name once';
    return [_problemIn(one.cell, 'library-declared-twice', { message, offset: one.start, hint })];
  });
}

function _placeOf(cell: ExportedCell, from: ExportedCell): string {
  if (cell.notebook !== from.notebook) return `${cell.notebook} cell ${cell.id}`;
  return cell.id === from.id ? 'this cell' : `cell ${cell.id}`;
}

// %% notebooks/30_library/06_module.ipynb#30ab0009 879989d0
/** A name that a module exports. @internal */
export interface ExportedName {
  name: string;
  type: boolean; // it means no value
  public: boolean; // it goes into the index of the folder
  cell: ExportedCell;
  line: number; // in the cell
}

function _exportsOf({ cell, program }: _ModulePart, names: _ScopeName[], problems: OctavoError[]): ExportedName[] {
  const exported = (name: string, type: boolean, start: number): ExportedName => {
    const isPublic = !cell.internal && !isPrivateName(name) && name !== 'default';
    return { name, type, public: isPublic, cell, line: lineAt(cell.source, start) };
  };
  const written = writtenExports(program);
  if (!written) {
    const marked = topLevelDeclarations(program)
      .filter((one) => one.exportable)
      .flatMap((one) => one.names);
    return marked.filter((one) => !isPrivateName(one.name)).map((one) => exported(one.name, one.erased, one.start));
  }
  return written.flatMap(({ name, type, local, start }) => {
    if (name === '*') {
      const hint = "write: export { first, second } from 'module';";
      problems.push(
        _problemIn(cell, 'library-star-export', { message: 'export * does not say which names', offset: start, hint }),
      );
      return [];
    }
    const meant = names.filter((one) => one.name === local);
    if (local !== undefined && meant.length === 0) {
      problems.push(
        _problemIn(cell, 'library-undeclared-export', {
          message: `"${local}" is not declared in the module`,
          offset: start,
        }),
      );
    }
    return [exported(name, type || (meant.length > 0 && meant.every((one) => one.erased)), start)];
  });
}

// %% notebooks/30_library/06_module.ipynb#30ab000b f2f01d44
/** A module to be written. @internal */
export interface LibraryModule {
  file: string; // relative to the project's root
  notebook: string; // its owner
  text: string;
  blocks: ModuleCell[]; // in order; those of an index are none. A cell that cannot be parsed has none either
  exports: ExportedName[];
  problems: OctavoError[];
}

/** A block with the cell that it was made of, and how. @internal */
export interface ModuleCell extends BlockText {
  cell: ExportedCell;
  edits: Edit[]; // of the cell's source; what they give is trimmed, and a guard may stand before it
}

/** Makes a module of the cells that go into it, in their order. With `problems` the text is not to be used. @internal */
export function makeModule(
  notebook: string,
  cells: ExportedCell[],
  context: Omit<ImportContext, 'notebook'>,
): LibraryModule {
  const problems: OctavoError[] = [];
  const parts = cells.flatMap((cell) => _preparePart(cell, context, problems) ?? []);
  _checkImports(parts, problems);
  const names = parts.flatMap(_namesOf);
  problems.push(..._nameProblems(names));
  const exports = parts.flatMap((part) => _exportsOf(part, names, problems));
  const blocks = parts.map(_blockOf);
  const text = problems.length > 0 ? '' : formatModule(notebook, blocks);
  return { file: context.module, notebook, text, blocks, exports, problems };
}

// %% notebooks/30_library/06_module.ipynb#30ab000c 05779172
function _checkImports(parts: _ModulePart[], problems: OctavoError[]): void {
  const programs = parts.map((part) => part.program);
  const { edits, conflicts } = dropRepeatedImports(programs);
  for (const [index, part] of parts.entries()) {
    const dropped = edits[index] ?? [];
    const covered = (edit: Edit) =>
      dropped.some(({ start, end }) => edit.start >= start && edit.end <= end && edit.end > edit.start);
    part.edits = [...part.edits.filter((edit) => !covered(edit)), ...dropped];
  }
  for (const { name, part, earlier, start } of conflicts) {
    const [later, first] = [parts[part]?.cell, parts[earlier]?.cell] as [ExportedCell, ExportedCell];
    const message = `"${name}" is already imported from another place in ${_placeOf(first, later)}`;
    problems.push(
      _problemIn(later, 'library-declared-twice', { message, offset: start, hint: `write: import { ${name} as … }` }),
    );
  }
  for (const problem of typesImportedAsValues(programs)) {
    problems.push(_problemIn(parts[problem.part]?.cell as ExportedCell, 'library-type-import', problem));
  }
}

function _blockOf({ cell, edits }: _ModulePart): ModuleCell {
  const code = applyEdits(cell.source, edits).trim();
  const guard = /^[([`/+\-*.,]/.test(code) && !/^\/[/*]/.test(code) ? ';' : ''; // the cell above may end without one
  return { notebook: cell.notebook, id: cell.id, text: `${guard}${code}`, cell, edits };
}
