import { grey, orange, red } from '../colours.ts';
import { excerpt } from '../evaluator/errors/excerpt.ts';
import type { TypeProblem } from '../language/language.ts';

export interface TypeFailure {
  ename: string;
  evalue: string;
  traceback: string[];
}

const mostShown = 20;

/** The error of a cell that does not type-check: all that TypeScript says about it, each with its place. */
export function typeFailure(problems: readonly TypeProblem[], code: string, cell: string): TypeFailure {
  const [first] = problems;
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const evalue = first ? `${headOf(first)} (${placeOf(first, cell)})${others}` : '';
  return { ename: 'TypeCheckError', evalue, traceback: describe(problems, code, cell, red('TypeCheckError')) };
}

/** The same as text, for a cell that runs nevertheless. */
export function typeWarning(problems: readonly TypeProblem[], code: string, cell: string): string {
  return `${describe(problems, code, cell, orange('TypeCheckWarning')).join('\n')}\n`;
}

/** One line about names that nothing declares yet: the cell may run, because it uses them in functions only. */
export function laterNote(problems: readonly TypeProblem[], code: string, cell: string): string {
  const lines = code.split(/\r\n|\r|\n/);
  const names = problems.map(({ line, column, length }) => lines[line - 1]?.slice(column - 1, column - 1 + length));
  const [first] = problems;
  const list = [...new Set(names)].join(', ');
  return `octavo kernel: no cell has declared ${list} yet (${first ? placeOf(first, cell) : cell}); a later one must, before it is needed\n`;
}

function describe(problems: readonly TypeProblem[], code: string, cell: string, name: string): string[] {
  const lines = problems.slice(0, mostShown).flatMap((problem) => {
    const { line, column, length, message, code: number } = problem;
    const [head = '', ...more] = message.split('\n');
    const place = { cell, source: code, position: { line, column } };
    return [
      `${name}: ${head} ${grey(`TS${number}`)}`,
      ...more.map((text) => `  ${text}`),
      ...excerpt(place, length).map((text, index) => (index === 0 ? `  ${placeOf(problem, cell)}` : text)),
    ];
  });
  const hidden = problems.length - mostShown;
  return hidden > 0 ? [...lines, grey(`… and ${hidden} more type errors in this cell`)] : lines;
}

function headOf({ message, code }: TypeProblem): string {
  return `${message.split('\n')[0]} TS${code}`;
}

function placeOf({ line, column }: TypeProblem, cell: string): string {
  return `${cell} line ${line}:${column}`;
}
