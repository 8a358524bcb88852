import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { logMetrics } from '../../lib/track/store/metrics.ts';
import { createRun, endRun } from '../../lib/track/store/runs.ts';
import type { TrackingStore } from '../../lib/track/store/tracking-store.ts';

const experiments = ['garden/roses', 'garden/herbs', 'iris'];
const hourMs = 3_600_000;

/**
 * Writes so many ended runs, a minute apart, the last an hour ago: each with five parameters, three metrics of three points
 * and three tags; one in ten has four runs nested in it, which count, and one in fifty failed. The same every time.
 */
export function writeRuns(store: TrackingStore, count: number, nowMs = Date.now()): void {
  store.write(() => {
    const made = experiments.map((name) => ensureExperiment(store, name));
    let parentId = '';
    for (let index = 0; index < count; index++) {
      const place = index % 14; // ten runs on top, the last with four nested in it
      const experiment = made[Math.floor(index / 14) % made.length] as (typeof made)[number];
      const startedMs = nowMs - hourMs - (count - index) * 60_000;
      const rate = 10 ** -(1 + (index % 4));
      const id = createRun(store, {
        experiment,
        name: place > 9 ? `fold ${place - 9} of ${index}` : `train ${index}`,
        user: 'gardener',
        startedAt: new Date(startedMs),
        parameters: {
          learningRate: String(rate),
          epochs: String(5 + (index % 20)),
          batchSize: String(2 ** (4 + (index % 4))),
          optimizer: index % 3 === 0 ? 'sgd' : 'adam',
          seed: String(index),
        },
        tags: {
          'octavo.notebook': `notebooks/train_${index % 7}.ipynb`,
          ...(place > 9 ? { 'mlflow.parentRunId': parentId } : { kind: 'nightly' }),
        },
      });
      if (place === 9) parentId = id;
      const names = ['loss', 'score/train', 'score/validation'];
      const points = names.flatMap((name) =>
        [0, 1, 2].map((step) => {
          const value = 1 / (1 + step + rate * (index % 97)) + name.length / 1000;
          return { name, value, step, timestampMs: startedMs + step * 1000 };
        }),
      );
      logMetrics(store, id, points);
      const endedAt = new Date(startedMs + 5_000 + (index % 600) * 100);
      if (index % 50 === 49) endRun(store, id, { status: 'FAILED', endedAt, tags: { 'octavo.status': 'failed' } });
      else endRun(store, id, { status: 'FINISHED', endedAt, tags: { 'octavo.status': 'completed' } });
    }
  });
}
