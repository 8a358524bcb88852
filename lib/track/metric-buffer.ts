// Generated from notebooks/60_track/11_metric_buffer.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60110003 60110004 60110005

// %% notebooks/60_track/11_metric_buffer.ipynb#60110003 dc0270df
import type { MetricPoint } from './store/metrics.ts';

// %% notebooks/60_track/11_metric_buffer.ipynb#60110004 a2af3af1
/** Collects points of runs and writes them together. */
export interface MetricBuffer {
  add: (runId: string, point: MetricPoint) => void;
  flush: () => void; // writes what is there, at once
}

// %% notebooks/60_track/11_metric_buffer.ipynb#60110005 f9403ffa
/** A buffer over a function that writes points of one run. What the function throws goes to `onFailure`, with the points that are lost. */
export function createMetricBuffer(
  write: (runId: string, points: MetricPoint[]) => void,
  onFailure: (error: unknown, points: MetricPoint[]) => void,
  { maxAgeMs = 100, maxPoints = 1000, now = () => performance.now() } = {},
): MetricBuffer {
  const waiting = new Map<string, MetricPoint[]>();
  let count = 0;
  let oldestMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const [runId, points] of waiting) {
      try {
        write(runId, points);
      } catch (error) {
        onFailure(error, points);
      }
      waiting.delete(runId); // not before: a cell that is interrupted while it writes ends here, and its points wait on
      count -= points.length;
    }
  };
  const add = (runId: string, point: MetricPoint) => {
    if (count === 0) oldestMs = now();
    waiting.set(runId, waiting.get(runId) ?? []);
    waiting.get(runId)?.push(point);
    count++;
    if (count >= maxPoints || now() - oldestMs >= maxAgeMs) flush();
    else timer ??= setTimeout(flush, maxAgeMs).unref();
  };
  return { add, flush };
}
