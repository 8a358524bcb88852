import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './lab-test.ts';
import { choosePalette, openLauncher, useTheme } from './lab-user.ts';
import { recordRun } from './recorded-runs.ts';
import { openRunsPanel, runRow, runsTable, runView, unfold } from './runs-user.ts';
import type { TemporaryProject } from './temporary-project.ts';

/** A sweep of six runs under one, a failed run, and a run of another experiment. */
function recordSweep(project: TemporaryProject): void {
  project.withStore((store) => {
    const parent = recordRun(store, { name: 'sweep', status: 'FINISHED', experiment: 'roses' });
    for (const [index, rate] of [0.1, 0.3, 0.2, 0.05, 0.4, 0.25].entries()) {
      recordRun(store, {
        name: `trial-${index}`,
        experiment: 'roses',
        status: index === 5 ? 'KILLED' : 'FINISHED',
        parent,
        parameters: { rate: String(rate), epochs: '60' },
        metrics: { loss: [1, 0.7, 0.5, rate], accuracy: [0.5, 1 - rate] },
      });
    }
    recordRun(store, { name: 'wilted', experiment: 'roses', status: 'FAILED', parameters: { rate: '9' } });
    recordRun(store, { name: 'bulbs', experiment: 'tulips', status: 'FINISHED', metrics: { accuracy: [0.99] } });
  });
}

const names = (page: Page) =>
  runsTable(page)
    .getByRole('rowheader')
    .evaluateAll((headers) => headers.map((header) => header.querySelector('.jp-Octavo-cell-text')?.textContent));

test('runs are sorted, filtered and unfolded, and columns are chosen', async ({ project, lab, page, watched }) => {
  recordSweep(project);
  await openLauncher(page, lab);
  await choosePalette(page, 'Show Runs');
  await expect.poll(() => names(page)).toEqual(['bulbs', 'wilted', 'sweep']); // the newest first

  await page
    .getByRole('tree', { name: 'Experiments' })
    .getByRole('treeitem', { name: /^roses\D*8/ })
    .click();
  await expect.poll(() => names(page)).toEqual(['wilted', 'sweep']);
  await unfold(page, 'sweep');
  await expect.poll(async () => (await names(page)).length).toBe(8);
  await watched.screenshot('runs-unfolded');

  const loss = page.getByRole('columnheader', { name: 'loss (metric)' });
  await loss.getByRole('button').click();
  await loss.getByRole('button').click();
  expect(await loss.getAttribute('aria-sort')).toBe('ascending');
  const trials = async () => (await names(page)).filter((name) => name?.startsWith('trial'));
  await expect.poll(trials).toEqual(['trial-3', 'trial-0', 'trial-2', 'trial-5', 'trial-1', 'trial-4']);

  const filter = page.getByRole('searchbox', { name: 'Filter runs' });
  await filter.fill('loss<0.25');
  await expect.poll(() => names(page)).toEqual(['trial-3', 'trial-0', 'trial-2']);
  await filter.fill('los<0.25');
  await page.getByText('Did you mean').waitFor();
  await watched.screenshot('runs-filter-not-understood');
  await filter.fill('status:failed');
  await expect.poll(() => names(page)).toEqual(['wilted']);
  await filter.fill('no such run');
  await page.getByText('No run matches the filter.').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  expect(await page.getByText('This experiment has no runs.').count()).toBe(0); // not even for a moment
  await runRow(page, 'wilted').waitFor();

  await page.getByRole('button', { name: 'Columns' }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns of the table' });
  await watched.screenshot('runs-columns');
  await chooser.getByRole('checkbox', { name: 'Duration' }).click();
  await chooser.getByRole('searchbox', { name: 'Search columns' }).fill('user');
  await chooser.getByRole('checkbox', { name: 'User' }).first().click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'User' }).waitFor();
  expect(await page.getByRole('columnheader', { name: 'Duration' }).count()).toBe(0);
  await runRow(page, 'wilted').getByText('ada').waitFor();
});

test('the keyboard alone goes from the table to a run and back', async ({ lab, page }) => {
  await openRunsPanel(page, lab);
  await runRow(page, 'bulbs').waitFor();
  await page.getByRole('searchbox', { name: 'Filter runs' }).focus();
  const inTable = () => runsTable(page).evaluate((table) => table.contains(document.activeElement));
  for (let presses = 0; presses < 10 && !(await inTable()); presses++) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown'); // from the heads into the rows
  const focused = () => page.evaluate(() => document.activeElement?.querySelector('th')?.textContent);
  await expect.poll(focused).toContain('bulbs');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toContain('sweep');
  await page.keyboard.press('ArrowRight'); // unfolds
  await runRow(page, 'trial-5').waitFor();
  await page.keyboard.press('ArrowRight'); // goes to the first nested one
  await expect.poll(focused).toContain('trial-');
  const name = ((await focused()) ?? '').match(/trial-\d/)?.[0] ?? '';
  await page.keyboard.press('Enter');
  await runView(page, name).getByRole('heading', { name, level: 1 }).waitFor();
});

test('a reload finds the panel, its order, what is unfolded, and the open run again', async ({ lab, page }) => {
  await openRunsPanel(page, lab);
  await page
    .getByRole('tree', { name: 'Experiments' })
    .getByRole('treeitem', { name: /^roses/ })
    .click();
  const name = page.getByRole('columnheader', { name: 'Name', exact: true });
  await name.getByRole('button').click();
  await expect.poll(() => names(page)).toEqual(['sweep', 'wilted']);
  await unfold(page, 'sweep');
  const unfolded = ['sweep', ...Array.from({ length: 6 }, () => expect.stringMatching(/^trial-/)), 'wilted'];
  await expect.poll(() => names(page)).toEqual(unfolded);
  const saved = page.waitForResponse(
    (response) => response.request().method() === 'PUT' && response.request().postData()?.includes('wilted') === true,
  );
  await runRow(page, 'wilted').dblclick();
  await runView(page, 'wilted').getByRole('heading', { name: 'wilted', level: 1 }).waitFor();
  await saved;
  await page.reload();
  await runView(page, 'wilted').getByRole('heading', { name: 'wilted', level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect.poll(() => names(page)).toEqual(unfolded);
  expect(await name.getAttribute('aria-sort')).toBe('ascending');
});

test('the panel follows a switch to the dark theme', async ({ lab, page, watched }) => {
  await openRunsPanel(page, lab);
  const row = runRow(page, 'bulbs');
  await row.waitFor();
  const lightness = () =>
    row.evaluate((element) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
      return (red + green + blue) / 765;
    });
  expect(await lightness()).toBeLessThan(0.4);
  await useTheme(page, 'JupyterLab Dark');
  await expect.poll(lightness).toBeGreaterThan(0.6);
  await watched.screenshot('runs-dark');
  await useTheme(page, 'JupyterLab Light');
  await expect.poll(lightness).toBeLessThan(0.4);
});
