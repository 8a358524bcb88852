// Generated from notebooks/20_notebook/10_directives.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7403 5d0b7405 5d0b7406 5d0b74a4 5d0b740f 5d0b7409 5d0b74a3

// %% notebooks/20_notebook/10_directives.ipynb#5d0b7403 78712d55
import { OctavoError, suggest } from '../errors/index.ts';
import type { Cell } from './cell.ts';
import { directiveTable, exportDirectiveNames, isQuartoOption } from './directive-table.ts';
import { isJsonObject } from './json/json.ts';
import type { Notebook } from './notebook.ts';

// %% notebooks/20_notebook/10_directives.ipynb#5d0b7405 ee010ec5
/** One directive of a cell. */
export interface Directive {
  name: string;
  value: string; // '' when there is none
  line: number; // 1-based, in the cell's source; 1 for one in the metadata
}

/** What is read of a cell; the id is for messages. */
export type DirectiveCell = Pick<Cell, 'kind' | 'source'> & Partial<Pick<Cell, 'id' | 'metadata'>>;

/** Reads the directives of a cell, in order; [] for a raw cell. Throws `directive-unknown-value` (source: nbdev 3 and Quarto). */
export function parseDirectives(cell: DirectiveCell): Directive[] {
  if (cell.kind === 'raw') return [];
  const isMarked = /^\s*(?:\/\/|#)[ \t]*\|/.test(cell.source); // most cells are not, and that is told at once
  const inText = (isMarked ? [...directiveLines(cell.source)] : []).flatMap(({ name, value, line }): Directive[] =>
    name === undefined
      ? []
      : [checkValue({ name, value: value === 'true' && isBare(name) ? '' : value, line }, cell.id)],
  );
  return cell.metadata?.nbdev === undefined ? inText : [...inText, ...directivesInMetadata(cell, inText)];
}

/** The value of a directive, '' when it stands alone, undefined when the cell does not have it. The first one counts. */
export function directiveValue(cell: DirectiveCell, name: string): string | undefined {
  return parseDirectives(cell).find((directive) => directive.name === name)?.value;
}

// %% notebooks/20_notebook/10_directives.ipynb#5d0b7406 11fe8d1e
/** `//| name: value`, `//| name value` or `#| …`, also with spaces around the mark; a line with the mark alone belongs to the run too. @internal */
export const directiveLine = /^[ \t]*(?:\/\/|#)[ \t]*\|[ \t]*(?:([\w-]+)(?:[ \t]*:(?=[ \t]|$)|(?=[ \t]|$))(.*))?$/;

/** @internal */
export interface DirectiveLine {
  name?: string; // none for the mark alone
  value: string;
  line: number;
  end: number; // offset below it
}

/** The directive lines at the top of a source. @internal */
export function* directiveLines(source: string): Generator<DirectiveLine> {
  for (let start = 0, line = 1; start < source.length; line++) {
    const next = source.indexOf('\n', start);
    const end = next < 0 ? source.length : next + 1;
    const text = source.slice(start, next < 0 ? end : next).replace(/\r$/, '');
    const match = directiveLine.exec(text);
    if (match) yield { ...(match[1] ? { name: match[1] } : {}), value: (match[2] ?? '').trim(), line, end };
    else if (text.trim() !== '') return;
    start = end;
  }
}

/** Whether `name: true` is no more than `name`. @internal */
export function isBare(name: string): boolean {
  return directiveTable[name]?.values === undefined;
}

// %% notebooks/20_notebook/10_directives.ipynb#5d0b74a4 34fc6ecd
/** The directives in the metadata of a cell that its text does not have. @internal */
export function directivesInMetadata({ id, metadata }: DirectiveCell, inText: readonly Directive[]): Directive[] {
  const where = { cell: id };
  const { nbdev } = metadata ?? {};
  if (!isJsonObject(nbdev)) {
    const hint = 'write: "nbdev": { "export": "true" }';
    throw new OctavoError('directive-unknown-value', '"nbdev" in the metadata of a cell is no object', { where, hint });
  }
  return Object.entries(nbdev).flatMap(([name, said]): Directive[] => {
    if (inText.some((one) => one.name === name)) return [];
    if (typeof said === 'string' || typeof said === 'boolean') {
      const value = String(said);
      return [checkValue({ name, value: value === 'true' && isBare(name) ? '' : value, line: 1 }, id)];
    }
    const hint = `write: "${name}": "true"`;
    throw new OctavoError('directive-unknown-value', `the directive ${name} in the metadata is no text`, {
      where,
      hint,
    });
  });
}

// %% notebooks/20_notebook/10_directives.ipynb#5d0b740f 7d416c44
/** Refuses a value that a directive does not take. Alone, `eval` means `eval: true`. @internal */
export function checkValue(directive: Directive, cell: string | undefined): Directive {
  const { name, value, line } = directive;
  const allowed = Object.hasOwn(directiveTable, name) ? directiveTable[name]?.values : undefined;
  if (!allowed || value === '' || allowed.includes(value)) return directive;
  const near = suggest(value, allowed);
  const hint = near ? `did you mean "${near}"?` : `write one of: ${allowed.join(', ')}`;
  throw new OctavoError('directive-unknown-value', `"${value}" is no value of the directive ${name}`, {
    where: { cell, line },
    hint,
  });
}

// %% notebooks/20_notebook/10_directives.ipynb#5d0b7409 5c89a9c7
/** The source of a cell below its directive lines. */
export function sourceWithoutDirectives(cell: DirectiveCell): string {
  if (cell.kind === 'raw') return cell.source;
  let end = 0;
  for (const directive of directiveLines(cell.source)) end = directive.end;
  return cell.source.slice(end);
}

// %% notebooks/20_notebook/10_directives.ipynb#5d0b74a3 802318c9
/** The directive that was probably meant by a name that is none; undefined for one that is, and for one unlike all of them. */
export function misspeltDirective(name: string, flags: readonly string[] = []): string | undefined {
  const isKnown = Object.hasOwn(directiveTable, name) || flags.includes(name) || isQuartoOption(name);
  return isKnown ? undefined : suggest(name, [...Object.keys(directiveTable), ...flags]);
}

/** What is wrong with the names of a notebook's directives: `misspelt` may lose exported text, `unknown` is only worth saying. */
export function directiveProblems(
  notebook: Pick<Notebook, 'cells' | 'path'>,
  options: { flags?: readonly string[] } = {}, // the project's own directives
): { misspelt: OctavoError[]; unknown: OctavoError[] } {
  const problems: ReturnType<typeof directiveProblems> = { misspelt: [], unknown: [] };
  const { flags = [] } = options;
  for (const cell of notebook.cells) {
    for (const { name, line } of parseDirectives(cell)) {
      if (Object.hasOwn(directiveTable, name) || flags.includes(name) || isQuartoOption(name)) continue;
      const meant = misspeltDirective(name, flags);
      const where = { notebook: notebook.path, cell: cell.id, line };
      const hint = meant
        ? `did you mean ${meant}?`
        : `for a flag of your own: "octavo": { "test": { "flags": ["${name}"] } }`;
      const error = new OctavoError('directive-unknown', `there is no directive ${name}`, { where, hint });
      problems[exportDirectiveNames.includes(meant ?? '') ? 'misspelt' : 'unknown'].push(error);
    }
  }
  return problems;
}
