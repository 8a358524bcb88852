import type { Measurement } from './measure.ts';

export interface Summary {
  name: string;
  medianMs: number;
  minMs: number;
  maxMs: number;
  spread: number; // (max - min) / median
  ratio: number; // median of the first contender over this one's median; 1 for the first
  ratioMin: number; // the same, the smallest and the largest within one round
  ratioMax: number;
  memoryBytes: number | undefined;
}

/** Sums up measurements against the first one. Throws when two contenders did not come to the same result. */
export function compare(measurements: Measurement[]): Summary[] {
  const [first, ...others] = measurements;
  if (!first) return [];
  for (const other of others) {
    if (other.result !== first.result) throw new Error(describeDifference(first, other));
  }
  return measurements.map((each) => {
    const rounds = each.timesMs.map((timeMs, round) => (first.timesMs[round] as number) / timeMs);
    const [minMs, maxMs, medianMs] = [Math.min(...each.timesMs), Math.max(...each.timesMs), median(each.timesMs)];
    return {
      ...{ name: each.name, medianMs, minMs, maxMs, spread: (maxMs - minMs) / medianMs },
      ...{ ratio: median(first.timesMs) / medianMs, ratioMin: Math.min(...rounds), ratioMax: Math.max(...rounds) },
      memoryBytes: each.memoryBytes,
    };
  });
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

function describeDifference(first: Measurement, other: Measurement): string {
  const [left, right] = [first.result.split('\n'), other.result.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line === -1 ? left.length : line;
  const shown = (lines: string[]) => JSON.stringify(lines[at] ?? 'nothing more');
  return (
    `no ratio: ${first.name} and ${other.name} did not come to the same result; ` +
    `line ${at + 1} is ${shown(left)} and ${shown(right)}`
  );
}

/** The table that a person reads. */
export function formatSummaries(summaries: Summary[]): string {
  const rows = summaries.map((each) => [
    each.name,
    `${each.medianMs.toFixed(0)} ms`,
    `${each.minMs.toFixed(0)}-${each.maxMs.toFixed(0)}`,
    `${(each.spread * 100).toFixed(0)} %`,
    each === summaries[0] ? '' : `${each.ratio.toFixed(2)} (${each.ratioMin.toFixed(2)}-${each.ratioMax.toFixed(2)})`,
    each.memoryBytes === undefined ? 'not measured' : `${(each.memoryBytes / 2 ** 20).toFixed(0)} MiB`,
  ]);
  const head = ['', 'median', 'min-max', 'spread', `${summaries[0]?.name ?? ''} / this`, 'peak memory'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
