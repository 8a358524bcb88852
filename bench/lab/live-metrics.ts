import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { TemporaryProject } from '../../test/browser/temporary-project.ts';
import { distribution, formatDistribution } from '../distribution.ts';
import type { Finding, Section } from '../report.ts';
import { delays, type LoggedPoint, type Sight } from './delays.ts';
import { command, inWindow, openLab, openRuns, runRows } from './lab-window.ts';
import { liveNotebook } from './live-notebook.ts';
import { runCount, type Workbench } from './workbench.ts';

const goalMs = 300;
const eachRound = { loneCount: 14, streamCount: 24 }; // in nine rounds, 63 points of each kind and then a stream of ten seconds

/** How long after it was logged in a headless run a metric can be read in the lab, in the panel and in the view of the run. */
export async function measureLiveMetrics({
  browser,
  lab: startedLab,
  project,
  rounds,
  say,
}: Workbench): Promise<Section> {
  const lab = await startedLab();
  const counts = { loneCount: rounds * eachRound.loneCount, streamCount: rounds * eachRound.streamCount };
  project.notebook('live.ipynb', liveNotebook(counts));
  const findings: Finding[] = [];
  for (const view of ['run view', 'Runs panel'] as const) {
    say(`live: ${view}`);
    const { logged, sights } = await inWindow(browser, async (page) => {
      await openLab(page, lab);
      await openRuns(page);
      return watchRun(page, project, view);
    });
    findings.push(...summed(view, logged, sights));
  }
  return {
    title: '4. Metric logged in another process -> to be read in the lab',
    how:
      `From log.metric in a notebook that octavo run executes until its value is in the page, by the wall clock of this machine; ` +
      `the store has ${runCount.toLocaleString('en')} other runs. "Buffered" points wait for the buffer of octavo/track (up to 100 ms), which the ` +
      'ones "written at once" do not: the difference is its part. Of a stream only the latest value can be read: a ' +
      'point counts as visible when it or a later one is.',
    findings,
  };
}

async function watchRun(page: Page, project: TemporaryProject, view: 'run view' | 'Runs panel') {
  const first = page.locator(runRows).first();
  const before = await first.getAttribute('data-key');
  const run = project.start('run', 'live.ipynb', 'live-executed.ipynb');
  const ended = once(run, 'close');
  try {
    await page.waitForFunction(
      ([rows, key]) => {
        const row = document.querySelector<HTMLElement>(rows as string);
        return row !== null && row.dataset.key !== key;
      },
      [runRows, before],
    );
    const runId = (await first.getAttribute('data-key')) ?? '';
    if (view === 'run view') await command(page, 'octavo:open-run', { runId, name: 'live' });
    const place = view === 'run view' ? '.jp-Octavo-run' : `.jp-Octavo-runs [data-key="${runId}"]`;
    await page.locator(`${place} td`).first().waitFor();
    await page.evaluate(noteSights, place);
    project.file('go', '');
    const written = join(project.root, 'logged.json');
    while (!existsSync(written)) {
      if (run.exitCode !== null) throw new Error(`The run ended too early, with ${run.exitCode}`);
      await sleep(200);
    }
    const logged = JSON.parse(readFileSync(written, 'utf8')) as LoggedPoint[];
    await page.waitForTimeout(1500); // the last point needs its time, too
    const sights = await page.evaluate(() => (window as unknown as { sights: Sight[] }).sights);
    return { logged, sights };
  } finally {
    for (const name of ['go', 'logged.json']) rmSync(join(project.root, name), { force: true });
    const timer = setTimeout(() => run.kill('SIGTERM'), 20_000);
    await ended;
    clearTimeout(timer);
  }
}

/** Notes each new wall time that the text or a title in `place` shows, and when. */
function noteSights(place: string): void {
  const sights: Sight[] = [];
  (window as unknown as { sights: Sight[] }).sights = sights;
  const known = new Set<number>();
  const look = () => {
    const seenMs = Date.now();
    for (const cell of document.querySelectorAll<HTMLElement>(`${place} td`)) {
      const value = Number(/^\d{13}$/.exec(cell.textContent.trim())?.[0] ?? 0);
      if (value === 0 || known.has(value)) continue;
      known.add(value);
      sights.push({ value, seenMs });
    }
  };
  const observed = document.querySelector('#main') ?? document.body;
  new MutationObserver(look).observe(observed, { childList: true, characterData: true, subtree: true });
  look();
}

function summed(view: string, logged: LoggedPoint[], sights: Sight[]): Finding[] {
  const { byKind, passedOver, unseen } = delays(logged, sights);
  if (unseen > 0) throw new Error(`${unseen} of ${logged.length} points were never visible in the ${view}`);
  const findings = Object.entries(byKind).map(([kind, values]): Finding => {
    const found = distribution(values);
    const goal = kind === 'written at once' ? {} : { goal: `median ${goalMs} ms`, isMet: found.median <= goalMs };
    return { what: `${view}, ${kind}`, figure: formatDistribution(found), ...goal, data: values };
  });
  const part = median(byKind.buffered) - median(byKind['written at once']);
  return [
    ...findings,
    { what: `${view}, the buffer's part`, figure: `${part.toFixed(0)} ms of the median`, data: { part, passedOver } },
  ];
}

const median = (values: number[] = []) => distribution(values).median;
