import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Lab, startLab } from '../../lib/lab/index.ts';
import { artifactFolder, writeArtifact } from '../../lib/track/store/artifacts.ts';
import { descendants } from '../system/run-workplace.ts';
import { test } from './lab-test.ts';
import { recordRun } from './recorded-runs.ts';
import { openRun, openRunsPanel, pointsOf, preview, runRow } from './runs-user.ts';
import { openWatchedPage } from './watched-page.ts';

test('a server that is killed is said, and its successor is found', async ({ project, lab, page, watched }) => {
  project.withStore((store) => recordRun(store, { name: 'before', status: 'FINISHED' }));
  await openRunsPanel(page, lab);
  await runRow(page, 'before').waitFor();
  watched.expectProblem(/octavo\/api\/octavo/); // of the requests that nobody answered
  const banner = page.locator('.jp-Octavo-banner');
  const wasSeen = banner.waitFor();
  const server = descendants(lab.pid).find(({ command }) => /octavo\.js server/.test(command));
  process.kill(server?.pid as number, 'SIGKILL');
  await wasSeen;
  await watched.screenshot('banner-server-down');
  await banner.waitFor({ state: 'detached' }); // by itself
  project.withStore((store) => recordRun(store, { name: 'after', status: 'FINISHED' }));
  await runRow(page, 'after').waitFor();
});

test('a server of another version is said, and asked again by Retry', async ({ lab, page, watched }) => {
  let spoken = 99; // the version of the API that the server says it speaks
  await page.routeWebSocket(/\/api\/octavo\/changes$/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      const told = JSON.parse(String(message));
      socket.send(JSON.stringify(told.type === 'hello' ? { ...told, apiVersion: spoken } : told));
    });
  });
  await openRunsPanel(page, lab);
  const banner = page.locator('.jp-Octavo-banner');
  await banner.getByText('another version').waitFor();
  await watched.screenshot('banner-other-version');
  spoken = 1;
  await banner.getByRole('button', { name: 'Retry' }).click();
  await banner.waitFor({ state: 'detached' });
});

test('a run that is deleted while it is open stays to be read, and says so', async ({
  project,
  lab,
  page,
  watched,
}) => {
  const id = project.withStore((store) => recordRun(store, { name: 'weed', status: 'FINISHED' }));
  await openRunsPanel(page, lab);
  const view = await openRun(page, 'weed');
  await view.getByRole('heading', { name: 'weed', level: 1 }).waitFor();
  watched.expectProblem(/404 .*\/runs\/[0-9a-f]{32}/);
  project.withStore((store) =>
    store.write(() => store.change("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", id)),
  );
  await view.getByText('This run was deleted.').waitFor();
  await watched.screenshot('run-deleted');
  await view.getByRole('button', { name: 'Show all runs' }).click();
  await runRow(page, 'before').waitFor();
  await expect.poll(() => runRow(page, 'weed').count()).toBe(0);
});

test('names that hold HTML are shown as they are written', async ({ project, lab, page, watched }) => {
  const nasty = '<img src=x onerror="document.title=1"><b>bold</b>';
  project.withStore((store) => {
    const id = recordRun(store, {
      name: nasty,
      experiment: nasty,
      status: 'FINISHED',
      parameters: { 'a<b>': nasty },
      metrics: { growth: [1, 2] }, // others are refused where they are logged
      tags: { 't<u>': nasty },
    });
    writeArtifact(store, id, '<s>notes<s>.txt', nasty);
  });
  await openRunsPanel(page, lab);
  await page.getByRole('rowheader', { name: nasty }).first().dblclick();
  const view = page.getByRole('article', { name: nasty });
  await view.getByRole('heading', { name: nasty, level: 1 }).waitFor();
  await view.getByRole('cell', { name: nasty }).first().waitFor();
  await view.locator('svg.main-svg .scatterlayer path.js-line').waitFor();
  await view.getByRole('treeitem', { name: /notes/ }).click();
  await view
    .getByRole('region', { name: /^Preview of/ })
    .getByText(nasty)
    .waitFor();
  await watched.screenshot('run-html-names');
  expect(
    await page.locator('.jp-Octavo b, .jp-Octavo i, .jp-Octavo u, .jp-Octavo s, .jp-Octavo img[src=x]').count(),
  ).toBe(0);
  expect(await page.title()).not.toBe('1');
});

test("a duration is counted by the server's clock, whatever that of the page says", async ({ project, lab, page }) => {
  project.withStore((store) => recordRun(store, { name: 'long' })); // it began an hour ago and goes on
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 86_400_000;
  });
  await openRunsPanel(page, lab);
  await runRow(page, 'long')
    .getByText(/^(59 min \d+ s|1 h 0\d min)$/)
    .waitFor();
});

test('two labs on one project show the same runs; a lab that was started anew asks for a login', async ({
  project,
  lab,
  page,
  browser,
}) => {
  const options = { root: project.root, env: project.env, openBrowser: false };
  const other = await startLab({ ...options, port: 0 }); // one that no other lab takes when this one ends
  const beside = await openWatchedPage(browser);
  let again: Lab | undefined;
  try {
    await openRunsPanel(page, lab);
    await openRunsPanel(beside.page, other);
    await runRow(beside.page, 'before').waitFor();
    project.withStore((store) => recordRun(store, { name: 'shared', status: 'FINISHED' }));
    await Promise.all([runRow(page, 'shared').waitFor(), runRow(beside.page, 'shared').waitFor()]);
    expect(beside.problems).toEqual([]);

    await other.close();
    await beside.page.getByText("Octavo's server does not answer.").first().waitFor();
    again = await startLab({ ...options, port: Number(new URL(other.baseUrl).port) }); // with another token
    await beside.page.getByText('Your session with Jupyter has ended.').waitFor();
    await beside.screenshot('banner-no-session');
  } finally {
    await beside.context.close();
    await other.close();
    await again?.close();
  }
});

test('a curve of 100,000 points and an artifact of 1 GB are shown without being fetched whole', async ({
  project,
  lab,
  page,
  watched,
}) => {
  const steps = 100_000;
  project.withStore((store) => {
    const values = Array.from({ length: steps }, (_, step) => (step === 77_777 ? 1000 : Math.sin(step / 5000)));
    const id = recordRun(store, { name: 'giant', status: 'FINISHED', metrics: { height: values } });
    writeArtifact(store, id, 'huge.log', 'first line\n');
    writeArtifact(store, id, 'huge.png', 'no picture');
    for (const name of ['huge.log', 'huge.png']) truncateSync(join(artifactFolder(store, id), name), 2 ** 30);
  });
  let received = 0;
  page.on('response', (response) => {
    if (response.url().includes('/api/octavo/'))
      void response.body().then(
        (body) => (received += body.length),
        () => {},
      );
  });
  await openRunsPanel(page, lab);
  const view = await openRun(page, 'giant');
  await expect.poll(() => pointsOf(view, 'height')).toBe(steps);
  await view.locator('svg.main-svg .scatterlayer path.js-line').waitFor();
  await view.locator('svg.main-svg .ytick', { hasText: '1000' }).waitFor(); // the one high point was not lost
  const log = await preview(view, 'huge.log');
  await log.getByText('first line').waitFor();
  await log.getByText(/^The first .* of 1/).waitFor();
  await watched.screenshot('run-giant');
  const picture = await preview(view, 'huge.png');
  await picture.getByText('This file is too large to be shown here; download it.').waitFor();
  expect(received).toBeLessThan(2_000_000);
});
