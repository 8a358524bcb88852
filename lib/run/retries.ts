// Generated from notebooks/40_run/19_retries.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40270003 40270005 40270008 4027000b

// %% notebooks/40_run/19_retries.ipynb#40270003 f055ab14
import { stripVTControlCharacters } from 'node:util';
import { OctavoError } from '../errors/index.ts';
import { type Cell, cellTags, type Notebook } from '../notebook/index.ts';

// %% notebooks/40_run/19_retries.ipynb#40270005 088715ae
/** How often a cell is run again, and after which pause. */
export interface Retries {
  most: number; // attempts after the first
  pauseMs: number; // before the first of them
}

/** What the tag of a cell asks for; undefined without one. Throws `run-retry-tag`. */
export function readRetries(cell: Cell, notebookPath?: string | undefined): Retries | undefined {
  const tag = cellTags(cell).find((one) => /^retry(:|$)/.test(one));
  if (tag === undefined) return undefined;
  const [, most, pause, unit] = /^retry:(\d{1,3})(?::(\d{1,6}(?:\.\d{1,3})?)(ms|s|m))?$/.exec(tag) ?? [];
  if (most === undefined || Number(most) < 1 || Number(most) > 100) {
    throw new OctavoError('run-retry-tag', `The tag "${tag}" is not understood: retries are retry:1 to retry:100`, {
      where: { notebook: notebookPath, cell: cell.id },
      hint: 'retry:3, or retry:3:2s with the first pause (ms, s or m)',
    });
  }
  const scale = unit === 'm' ? 60_000 : unit === 's' ? 1000 : 1;
  return { most: Number(most), pauseMs: pause === undefined ? 1000 : Number(pause) * scale };
}

/** Looks at the tags of all cells before any runs. Throws `run-retry-tag`. */
export function checkRetries(notebook: Notebook): void {
  for (const cell of notebook.cells) if (cell.kind === 'code') readRetries(cell, notebook.path);
}

// %% notebooks/40_run/19_retries.ipynb#40270008 271f0c2d
export const longestPauseMs = 60_000;

/** Milliseconds until the next attempt, after so many that failed. A first pause over a minute is kept as it is. */
export function pauseBefore(
  { pauseMs }: Retries,
  failed: number, // attempts so far, 1 or more
  random: () => number = Math.random, // from 0 to 1
): number {
  const whole = Math.min(pauseMs * 2 ** (failed - 1), Math.max(pauseMs, longestPauseMs));
  return Math.round(whole / 2 + (whole / 2) * random());
}

// %% notebooks/40_run/19_retries.ipynb#4027000b 2518624f
/** One line for the attempts that failed: `[octavo: attempts 1 and 2 failed: TypeError: fetch failed]`. */
export function retryNotice(
  reasons: readonly string[], // one for each attempt that failed, in their order
): string {
  const numbers = reasons.map((_, at) => String(at + 1));
  const which =
    numbers.length === 1 ? 'attempt 1' : `attempts ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  const said = [...new Set(reasons)];
  return `[octavo: ${which} failed: ${said.join('; ')}]\n`;
}

/** The reason of an attempt in one line. */
export function attemptReason(ename: string, evalue: string): string {
  const text = stripVTControlCharacters(evalue === '' ? ename : `${ename}: ${evalue}`);
  const line = text.split('\n', 1)[0] as string;
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
