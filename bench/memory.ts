import { readdirSync, readFileSync } from 'node:fs';

/** Watches a process and all its descendants until stopped; returns the largest sum of their memory (PSS) it saw. */
export function peakMemoryBytes(rootPid: number): { stop: () => number | undefined } {
  let peak = 0;
  const look = () => {
    const sum = descendants(rootPid).reduce((total, pid) => total + memoryOf(pid), 0);
    peak = Math.max(peak, sum);
  };
  const timer = process.platform === 'linux' ? setInterval(look, 20) : undefined;
  return {
    stop: () => {
      clearInterval(timer);
      return peak > 0 ? peak : undefined;
    },
  };
}

export function descendants(rootPid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found = [rootPid];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function parentOf(pid: string): number | undefined {
  // The name stands in brackets and may hold anything: what follows its last bracket is state and parent.
  const fields = readOrEmpty(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ');
  return fields?.[1] === undefined ? undefined : Number(fields[1]);
}

/** Proportional set size: pages that several processes share are divided among them, so the sum counts them once. */
function memoryOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // the process has ended
  }
}
