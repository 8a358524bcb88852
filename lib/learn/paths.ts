// Generated from notebooks/70_learn/09_paths.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70ab0004 70ab0005 70ab0008

// %% notebooks/70_learn/09_paths.ipynb#70ab0004 20338edd
/** A place on a path, in the path's own pixels. @internal */
export interface PathPoint {
  x: number;
  y: number;
}

const _numbersOf: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, T: 2, Q: 4, S: 4, C: 6, A: 7, Z: 0 };

function _segments(path: string): { command: string; numbers: number[] }[] {
  const segments: { command: string; numbers: number[] }[] = [];
  for (const [, letter = '', list = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*(?:e[-+]?\d+[^a-zA-Z]*)*)/g)) {
    const numbers = (list.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g) ?? []).map(Number);
    const width = _numbersOf[letter.toUpperCase()] ?? 0;
    if (width === 0) segments.push({ command: letter, numbers: [] });
    for (let at = 0; width > 0 && at + width <= numbers.length; at += width) {
      segments.push({ command: letter, numbers: numbers.slice(at, at + width) });
    }
  }
  return segments;
}

// %% notebooks/70_learn/09_paths.ipynb#70ab0005 1b48e7c2
/** Returns the places that straight steps along a path visit, in order. @internal */
export function pathPoints(
  path: string, // an SVG path description, as `M0,0L10,0`
): PathPoint[] {
  const points: PathPoint[] = [];
  let here = { x: 0, y: 0 };
  let start = here;
  for (const { command, numbers } of _segments(path)) {
    const kind = command.toUpperCase();
    const from = command === kind ? { x: 0, y: 0 } : here;
    const pair = (at: number) => ({ x: from.x + (numbers[at] ?? 0), y: from.y + (numbers[at + 1] ?? 0) });
    const single = numbers[0] ?? 0;
    const ends: Record<string, PathPoint> = {
      H: { x: from.x + single, y: here.y },
      V: { x: here.x, y: from.y + single },
      Z: start,
    };
    const target = ends[kind] ?? pair(numbers.length - 2);
    if (kind === 'C' || kind === 'Q' || kind === 'S') {
      const controls = kind === 'C' ? [pair(0), pair(2)] : [pair(0), pair(0)];
      points.push(..._curve(here, controls as [PathPoint, PathPoint], target, kind === 'Q'));
    }
    points.push(target);
    here = target;
    if (kind === 'M') start = target;
  }
  return points;
}

function _curve(from: PathPoint, [a, b]: [PathPoint, PathPoint], to: PathPoint, isQuadratic: boolean): PathPoint[] {
  const along = (t: number, axis: 'x' | 'y') => {
    const u = 1 - t;
    if (isQuadratic) return u * u * from[axis] + 2 * u * t * a[axis] + t * t * to[axis];
    return u ** 3 * from[axis] + 3 * u * u * t * a[axis] + 3 * u * t * t * b[axis] + t ** 3 * to[axis];
  };
  return Array.from({ length: 15 }, (_, step) => ({ x: along((step + 1) / 16, 'x'), y: along((step + 1) / 16, 'y') }));
}

// %% notebooks/70_learn/09_paths.ipynb#70ab0008 6f02d060
/** Returns how long a path is, in pixels. @internal */
export function pathLength(points: readonly PathPoint[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + _distance(points[index] as PathPoint, point), 0);
}

/** Returns the place at a distance along a path; its ends when the distance lies outside. @internal */
export function pointAlong(points: readonly PathPoint[], distancePx: number): PathPoint {
  let left = distancePx;
  let from = points[0] ?? { x: 0, y: 0 };
  for (const to of points.slice(1)) {
    const step = _distance(from, to);
    if (left < step) {
      const share = Math.max(0, left) / step;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    left -= step;
    from = to;
  }
  return from;
}

function _distance(from: PathPoint, to: PathPoint): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}
