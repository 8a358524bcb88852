import { stripVTControlCharacters } from 'node:util';
import type { CellTest, NotebookTest, TestSummary } from '../test/index.ts';

const words = { passed: 'passed', failed: 'FAILED', skipped: 'skipped', empty: 'no code' };

/** The lines of a notebook: how it did, what failed and where, what was left out and why; with `verbose`, each cell. */
export function formatTest(test: NotebookTest, verbose: boolean): string {
  const { status, notebook, durationMs, cells, warnings, failure } = test;
  const left = test.reason === undefined ? reasonsOf(cells, status === 'failed') : [test.reason];
  const note = left.length > 0 ? `  (${left.join('; ')})` : '';
  const time = status === 'passed' || status === 'failed' ? `  ${(durationMs / 1000).toFixed(2)} s` : '';
  const lines = [`${words[status].padEnd(7)}  ${notebook}${time}${note}`];
  for (const warning of warnings) lines.push(`  warning: ${warning}`);
  if (verbose) lines.push(...cells.map(formatCell));
  if (failure) {
    lines.push(`  ${indented(failure.message.trimEnd())}`, ...told(failure.traceback, failure.message));
    if (failure.hint) lines.push(`  try: ${failure.hint}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The last line: `12 passed, 1 failed, 2 skipped (148 cells) in 0.87 s`. */
export function formatTestCounts({ passed, failed, skipped, empty, cells, durationMs }: TestSummary): string {
  const parts = [`${passed} passed`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (empty > 0) parts.push(`${empty} without code`);
  const left = cells.skipped > 0 ? `, ${cells.skipped} skipped` : '';
  return `${parts.join(', ')} (${cells.passed + cells.failed} cells${left}) in ${(durationMs / 1000).toFixed(2)} s\n`;
}

/** The cells that took longest, slowest first. */
export function formatSlowest({ tests }: TestSummary, count: number): string {
  const all = tests.flatMap(({ notebook, cells }) => cells.map((cell) => ({ notebook, cell })));
  const slowest = all.sort((a, b) => b.cell.durationMs - a.cell.durationMs).slice(0, count);
  return slowest.map(({ notebook, cell }) => `${inMs(cell.durationMs)}  ${notebook}  ${cell.name}\n`).join('');
}

function formatCell({ status, name, durationMs, index, reason }: CellTest): string {
  const time = status === 'skipped' ? ' '.repeat(9) : inMs(durationMs);
  return `  ${words[status].padEnd(7)}  ${time}  ${index > 0 ? `[${index}] ` : ''}${name}${reason ? `  (${reason})` : ''}`;
}

function inMs(durationMs: number): string {
  return `${durationMs.toFixed(0)} ms`.padStart(9);
}

/** `2 skipped: eval: false`; of a notebook that failed not those that were to run. */
function reasonsOf(cells: readonly CellTest[], failed: boolean): string[] {
  const counts = new Map<string, number>();
  for (const { status, reason, index } of cells) {
    if (status !== 'skipped' || reason === undefined || (failed && index > 0)) continue;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${count} skipped: ${reason}`);
}

/** A traceback without the line that says what the message above it has said. */
function told(traceback: readonly string[], message: string): string[] {
  const lines = stripVTControlCharacters(traceback.join('\n')).split('\n');
  const first = lines.findIndex((line) => !message.includes(line.trim()));
  return first < 0
    ? []
    : lines
        .slice(first)
        .filter((line) => line.trim() !== '')
        .map((line) => `    ${line}`);
}

function indented(text: string): string {
  return text.replace(/\n(?=.)/g, '\n    ');
}
