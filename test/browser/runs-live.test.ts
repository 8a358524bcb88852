import { expect } from 'vitest';
import { metricHistory } from '../../lib/track/store/metrics.ts';
import { test } from './lab-test.ts';
import { openRun, openRunsPanel, pointsOf, runRow, unfold } from './runs-user.ts';
import type { TemporaryProject } from './temporary-project.ts';

test('an empty project says how to begin; then the runs of a workflow appear, nested, and end', async ({
  project,
  lab,
  page,
  watched,
}) => {
  const news: string[] = [];
  page.on('websocket', (socket) => {
    if (socket.url().includes('/octavo/')) socket.on('framereceived', ({ payload }) => news.push(String(payload)));
  });
  await openRunsPanel(page, lab);
  const firstPage = page.getByRole('region', { name: 'No runs yet' });
  await firstPage.getByText('npx octavo run').waitFor();
  await watched.screenshot('runs-first-page');

  project.copyWorkflow('iris');
  const workflow = project.octavo('run', 'workflows/iris/00_workflow.ipynb');
  const parent = runRow(page, '00_workflow');
  await parent.getByText('Running').waitFor();
  await firstPage.waitFor({ state: 'detached' });
  await parent.getByText(/^[123]$/).waitFor(); // the number of nested runs
  await unfold(page, '00_workflow');
  for (const step of ['01_prepare', '02_train', '03_evaluate']) {
    await runRow(page, step).getByText('Completed').waitFor();
    expect(await runRow(page, step).getAttribute('aria-level')).toBe('2');
  }
  await parent.getByText('Completed').waitFor();
  await workflow;
  const experiments = page.getByRole('tree', { name: 'Experiments' });
  await experiments.getByRole('treeitem', { name: /^iris\D*4\D*$/ }).waitFor(); // and none of them running
  await watched.screenshot('runs-live');
  expect(news.some((message) => JSON.parse(message).type === 'changed')).toBe(true); // it was told, and did not ask again and again
});

test('the curve of a running notebook grows in its view', async ({ project, lab, page, watched }) => {
  project.notebook('slow.ipynb', [
    "import { existsSync } from 'node:fs';\nimport { log } from 'octavo/track';",
    "for (let step = 0; !existsSync('stop'); step++) {\n  log.metric('loss', 1 / (step + 1));\n  await new Promise((resolve) => setTimeout(resolve, 60));\n}",
  ]);
  await openRunsPanel(page, lab);
  const run = project.octavo('run', 'slow.ipynb');
  await runRow(page, 'slow').getByText('Running').waitFor();
  const runId = (await runRow(page, 'slow').getAttribute('data-key')) ?? '';
  const view = await openRun(page, 'slow');
  await expect.poll(() => pointsOf(view, 'loss')).toBeGreaterThan(1);
  const seen = await pointsOf(view, 'loss');
  await view.locator('svg.main-svg .scatterlayer path.js-line').first().waitFor();
  await view.getByRole('img', { name: /^Curve of loss/ }).evaluate((image) => {
    const arrivals: [number, number][] = [];
    Object.assign(window, { arrivals });
    const note = () => arrivals.push([Number(/: (\d+) points/.exec(image.ariaLabel ?? '')?.[1]), Date.now()]);
    new MutationObserver(note).observe(image, { attributes: true, attributeFilter: ['aria-label'] });
  });
  await expect.poll(() => pointsOf(view, 'loss')).toBeGreaterThan(seen + 40);
  await watched.screenshot('run-running');

  const arrivals = await page.evaluate(() => (window as unknown as { arrivals: [number, number][] }).arrivals);
  project.file('stop', '');
  await view.getByText('Completed', { exact: true }).waitFor();
  await run;
  console.log(delays(project, runId, arrivals));
  await watched.screenshot('run-completed');
});

/** How long points took from their log to the page, with all the waiting for other points on the way. */
function delays(project: TemporaryProject, runId: string, arrivals: [number, number][]): string {
  const points = project.withStore((store) => metricHistory(store, runId, 'loss'));
  const first = arrivals[0]?.[0] ?? 0; // those before were on the page already
  const ms = points
    .slice(first)
    .flatMap(({ timestampMs }, index) => {
      const arrival = arrivals.find(([count]) => count > first + index);
      return arrival ? [arrival[1] - timestampMs] : [];
    })
    .sort((one, other) => one - other);
  const at = (share: number) => ms[Math.floor(share * (ms.length - 1))];
  return `metric logged -> visible: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, most ${at(1)} ms, of ${ms.length} points`;
}
