import type { Page } from 'playwright-core';
import { distribution, formatDistribution } from '../distribution.ts';
import type { Section } from '../report.ts';
import { inWindow, openLab, openRuns, runRows } from './lab-window.ts';
import { runCount, type Workbench } from './workbench.ts';

const goalMs = 300;

/** How soon the panel shows its first rows of many runs, each time in a window where nothing is warm. */
export async function measureRunsPanel({ browser, lab: startedLab, rounds, say }: Workbench): Promise<Section> {
  const lab = await startedLab();
  const openings: Opening[] = [];
  for (let round = 0; round <= rounds; round++) {
    const opening = await inWindow(browser, async (page) => {
      await page.addInitScript(noteFirstRows, runRows);
      await openLab(page, lab);
      return readOpening(page);
    });
    if (round > 0) openings.push(opening); // the first one also started Octavo's server
    say(`panel: opening ${round} of ${rounds}`);
  }
  const painted = distribution(openings.map((each) => each.paintedMs - each.answeredMs));
  const answered = distribution(openings.map((each) => each.answeredMs - each.askedMs));
  const all = distribution(openings.map((each) => each.paintedMs - each.commandMs));
  return {
    title: `2a. Runs panel with ${runCount.toLocaleString('en')} runs: first rows`,
    how:
      'From the last byte of the answer to /runs until the second animation frame after its first rows were in the page; ' +
      'a new window each time, so no code is warm.',
    findings: [
      {
        what: 'answer to painted rows',
        figure: formatDistribution(painted),
        ...{ goal: `median ${goalMs} ms`, isMet: painted.median <= goalMs, data: openings },
      },
      { what: 'the answer itself', figure: formatDistribution(answered), data: answered },
      { what: 'command to painted rows', figure: formatDistribution(all), data: all },
    ],
  };
}

/** Moments of one opening, since the page's navigation. */
interface Opening {
  commandMs: number;
  askedMs: number;
  answeredMs: number;
  paintedMs: number;
}

async function readOpening(page: Page): Promise<Opening> {
  const commandMs = await page.evaluate(() => performance.now());
  await openRuns(page);
  const handle = await page.waitForFunction(() => (window as { paintedMs?: number }).paintedMs);
  const paintedMs = (await handle.jsonValue()) as number;
  const request = await page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const found = entries.find(({ name }) => new URL(name).pathname.endsWith('/api/octavo/runs'));
    return found && { askedMs: found.startTime, answeredMs: found.responseEnd };
  });
  if (!request) throw new Error('The panel showed runs without having asked for them');
  return { commandMs, ...request, paintedMs };
}

function noteFirstRows(rows: string): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(rows)) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        (window as { paintedMs?: number }).paintedMs = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}
