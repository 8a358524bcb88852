import type { Words } from '../surroundings.ts';
import { type ColumnId, partsOf } from './columns.ts';

/** What stands at the head of a column, and what is read out for it. */
export function columnTitle(column: ColumnId, words: Words): { text: string; full: string } {
  const { group, name } = partsOf(column);
  if (group === 'metrics') return { text: name, full: words.__('%1 (metric)', name) };
  if (group === 'parameters') return { text: name, full: words.__('%1 (parameter)', name) };
  if (group === 'tags') return { text: name, full: words.__('%1 (tag)', name) };
  const known: Record<string, string> = {
    name: words.__('Name'),
    status: words.__('Status'),
    started: words.__('Started'),
    ended: words.__('Ended'),
    duration: words.__('Duration'),
    user: words.__('User'),
    experiment: words.__('Experiment'),
  };
  const text = Object.hasOwn(known, column) ? (known[column] ?? column) : column;
  return { text, full: text };
}
