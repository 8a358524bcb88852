// Generated from notebooks/30_library/19_update/02_way_back.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30bb0003 30bb0005 30bb0007 30bb000a 30bb000c

// %% notebooks/30_library/19_update/02_way_back.ipynb#30bb0003 d0676b04
import { posix } from 'node:path';
import type { ExportedCell } from '../collect.ts';
import { topLevelDeclarations, writtenExports } from '../source/declarations.ts';
import { applyEdits, type Edit } from '../source/edits.ts';
import { specifiersOf } from '../source/imports.ts';
import { isPrivateName } from '../source/marks.ts';
import { parseSource, type SyntaxNode } from '../source/parse.ts';
import { importedNames } from '../source/repeated-imports.ts';
import { type OwnPackage, resolveOwnSpecifier } from '../source/resolve.ts';
import { mergeLines } from '../../notebook/merge/merge-text.ts';

// %% notebooks/30_library/19_update/02_way_back.ipynb#30bb0005 e33a4e5e
/** Where a block stands. @internal */
export interface BlockPlace {
  file: string; // of the module, from the root
  own: OwnPackage;
  names: Map<string, string>; // how cells of the module import a file: relative specifier -> specifier
}

/** The specifiers that the cells of a module use, by what they became. @internal */
export function knownSpecifiers(cells: { cell: ExportedCell; edits: Edit[] }[]): Map<string, string> {
  const edits = cells.flatMap(({ cell, edits }) => edits.map((edit) => ({ ...edit, source: cell.source })));
  const imports = edits.filter((edit) => /^\.\.?\//.test(edit.text));
  return new Map(imports.map(({ text, source, start, end }) => [text, source.slice(start, end)]));
}

/** How a notebook imports what a module imports by path; undefined when package.json has no name for it. @internal */
export function packageSpecifier(relative: string, { file, own, names }: BlockPlace): string | undefined {
  const known = names.get(relative);
  if (known !== undefined || own.name === undefined) return known;
  const target = posix.join(posix.dirname(file), relative);
  const map = typeof own.exports === 'object' && own.exports !== null ? own.exports : {};
  const candidates = Object.keys(map).flatMap((key) => {
    if (!key.includes('*')) return [key];
    const middles = target.split('/').map((_, index, parts) => parts.slice(index).join('/'));
    return middles
      .flatMap((one) => [one, one.replace(/\.[^./]+$/, ''), one.replace(/\/index\.[^./]+$/, '')])
      .map((one) => key.replace('*', () => one));
  });
  return candidates
    .map((key) => `${own.name}${key.slice(1)}`)
    .filter((specifier) => resolveOwnSpecifier(specifier, own) === target)
    .sort((a, b) => a.length - b.length)[0];
}

/** A block with the specifiers of a notebook, and without the guard. A text that cannot be parsed stays as it is. @internal */
export function withPackageImports(text: string, place: BlockPlace): string {
  const { program, problems } = parseSource(text);
  if (problems.length > 0) return text;
  const edits = specifiersOf(program).flatMap(({ value, start, end }): Edit[] => {
    const specifier = /^\.\.?\//.test(value) ? packageSpecifier(value, place) : undefined;
    return specifier === undefined ? [] : [{ start, end, text: specifier }];
  });
  return applyEdits(text, edits).replace(/^;(?=[([`/+\-*.,])/, '');
}

// %% notebooks/30_library/19_update/02_way_back.ipynb#30bb0007 0758d0fb
/** A text without the marks of the exporter; undefined when it exports in a way that no mark does. @internal */
export function withoutMarks(text: string, options: { internal: boolean }): string | undefined {
  const { program, problems } = parseSource(text);
  if (problems.length > 0) return undefined;
  const edits: Edit[] = [];
  let before: SyntaxNode | undefined;
  for (const statement of program.body as unknown as SyntaxNode[]) {
    const { type, start, end } = statement;
    const declaration = statement.declaration as SyntaxNode | null | undefined;
    if (type === 'ExportNamedDeclaration' && declaration) {
      edits.push({ start, end: declaration.start, text: '' });
      if (options.internal) edits.push(..._internalMark(text, start));
    } else if (type === 'ExportNamedDeclaration' && _isListOf(statement, before)) {
      edits.push({ start: before?.end ?? start, end, text: '' });
      if (options.internal) edits.push(..._internalMark(text, before?.start ?? start));
    } else if (type.startsWith('Export')) return undefined;
    before = statement;
  }
  return applyEdits(text, edits);
}

/** Tells whether a statement is the list of names that the exporter writes behind a declaration of public and private names. */
function _isListOf(statement: SyntaxNode, before: SyntaxNode | undefined): boolean {
  if (statement.source || before?.type !== 'VariableDeclaration') return false;
  const program = { body: [before] } as unknown as Parameters<typeof topLevelDeclarations>[0];
  const names = topLevelDeclarations(program).flatMap((one) => one.names.map(({ name }) => name));
  const listed = (statement.specifiers as { exported: { name?: string } }[]).map(({ exported }) => exported.name);
  return names.some(isPrivateName) && names.filter((name) => !isPrivateName(name)).join() === listed.join();
}

function _internalMark(text: string, start: number): Edit[] {
  const comment = /\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*$/.exec(text.slice(0, start));
  if (!comment) return [];
  const alone = /^\/\*\* @internal \*\/\s*$/.exec(comment[0]);
  if (alone) return [{ start: comment.index, end: start, text: '' }];
  const mark = /(?:\* @internal\n[ \t]*|@internal )(?=\*\/\s*$)/.exec(comment[0]);
  if (!mark) return [];
  const at = comment.index + mark.index;
  return [{ start: at, end: at + mark[0].length, text: '' }];
}

// %% notebooks/30_library/19_update/02_way_back.ipynb#30bb000a 46a6a7f5
/** The text of a cell after an edit that made `after` of `before`, which is what was exported of the cell. @internal */
export function replayEdit(cell: string, before: string, after: string): string {
  if (cell === before) return after;
  const [base, ours, theirs] = [before, cell, after].map((text) => text.split('\n')) as [string[], string[], string[]];
  const merged = mergeLines(base, ours, theirs);
  if (!merged && cell.endsWith(before)) return cell.slice(0, -before.length) + after;
  return merged ? merged.join('\n') : _withImportsOf(cell, after);
}

/** A text below the imports that a cell has and the text has not. */
function _withImportsOf(cell: string, text: string): string {
  const there = new Set(importedNames(parseSource(text).program).map((one) => one.name));
  const missing = importedNames(parseSource(cell).program).filter((one) => !there.has(one.name));
  const lines = missing.map(({ name, imported, from, type }) => {
    const named = imported === name ? `{ ${name} }` : `{ ${imported} as ${name} }`;
    const clause = imported === 'default' ? name : imported === '*' ? `* as ${name}` : named;
    return `import ${type ? 'type ' : ''}${clause} from '${from}';`;
  });
  return [...lines, text].join('\n');
}

// %% notebooks/30_library/19_update/02_way_back.ipynb#30bb000c 573b9ab5
/** A block that was edited: what its cell exports, and what stands in the module now, each with the place it is read from. @internal */
export interface EditedBlock {
  exported: { text: string; place: BlockPlace };
  edited: { text: string; place: BlockPlace };
}

/** The sources that a cell may get so that it exports the edited text, the likeliest first. They differ only below the directives. @internal */
export function cellSources(
  cell: Pick<ExportedCell, 'source' | 'codeStart' | 'internal'>,
  block: EditedBlock,
): (() => string)[] {
  const directives = cell.source.slice(0, cell.codeStart);
  const code = cell.source.slice(cell.codeStart);
  const body = code.trim();
  const [lead, tail] =
    body === '' ? ['', ''] : [code.slice(0, code.indexOf(body)), code.slice(code.indexOf(body) + body.length)];
  const whole = (text: string) => directives + lead + text + tail;
  const [before, after] = [block.exported, block.edited].map(({ text, place }) => withPackageImports(text, place)) as [
    string,
    string,
  ];
  const [plainBefore, plainAfter] = [before, after].map((text) => withoutMarks(text, cell));
  const byAuthor = writtenExports(parseSource(body).program) !== undefined;
  const again = (text: string) =>
    byAuthor || plainBefore === undefined ? _withImportsOf(body, text) : replayEdit(body, plainBefore, text);
  const asWritten = () => whole(byAuthor ? replayEdit(body, before, after) : _withImportsOf(body, after));
  const asMarked = plainAfter === undefined ? [] : [() => whole(again(plainAfter))];
  return byAuthor ? [asWritten, ...asMarked] : [...asMarked, asWritten];
}

/** The sources that a new cell may get so that it exports a text. `module` is its module where that is not the notebook's own. @internal */
export function newCellSources(
  text: string,
  place: BlockPlace,
  options: { module: string | undefined; internal: boolean },
): string[] {
  const after = withPackageImports(text, place);
  const [open, hidden] = [false, true].map((internal) => withoutMarks(after, { internal }));
  const value = options.module === undefined ? '' : ` ${options.module}`;
  const [exported, internal] = [open ?? after, hidden ?? after].map(
    (body, index) => `//| export${'i'.repeat(index)}${value}\n${body}`,
  ) as [string, string];
  const choices = options.internal ? [internal, exported] : [exported, internal];
  return [...new Set([...choices, `//| export${value}\n${after}`, `//| exporti${value}\n${after}`])];
}
