import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { formatSections, type Section } from '../report.ts';
import { measureCompletion } from './completion.ts';
import type { Contest } from './contest.ts';
import { measureFirstReply } from './first-reply.ts';
import { measureLongNotebook } from './long-notebook.ts';
import { measureManyLines } from './many-lines.ts';
import { measureAfterHeavyTypes, measurePlainCells } from './plain-cells.ts';
import { measureResidentMemory } from './resident-memory.ts';
import { installRivals } from './rivals.ts';

/** The parts by the words that choose them. */
export const kernelParts: Record<string, (contest: Contest) => Promise<Section>> = {
  start: measureFirstReply,
  cells: measurePlainCells,
  types: measureAfterHeavyTypes,
  notebook: measureLongNotebook,
  completion: measureCompletion,
  lines: measureManyLines,
  memory: measureResidentMemory,
};

export interface KernelReport {
  sections: Section[];
  load: { before: number; after: number }; // processes that wanted to run, on average of the last minute
  isQuick: boolean;
}

export interface KernelBenchmarkOptions {
  parts: string[]; // all when there are none
  rounds: number | undefined; // instead of each part's own number
  isQuick: boolean; // fewer rounds: to see that all works, not for figures
  say: (line: string) => void;
}

/** Compares Octavo's kernel with stock tslab, Deno's and ipykernel. A part that fails says so in its place, and the next one follows. */
export async function measureKernels({ parts, rounds, isQuick, say }: KernelBenchmarkOptions): Promise<KernelReport> {
  const unknown = parts.find((part) => !Object.hasOwn(kernelParts, part));
  if (unknown !== undefined) throw new Error(`no part "${unknown}": ${Object.keys(kernelParts).join(', ')}`);
  const contest: Contest = {
    rivals: installRivals(say),
    rounds: (usual, quick) => rounds ?? (isQuick ? quick : usual),
    say,
  };
  const before = loadavg()[0] as number;
  const sections: Section[] = [];
  try {
    for (const [name, measurePart] of Object.entries(kernelParts)) {
      if (parts.length > 0 && !parts.includes(name)) continue;
      sections.push(await measurePart(contest).catch((error: Error) => notMeasured(name, error)));
    }
  } finally {
    rmSync(contest.rivals.project, { recursive: true, force: true });
  }
  return { sections, load: { before, after: loadavg()[0] as number }, isQuick };
}

function notMeasured(part: string, error: Error): Section {
  return { title: `NOT MEASURED: ${part}`, how: error.message, findings: [] };
}

export function formatKernelReport({ sections, load, isQuick }: KernelReport): string {
  const note = isQuick ? '\nquick: too few rounds for the ratios to mean much' : '';
  return `${formatSections(sections)}\n\nload average before: ${load.before.toFixed(1)}, after: ${load.after.toFixed(1)}${note}`;
}
