import { mostLevels, tooDeepAt } from '../../notebook/nesting.ts';

const longestChecked = 2_000_000; // UTF-16 units; to check the types of more takes longer than anyone waits

/** What a cell whose brackets are nested too deeply fails with, instead of taking the kernel along. */
export function nestingFailure(source: string): { ename: string; evalue: string; traceback: string[] } | undefined {
  if (!isTooDeep(source)) return undefined;
  const evalue = `this cell has more than ${mostLevels} brackets inside each other: no parser takes that`;
  return { ename: 'SyntaxError', evalue, traceback: [`\x1b[31mSyntaxError\x1b[39m: ${evalue}`] };
}

export function isTooLongForTypes(source: string): boolean {
  return source.length > longestChecked;
}

export function isTooDeep(source: string): boolean {
  return tooDeepAt(source) !== undefined;
}
