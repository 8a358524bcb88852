// Generated from notebooks/40_run/24_progress.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 40150003 40150006 40150009

// %% notebooks/40_run/24_progress.ipynb#40150003 24f4f34d
/** Where a run is. */
export interface Progress {
  index: number; // of the running cell, 1-based, among the code cells
  total: number;
  heading: string;
  elapsedMs: number; // since the start of the run
}

/** A duration for people: `0.4 s`, `12 s`, `3:05`, `1:02:03`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 9950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

// %% notebooks/40_run/24_progress.ipynb#40150006 66e8c4fe
/** One line of a log: `cell 2 of 5: Training (0.4 s)`. */
export function progressLine({ index, total, heading, elapsedMs }: Progress): string {
  return `cell ${index} of ${total}${heading ? `: ${heading}` : ''} (${formatDuration(elapsedMs)})`;
}

/** A bar that fits on one line of a terminal: `[####------] cell 2 of 5  Training  0.4 s`. */
export function progressBar({ index, total, heading, elapsedMs }: Progress, columns: number): string {
  const width = 20;
  const done = total === 0 ? width : Math.floor(((index - 1) / total) * width);
  const parts = [
    `[${'#'.repeat(done)}${'-'.repeat(width - done)}] cell ${index} of ${total}`,
    heading,
    formatDuration(elapsedMs),
  ];
  const room = columns - 1 - (parts[0] as string).length - (parts[2] as string).length - 4;
  if (heading.length > room) parts[1] = room < 8 ? '' : `${heading.slice(0, room - 1)}…`;
  return parts
    .filter((part) => part !== '')
    .join('  ')
    .slice(0, columns - 1);
}

// %% notebooks/40_run/24_progress.ipynb#40150009 c51c143a
/** The word by which a cell describes itself; undefined when it does not (source: papermill 2.7 get_cell_description). */
export function cellDescription(source: string): string | undefined {
  return /papermill_description=\s*(\S+)/.exec(source)?.[1];
}
