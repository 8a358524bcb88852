import { stripVTControlCharacters } from 'node:util';

/** One thing that failed. */
export interface Failure {
  suite: string; // 'unit', 'notebook tests', 'checks' …
  name: string; // 'test/run/saver.test.ts > saves', 'notebooks/70_learn/03_metrics.ipynb', 'types' …
  message: string; // why, with colour codes or without
}

const mostFailures = 40;
const mostLines = 12; // of one message: its first, and as many of its last, where what a program printed stands
const mostColumns = 200;

/**
 * What failed and why, for the end of a log: whoever reads it may have its last lines alone. Each failure is a line
 * `FAILED suite: name` with the beginning and the end of its message below it.
 */
export function formatFailures(failures: Failure[]): string {
  const lines = failures
    .slice(0, mostFailures)
    .flatMap(({ suite, name, message }) => [cut(`FAILED ${suite}: ${onOneLine(name)}`), ...endsOf(message)]);
  const rest = failures.length - mostFailures;
  if (rest > 0) lines.push(`FAILED ${rest} more, told above`);
  return lines.map((line) => `${line}\n`).join('');
}

/** Names of tests that were not run, each on a line, as far as they are few. */
export function formatNotRun(names: string[], reason: string): string {
  const lines = names.slice(0, mostFailures).map((name) => cut(`not run: ${onOneLine(name)} (${reason})`));
  const rest = names.length - mostFailures;
  if (rest > 0) lines.push(`not run: ${rest} more (${reason})`);
  return lines.map((line) => `${line}\n`).join('');
}

function endsOf(message: string): string[] {
  const lines = stripVTControlCharacters(message)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const show = (some: string[]) => some.map((line) => cut(`    ${line}`));
  if (lines.length <= mostLines) return show(lines);
  const half = mostLines / 2;
  return [...show(lines.slice(0, half)), `    … ${lines.length - mostLines} more lines`, ...show(lines.slice(-half))];
}

function onOneLine(name: string): string {
  return stripVTControlCharacters(name).replace(/\s+/g, ' ');
}

function cut(line: string): string {
  const characters = [...line];
  return characters.length <= mostColumns ? line : `${characters.slice(0, mostColumns - 1).join('')}…`;
}
