import type { CDPSession, Page } from 'playwright-core';

/** What a page did for a while. */
export interface Stretch {
  startsMs: number[]; // of its animation frames
  busyMs: number; // processor time of its main thread
}

/** Notes the animation frames of a page while the work goes on. */
export async function framesWhile(input: CDPSession, page: Page, work: () => Promise<unknown>): Promise<Stretch> {
  await input.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(noteFrames);
  const before = await busyMs(input);
  await work();
  const after = await busyMs(input);
  await input.send('Performance.disable');
  const startsMs = await page.evaluate(() => {
    const noted = window as { frameStarts?: number[] };
    const starts = noted.frameStarts ?? [];
    delete noted.frameStarts;
    return starts;
  });
  return { startsMs, busyMs: after - before };
}

function noteFrames(): void {
  const noted = window as { frameStarts?: number[] };
  const starts: number[] = [];
  noted.frameStarts = starts;
  const note = (startMs: number) => {
    if (noted.frameStarts !== starts) return;
    starts.push(startMs);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

async function busyMs(input: CDPSession): Promise<number> {
  const { metrics } = await input.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}
