import { createCanvas } from '@napi-rs/canvas';
import { expect } from 'vitest';
import { writeArtifact } from '../../lib/track/store/artifacts.ts';
import { accessibilityProblems } from './accessibility.ts';
import { test } from './lab-test.ts';
import { cells, useTheme } from './lab-user.ts';
import { recordRun } from './recorded-runs.ts';
import { openRun, openRunsPanel, preview, runRow } from './runs-user.ts';

const html = `<h1>Report</h1><p id="result">not run</p>
<script>document.getElementById('result').textContent = 'a script ran';</script>
<img src="http://pictures.example/iris.png" onerror="document.getElementById('result').textContent = 'a script ran'">
<link rel="stylesheet" href="http://pictures.example/style.css"><a href="http://pictures.example/">a link</a>`;
/** A figure whose title would ask another host for its colour. */
const asking = {
  data: [{ type: 'scatter', y: [1, 2, 4] }],
  layout: { title: { text: '<span style="fill:url(http://pictures.example/colour.svg#a)">Growth</span>' } },
};
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="teal"/>
<script>parent.document.title = 'a script ran'</script><image href="http://pictures.example/iris.png"/></svg>`;

function leafPicture(): Uint8Array {
  const canvas = createCanvas(320, 200);
  const context = canvas.getContext('2d');
  context.fillStyle = 'seagreen';
  context.beginPath();
  context.ellipse(160, 100, 130, 60, 0.4, 0, 2 * Math.PI);
  context.fill();
  return canvas.toBuffer('image/png');
}

test('a run shows its parameters, curves, tags and artifacts, and nothing of them runs or leaves the machine', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.withStore((store) => {
    const steps = Array.from({ length: 50 }, (_, step) => step);
    const id = recordRun(store, {
      name: 'seedling',
      status: 'FINISHED',
      parameters: { rate: '0.1', epochs: '50' },
      metrics: {
        'loss/train': steps.map((step) => 1 / (step + 1)),
        'loss/test': steps.map((step) => 1.2 / (step + 1)),
        accuracy: steps.map((step) => 1 - 0.7 / (step + 1)),
        once: [7],
      },
      tags: { colour: 'green' },
    });
    writeArtifact(store, id, 'notes.txt', 'watered twice\n');
    writeArtifact(store, id, 'report.html', html);
    writeArtifact(store, id, 'drawing.svg', svg);
    writeArtifact(store, id, 'table.csv', 'plant,height\nrose,"1,5"\n');
    writeArtifact(store, id, 'curve.plotly.json', JSON.stringify(asking));
    writeArtifact(store, id, 'pictures/leaf.png', leafPicture());
  });
  await openRunsPanel(page, lab);
  const view = await openRun(page, 'seedling');
  await view.getByRole('img', { name: /^Curve of loss\. .*50 points/ }).waitFor();
  await view.locator('svg.main-svg .scatterlayer path.js-line').first().waitFor();
  await watched.screenshot('run-curves');
  await view.getByRole('row', { name: /^rate 0\.1/ }).waitFor();
  await view.getByRole('row', { name: /^once 7/ }).waitFor();
  await view.getByRole('row', { name: /^colour green/ }).waitFor();

  const notes = await preview(view, 'notes.txt');
  await notes.getByText('watered twice').waitFor();
  const table = await preview(view, 'table.csv');
  await table.getByRole('cell', { name: '1,5' }).waitFor();
  const figure = await preview(view, 'curve.plotly.json');
  await figure.locator('svg.main-svg .scatterlayer path.js-line').waitFor();

  const drawing = await preview(view, 'drawing.svg');
  const width = () => drawing.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBe(80);
  // An address of the page itself would run the script when it is opened in a tab.
  expect(await drawing.getByRole('img').getAttribute('src')).toMatch(/^data:image\/svg\+xml/);
  watched.expectProblem(/^Blocked script execution in 'about:srcdoc'/); // the `onerror` above
  const report = await preview(view, 'report.html');
  const frame = report.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Report' }).waitFor();
  expect(await frame.locator('#result').textContent()).toBe('not run');
  expect(await page.title()).not.toContain('a script ran');
  await report.scrollIntoViewIfNeeded();
  await watched.screenshot('run-artifact-html');
  await view.getByRole('treeitem', { name: /^pictures/ }).click();
  const leaf = await preview(view, 'leaf.png');
  await leaf.getByRole('img', { name: 'pictures/leaf.png' }).waitFor();
  await leaf.scrollIntoViewIfNeeded();
  await watched.screenshot('run-artifact-image');
  expect(await accessibilityProblems(page, '.jp-Octavo-run')).toEqual([]);
});

test('the curves of an open run follow a switch to the dark theme', async ({ lab, page, watched }) => {
  await openRunsPanel(page, lab);
  const view = await openRun(page, 'seedling');
  const label = view.locator('svg.main-svg .xtick text').first();
  await label.waitFor();
  const lightness = () =>
    label.evaluate((text) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(text).fill.match(/[\d.]+/g) ?? []).map(Number);
      return (red + green + blue) / 765;
    });
  expect(await lightness()).toBeLessThan(0.45);
  await useTheme(page, 'JupyterLab Dark');
  await expect.poll(lightness).toBeGreaterThan(0.55);
  await watched.screenshot('run-dark');
  expect(await accessibilityProblems(page, '.jp-Octavo-run')).toEqual([]);
  await useTheme(page, 'JupyterLab Light');
});

test('a failed run shows its error and goes to the cell of its executed notebook', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('wilting.ipynb', [
    'const water = 0; // litres',
    "if (water === 0)\n  throw new RangeError('too dry');",
    "'never reached'",
  ]);
  await project.octavo('!', 'run', 'wilting.ipynb');
  await openRunsPanel(page, lab);
  await runRow(page, 'wilting').getByText('Failed').waitFor();
  const view = await openRun(page, 'wilting');
  const error = view.getByRole('region', { name: 'Error' });
  await error.getByText('RangeError: too dry').first().waitFor();
  await watched.screenshot('run-failed');
  await error.getByRole('button', { name: 'Go to the cell, line 2' }).click();
  const failing = cells(page).locator('.jp-Notebook-cell.jp-mod-selected');
  await expect.poll(() => failing.textContent()).toContain("throw new RangeError('too dry')");
  await cells(page).getByText('RangeError: too dry').first().waitFor();
  await watched.screenshot('run-failed-cell');
});

test('the executed notebook is opened by its button', async ({ project, lab, page }) => {
  project.notebook('growing.ipynb', ["console.log('grown', 3 * 7)"]);
  await project.octavo('run', 'growing.ipynb');
  await openRunsPanel(page, lab);
  const view = await openRun(page, 'growing');
  await view.getByRole('button', { name: 'Open executed notebook' }).click();
  await cells(page).getByText('grown 21').waitFor();
});

test('the Runs panel keeps to the rules of accessibility', async ({ lab, page }) => {
  await openRunsPanel(page, lab);
  await runRow(page, 'seedling').waitFor();
  expect(await accessibilityProblems(page, '.jp-Octavo-runs')).toEqual([]);
});
