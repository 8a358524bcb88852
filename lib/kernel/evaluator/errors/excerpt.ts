import { red, teal } from '../../colours.ts';
import type { PlaceInCell } from './cell-scripts.ts';

/** The line of a place with the one before it, and a mark below: what a reader looks for first. */
export function excerpt({ cell, source, position }: PlaceInCell, length = 1): string[] {
  if (!position) return [];
  const { line, column } = position;
  const lines = source.split('\n').map((text) => text.replace(/\r$/, ''));
  const width = String(line).length;
  const number = (one: number) => String(one).padStart(width);
  const text = lines[line - 1] ?? '';
  const margin = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const mark = '^'.repeat(Math.max(1, Math.min(length, text.length - column + 1)));
  return [
    `  ${cell} line ${line}`,
    ...(line > 1 ? [`    ${number(line - 1)} | ${lines[line - 2] ?? ''}`] : []),
    `  ${teal(`> ${number(line)}`)} | ${text}`,
    `    ${' '.repeat(width)} | ${margin}${red(mark)}`,
  ];
}
