import type { Where } from './octavo-error.ts';

/**
 * Says a place in one phrase: `train.ipynb cell b2c4d6e8 [3] line 2`; with the line of the file, which terminals and
 * editors open when it is clicked on, `train.ipynb:123 cell b2c4d6e8 [3] line 2`. Returns '' for no place.
 */
export function formatWhere(where: Where | undefined): string {
  if (!where) return '';
  const { notebook, fileLine, cell, index, line } = where;
  const parts = [
    notebook !== undefined && fileLine !== undefined ? `${notebook}:${fileLine}` : notebook,
    cell === undefined ? undefined : `cell ${cell}`,
    index === undefined ? undefined : `[${index}]`,
    line === undefined ? undefined : `line ${line}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
