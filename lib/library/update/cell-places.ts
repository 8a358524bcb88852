// Generated from notebooks/30_library/19_update/03_cell_places.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 30bc0003 30bc0005 30bc0007 30bc000a 30bc000c

// %% notebooks/30_library/19_update/03_cell_places.ipynb#30bc0003 7dde09b8
import { type Cell, parseDirectives, sourceWithoutDirectives } from '../../notebook/index.ts';
import { longestRise } from '../../notebook/diff/changes.ts';

// %% notebooks/30_library/19_update/03_cell_places.ipynb#30bc0005 c7b63b6b
/** The cells that move together with an exported one: the prose right before it and the code right behind it, as first and last index. @internal */
export function unitOf(cells: readonly Cell[], id: string): { first: number; last: number } {
  const at = cells.findIndex((cell) => cell.id === id);
  let first = at;
  while (first > 1 && _isProse(cells[first - 1]) && !_isTitle(cells[first - 1])) first--;
  let last = at;
  while (_isLesson(cells[last + 1])) last++;
  return { first, last };
}

function _isProse(cell: Cell | undefined): boolean {
  return cell?.kind === 'markdown';
}

function _isTitle(cell: Cell | undefined): boolean {
  return /^# /.test(cell?.source ?? '');
}

function _isLesson(cell: Cell | undefined): boolean {
  if (cell?.kind !== 'code') return false;
  return !parseDirectives(cell).some(({ name }) => /^(export[isd]?|default_exp)$/.test(name));
}

// %% notebooks/30_library/19_update/03_cell_places.ipynb#30bc0007 113353e3
/** The cells with those that `order` names in that order, each with its unit. The same list when they are. @internal */
export function orderCells(cells: readonly Cell[], order: readonly string[]): Cell[] {
  let moved = [...cells];
  const still = longestRise(order.map((id) => cells.findIndex((cell) => cell.id === id)));
  for (const [index, id] of order.entries()) {
    if (still.has(cells.findIndex((cell) => cell.id === id))) continue;
    const { first, last } = unitOf(moved, id);
    const unit = moved.slice(first, last + 1);
    const rest = [...moved.slice(0, first), ...moved.slice(last + 1)];
    const before = order[index - 1];
    const next = order.slice(index + 1).find((one) => rest.some((cell) => cell.id === one)) as string;
    const place = before === undefined ? unitOf(rest, next).first : unitOf(rest, before).last + 1;
    moved = [...rest.slice(0, place), ...unit, ...rest.slice(place)];
  }
  return moved;
}

// %% notebooks/30_library/19_update/03_cell_places.ipynb#30bc000a f7f8a5c1
/** The cells with a new one behind the one with the id `after`. @internal */
export function insertCell(
  cells: readonly Cell[],
  cell: Cell,
  options: { after: string | undefined; split: boolean },
): Cell[] {
  const { after, split } = options;
  const at = after === undefined ? -1 : cells.findIndex((one) => one.id === after);
  const place = at < 0 ? _firstPlace(cells) : split ? at + 1 : unitOf(cells, after as string).last + 1;
  return [...cells.slice(0, place), cell, ...cells.slice(place)];
}

function _firstPlace(cells: readonly Cell[]): number {
  const has = (name: RegExp) => (cell: Cell) =>
    cell.kind === 'code' && parseDirectives(cell).some((one) => name.test(one.name));
  const first = cells.findIndex(has(/^export[is]?$/));
  if (first >= 0) return unitOf(cells, cells[first]?.id as string).first;
  const target = cells.findIndex(has(/^default_exp$/));
  return target < 0 ? cells.length : target + 1;
}

// %% notebooks/30_library/19_update/03_cell_places.ipynb#30bc000c c7aa0700
/** A source whose cell is exported to a module, or (with undefined) no more. '' stands for the notebook's own module. @internal */
export function withTarget(source: string, module: string | undefined): string {
  const directives = parseDirectives({ kind: 'code', source }).filter(({ name }) => /^export[is]?$/.test(name));
  const lines = source.split('\n');
  const [first] = directives;
  if (!first) return module === undefined ? source : `//| export${module && ` ${module}`}\n${source}`;
  const text = `//| ${first.name}${module && ` ${module}`}`;
  const end = lines[first.line - 1]?.endsWith('\r') ? '\r' : '';
  const kept = lines.map((line, index) => (index === first.line - 1 && module !== undefined ? text + end : line));
  const dropped = new Set(directives.filter((one) => module === undefined || one !== first).map((one) => one.line - 1));
  return kept.filter((_, index) => !dropped.has(index)).join('\n');
}

/** A source with the directives of another. @internal */
export function withDirectivesOf(source: string, other: string): string {
  const code = sourceWithoutDirectives({ kind: 'code', source });
  const directives = other.slice(0, other.length - sourceWithoutDirectives({ kind: 'code', source: other }).length);
  return `${directives}${directives === '' || directives.endsWith('\n') ? '' : '\n'}${code}`;
}
