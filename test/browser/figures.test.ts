import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './lab-test.ts';
import { chooseMenu, openNotebook, runNewCell, useTheme } from './lab-user.ts';

/** How light the colour of a text is, from 0 (black) to 1. */
async function lightness(text: Locator): Promise<number> {
  const colour = await text.evaluate((element) => getComputedStyle(element).fill);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

const width = async (element: Locator) => (await element.boundingBox())?.width ?? 0;

test('the figure of the iris workflow is drawn, and follows the theme', async ({ project, lab, page, watched }) => {
  project.copyWorkflow('iris');
  await project.octavo('run', 'workflows/iris/00_workflow.ipynb'); // makes what 03_evaluate reads
  await openNotebook(page, lab, 'workflows/iris/03_evaluate.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  await page.locator('.jp-OutputArea-output', { hasText: 'accepted: 0.' }).waitFor();

  const cell = page.locator('.jp-Notebook-cell', { hasText: 'confusionMatrixFigure(counts' });
  const drawing = cell.locator('svg.main-svg').first();
  await drawing.waitFor();
  await drawing.scrollIntoViewIfNeeded();
  const title = cell.locator('svg.main-svg .gtitle');
  expect(await title.textContent()).toMatch(/^\d+ of 60 held-out irises right$/);
  expect(await cell.locator('svg.main-svg .heatmaplayer image').count()).toBe(1);
  expect(await lightness(title)).toBeLessThan(0.4);
  await watched.screenshot('figure-light');

  await useTheme(page, 'JupyterLab Dark');
  await expect.poll(() => lightness(title)).toBeGreaterThan(0.6);
  await watched.screenshot('figure-dark');
  await useTheme(page, 'JupyterLab Light');
  await expect.poll(() => lightness(title)).toBeLessThan(0.4);
});

test('a plotly figure that a cell displays grows with its cell; one of a rare type is drawn too', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('figures.ipynb', ['1 + 1']);
  await openNotebook(page, lab, 'figures.ipynb');
  const show = (trace: string, layout = '') =>
    `display.mime({ 'application/vnd.plotly.v1+json': { data: [${trace}], layout: { height: 250, ${layout} } } })`;

  const line = await runNewCell(page, show(`{ type: 'scatter', y: [1, 3, 2] }`));
  await line.locator('svg.main-svg .scatterlayer .trace path.js-line').waitFor();

  const drawing = line.locator('svg.main-svg').first();
  const narrow = await width(drawing);
  await page.keyboard.press('Escape'); // out of the cell, where the next keys would be text
  await page.keyboard.press('Control+B'); // takes the file browser away
  await expect.poll(() => width(drawing)).toBeGreaterThan(narrow + 100);

  const white = await runNewCell(page, show(`{ type: 'bar', x: ['red'], y: [2] }`, "paper_bgcolor: 'white'"));
  const name = white.locator('svg.main-svg .xtick text', { hasText: 'red' });
  await name.waitFor();
  await useTheme(page, 'JupyterLab Dark');
  await expect.poll(() => lightness(line.locator('svg.main-svg .xtick text').first())).toBeGreaterThan(0.6);
  expect(await lightness(name)).toBeLessThan(0.4); // else it could not be read on its white
  await useTheme(page, 'JupyterLab Light');

  const coordinates = await runNewCell(
    page,
    show(`{ type: 'parcoords', dimensions: [{ label: 'epochs', values: [1, 5] }, { label: 'loss', values: [2, 3] }] }`),
  );
  await coordinates.locator('.parcoords').getByText('epochs').waitFor();
  await watched.screenshot('figure-full-bundle');
});
