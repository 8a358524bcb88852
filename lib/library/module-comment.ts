// Generated from notebooks/30_library/03_module_comment.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30a9c003 30a9c005 30a9c007

// %% notebooks/30_library/03_module_comment.ipynb#30a9c003 bd3cc1df
import type { Cell } from '../notebook/cell.ts';
import { type Directive, sourceWithoutDirectives } from '../notebook/directives.ts';
import type { Notebook } from '../notebook/notebook.ts';

// %% notebooks/30_library/03_module_comment.ipynb#30a9c005 e8d3beb3
/** The directive that sends a cell to the comment of a module, if it has one. @internal */
export function commentDirective(cell: Pick<Cell, 'kind'>, directives: readonly Directive[]): Directive | undefined {
  const names = cell.kind === 'markdown' ? /^export[ds]?$/ : /^exportd$/;
  return directives.find((directive) => names.test(directive.name));
}

/** A cell that stands for the comment of a module; its id is that of the first cell in it. @internal */
export interface CommentCell {
  id: string;
  form: 'comment';
  module: string;
  internal: false;
  source: string;
  codeStart: 0;
}

/** The comments that the cells of a notebook make, one for each module they go to. @internal */
export function commentCells(
  notebook: Pick<Notebook, 'cells'>,
  sent: readonly { cell: Cell; module: string }[],
  own: string | undefined, // the notebook's own module
): CommentCell[] {
  return [...Map.groupBy(sent, (one) => one.module)].map(([module, all]) => {
    const parts = all.map(({ cell }) => commentPart(cell));
    const lines = module === own ? [summaryOf(notebook), ...parts, '@module'] : parts;
    const id = all[0]?.cell.id as string;
    return { id, form: 'comment', module, internal: false, source: blockComment(lines), codeStart: 0 };
  });
}

// %% notebooks/30_library/03_module_comment.ipynb#30a9c007 6ce99af2
/** What a cell gives to the comment: prose as it is, code as an example. @internal */
export function commentPart(cell: Cell): string {
  const text = sourceWithoutDirectives(cell).replaceAll('\r\n', '\n').trim();
  return cell.kind === 'markdown' ? text : `\`\`\`ts\n${text}\n\`\`\``;
}

/** The lines `> …` of the notebook's heading cell; '' when it has none. @internal */
export function summaryOf({ cells }: Pick<Notebook, 'cells'>): string {
  const heading = cells.find((cell) => cell.kind === 'markdown' && cell.source.startsWith('# '));
  const lines = (heading?.source ?? '').split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('> '));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('> '));
  if (start < 0) return '';
  return lines
    .slice(start, end < 0 ? lines.length : end)
    .map((line) => line.slice('> '.length).trim())
    .join('\n');
}

/** Paragraphs as one comment; what would end the comment early is written so that it does not. @internal */
export function blockComment(paragraphs: readonly string[]): string {
  const text = paragraphs
    .filter((one) => one !== '')
    .join('\n\n')
    .replaceAll('*/', '*\\/');
  return `/**\n${text
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd())
    .join('\n')}\n */`;
}
