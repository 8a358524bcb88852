import type { CDPSession, Page } from 'playwright-core';
import type { Finding, Section } from '../report.ts';
import { framesWhile, type Stretch } from './frame-recorder.ts';
import { formatSmoothness, smoothness } from './frames.ts';
import { command, inWindow, openLab, openRuns } from './lab-window.ts';
import { runCount, type Workbench } from './workbench.ts';

const pixelsPerSecond = 6_000; // sixty notches of a wheel: a person who looks for the end
const stretchSeconds = 8;
const turns = 3;
const goalPerSecond = 60;
const table = '.jp-Octavo-runs table.jp-Octavo-grid';
const fileBrowser = '.jp-DirListing-content';

/** How smoothly the loaded table of runs scrolls, beside the same page doing nothing and JupyterLab's own list of files. */
export async function measureScrolling({ browser, lab: startedLab, project, say }: Workbench): Promise<Section> {
  const lab = await startedLab();
  for (let index = 0; index < 2_000; index++) project.file(`files/file-${String(index).padStart(4, '0')}.txt`, '');
  const found: Record<'runs' | 'nothing' | 'files', Stretch[]> = { runs: [], nothing: [], files: [] };
  const loading = { seconds: 0, rows: 0 };
  await inWindow(browser, async (page) => {
    const input = await page.context().newCDPSession(page);
    await openLab(page, lab);
    await command(page, 'filebrowser:open-path', { path: 'files' });
    await openRuns(page);
    const startedAt = performance.now();
    loading.rows = await loadEverything(page);
    loading.seconds = (performance.now() - startedAt) / 1000;
    say(`scrolling: loaded ${loading.rows} rows`);
    for (let turn = 1; turn <= turns; turn++) {
      await page.locator(fileBrowser).evaluate((list) => list.scrollTo(0, 0)); // it is shorter: each turn from the top
      found.runs.push(await framesWhile(input, page, () => scroll(input, page, table)));
      found.nothing.push(await framesWhile(input, page, () => page.waitForTimeout(stretchSeconds * 1000)));
      found.files.push(await framesWhile(input, page, () => scroll(input, page, fileBrowser)));
      say(`scrolling: turn ${turn} of ${turns}`);
    }
  });
  return {
    title: `2b. Scrolling ${loading.rows.toLocaleString('en')} rows of ${runCount.toLocaleString('en')} runs`,
    how:
      `Turns of a mouse wheel, ${pixelsPerSecond} pixels a second for ${stretchSeconds} s, three times in turn with the rest; the middle ` +
      'one of each counts. This Chromium has no graphics card: it draws on the processors on which everything else runs. ' +
      "Processor time is that of the page's main thread for a frame; it says more than the frames when the machine is busy.",
    findings: [
      { ...smooth('the table of runs', found.runs), ...goal(found.runs) },
      smooth('- the same page, doing nothing', found.nothing),
      smooth("- JupyterLab's list of 2,000 files", found.files),
      {
        what: 'loading all rows, page by page',
        figure: `${loading.seconds.toFixed(1)} s for ${loading.rows} rows`,
        data: loading,
      },
    ],
  };
}

function smooth(what: string, stretches: Stretch[]): Finding {
  const { startsMs, busyMs } = middle(stretches);
  const smoothed = smoothness(startsMs);
  const figure = `${formatSmoothness(smoothed)}; ${(busyMs / smoothed.frames).toFixed(1)} ms of processor time each`;
  return { what, figure, data: stretches.map((each) => ({ ...smoothness(each.startsMs), busyMs: each.busyMs })) };
}

function goal(stretches: Stretch[]): Pick<Finding, 'goal' | 'isMet'> {
  const isMet = perSecond(middle(stretches)) >= 0.98 * goalPerSecond;
  return { goal: `${goalPerSecond} frames/s, within 2 %`, isMet };
}

const perSecond = ({ startsMs }: Stretch) => smoothness(startsMs).perSecond;

function middle(stretches: Stretch[]): Stretch {
  return [...stretches].sort((a, b) => perSecond(a) - perSecond(b))[stretches.length >> 1] as Stretch;
}

/** Goes to the end until nothing more comes, then back to the top. Returns the number of rows on the top level. */
async function loadEverything(page: Page): Promise<number> {
  return page.locator(table).evaluate(async (scroller) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let still = 0; still < 120; still++) {
      const height = scroller.scrollHeight;
      scroller.scrollTop = height;
      await frame();
      const isLoading = scroller.querySelector('.jp-Octavo-row-more') !== null;
      if (isLoading || scroller.scrollHeight !== height) still = 0;
    }
    scroller.scrollTop = 0;
    const last = scroller.querySelector<HTMLElement>('[data-key]');
    return Math.round((scroller.querySelector('tbody')?.offsetHeight ?? 0) / (last?.offsetHeight ?? 1));
  });
}

/** Scrolls down with a wheel. The browser makes the events itself, one for each frame. */
async function scroll(input: CDPSession, page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} cannot be seen`);
  const place = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  const distance = pixelsPerSecond * stretchSeconds;
  await input.send('Input.synthesizeScrollGesture', {
    ...place,
    ...{ yDistance: -distance, speed: pixelsPerSecond, gestureSourceType: 'mouse', preventFling: true },
  });
}
