/** How smooth a stretch of animation was. */
export interface Smoothness {
  frames: number;
  perSecond: number;
  longShare: number; // of frames that took longer than 1/30 s, which the eye sees as a jerk
  longestMs: number;
}

const longMs = 1000 / 30;
const toleranceMs = 1; // clocks of browsers are rounded, and two frames at 60 Hz take exactly 1/30 s

/** Sums up the moments at which frames began, in order. Throws when there are fewer than two. */
export function smoothness(startsMs: readonly number[]): Smoothness {
  const lastMs = startsMs.at(-1) ?? 0;
  const lengths = startsMs.slice(1).map((startMs, index) => startMs - (startsMs[index] as number));
  if (lengths.length === 0) throw new Error('No frames were measured');
  return {
    frames: lengths.length,
    perSecond: (lengths.length * 1000) / (lastMs - (startsMs[0] as number)),
    longShare: lengths.filter((length) => length > longMs + toleranceMs).length / lengths.length,
    longestMs: Math.max(...lengths),
  };
}

export function formatSmoothness({ frames, perSecond, longShare, longestMs }: Smoothness): string {
  const share = `${(longShare * 100).toFixed(1)} %`;
  return `${perSecond.toFixed(1)} frames/s, ${share} longer than 1/30 s (longest ${longestMs.toFixed(0)} ms; ${frames} frames)`;
}
