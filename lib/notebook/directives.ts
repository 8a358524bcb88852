// Generated from notebooks/20_notebook/12_directives.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 5d0b7403 5d0b740c 5d0b74a1 5d0b74a3 5d0b7405 5d0b7406 5d0b740f 5d0b7409

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7403 0d072d3a
import { OctavoError, suggest } from '../errors/index.ts';
import type { Cell } from './cell.ts';

// %% notebooks/20_notebook/12_directives.ipynb#5d0b740c cff5324d
/** What each directive does; docs/directives.md is made from this table. */
export const directiveTable = {
  default_exp: 'The module that the exported cells of this notebook go to, as `run/parameters`; once per notebook.',
  export:
    'The cell goes to the library module, with `export` before its declarations. With a name, `export run/paths`, to that module.',
  exports: 'As `export`, and the documentation shows the source too.',
  exporti:
    'As `export`, but internal: the declarations are marked `@internal` and stay out of the index of their folder.',
  hide: 'The documentation leaves the cell out.',
  hide_line: 'The documentation leaves out the line that this stands on.',
  eval: '`eval: false`: the cell is shown, but does not run when notebooks are tested.',
  echo: '`echo: false`: the documentation leaves out the source and shows the output.',
  output: '`output: false`: the documentation leaves out the output.',
  'code-fold': '`code-fold: true`: the documentation folds the source.',
  'code-summary': 'What the documentation writes on the fold.',
  keep: 'Cleaning keeps the outputs of the cell, because they teach.',
  types:
    '`types: warn`: type errors are shown beside the output, and the cell runs; `types: off`: they are not looked for; `types: error`: the cell does not run.',
} as const;

// %% notebooks/20_notebook/12_directives.ipynb#5d0b74a1 33f6298a
/** The values of directives that take only some. @internal */
export const directiveValues: Record<string, readonly string[]> = {
  eval: ['true', 'false'],
  echo: ['true', 'false'],
  output: ['true', 'false', 'asis'],
  'code-fold': ['true', 'false', 'show'],
  types: ['error', 'warn', 'off'],
};

// %% notebooks/20_notebook/12_directives.ipynb#5d0b74a3 22ee4218
/** The directive that was probably meant by a name that is none; undefined for one that is, and for one unlike all of them. */
export function misspeltDirective(name: string): string | undefined {
  return Object.hasOwn(directiveTable, name) ? undefined : suggest(name, Object.keys(directiveTable));
}

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7405 aa2aac74
/** One directive line of a cell. */
export interface Directive {
  name: string;
  value: string; // '' when there is none
  line: number; // 1-based, in the cell's source
}

/** What is read of a cell; the id is for messages. */
export type DirectiveCell = Pick<Cell, 'kind' | 'source'> & { id?: string };

/** Reads the directives of a cell, in order; [] for a cell that is not code. Throws `directive-unknown-value` (source: nbdev 3 and Quarto). */
export function parseDirectives(cell: DirectiveCell): Directive[] {
  if (cell.kind !== 'code') return [];
  const directives: Directive[] = [];
  for (const [index, line] of cell.source.split(/\r?\n/).entries()) {
    const match = directiveLine.exec(line);
    if (!match) break;
    if (match[1])
      directives.push(checkValue({ name: match[1], value: (match[2] ?? '').trim(), line: index + 1 }, cell.id));
  }
  return directives;
}

/** The value of a directive, '' when it stands alone, undefined when the cell does not have it. The first one counts. */
export function directiveValue(cell: DirectiveCell, name: string): string | undefined {
  return parseDirectives(cell).find((directive) => directive.name === name)?.value;
}

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7406 20c317bc
/** `//| name: value`, `//| name value` or `#| …`; a line with the mark alone belongs to the run too. @internal */
export const directiveLine = /^(?:\/\/|#)\|[ \t]*(?:([\w-]+)(?:[ \t]*:(?=[ \t]|$)|(?=[ \t]|$))(.*))?$/;

// %% notebooks/20_notebook/12_directives.ipynb#5d0b740f d6882434
/** Refuses a value that a directive does not take. Alone, `eval` means `eval: true`. @internal */
export function checkValue(directive: Directive, cell: string | undefined): Directive {
  const { name, value, line } = directive;
  const allowed = Object.hasOwn(directiveValues, name) ? directiveValues[name] : undefined;
  if (!allowed || value === '' || allowed.includes(value)) return directive;
  const near = suggest(value, allowed);
  const hint = near ? `did you mean "${near}"?` : `write one of: ${allowed.join(', ')}`;
  throw new OctavoError('directive-unknown-value', `"${value}" is no value of the directive ${name}`, {
    where: { cell, line },
    hint,
  });
}

// %% notebooks/20_notebook/12_directives.ipynb#5d0b7409 2463494d
/** The source of a cell below its directive lines. */
export function sourceWithoutDirectives(cell: DirectiveCell): string {
  if (cell.kind !== 'code') return cell.source;
  const lines = cell.source.split('\n');
  const first = lines.findIndex((line) => !directiveLine.test(line.replace(/\r$/, '')));
  return first < 0 ? '' : lines.slice(first).join('\n');
}
