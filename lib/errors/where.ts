import type { Where } from './octavo-error.ts';

/** Says a place in one phrase: `train.ipynb cell b2c4d6e8 line 2`. Returns '' for no place. */
export function formatWhere(where: Where | undefined): string {
  if (!where) return '';
  const parts = [
    where.notebook,
    where.cell === undefined ? undefined : `cell ${where.cell}`,
    where.line === undefined ? undefined : `line ${where.line}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
