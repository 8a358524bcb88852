import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { outputs } from './kernel-user.ts';
import { test } from './lab-test.ts';
import { openNotebook, runNewCell, useTheme } from './lab-user.ts';

/** How light the colour of a text is, from 0 (black) to 1. */
async function lightness(text: Locator): Promise<number> {
  const colour = await text.evaluate((element) => getComputedStyle(element).color);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

test('a table, a tree and a tensor are shown, and follow the theme', async ({ project, lab, page, watched }) => {
  project.notebook('displays.ipynb', []);
  await openNotebook(page, lab, 'displays.ipynb');
  const table = await runNewCell(
    page,
    `const flowers = Array.from({ length: 150 }, (_, n) => ({ petal: n / 7, species: ['setosa', '<b>virginica</b>'][n % 2], seen: new Date(n * 864e5) }));
flowers`,
  );
  const name = outputs(table).locator('thead th', { hasText: 'petal' });
  await name.waitFor();
  await outputs(table).getByText('150 rows × 3 columns').waitFor();
  expect(await outputs(table).locator('td b').count()).toBe(0);
  expect(
    await outputs(table)
      .locator('tbody td')
      .nth(1)
      .evaluate((cell) => getComputedStyle(cell).textAlign),
  ).toBe('left');

  const tree = await runNewCell(
    page,
    `new Map<string, unknown>([['model', { layers: [{ units: 32, options: { bias: true, regularizer: { l2: 0.01 } } }], optimizer: 'adam' }], ['history', [0.9, 0.5]]])`,
  );
  const units = outputs(tree).getByText('options', { exact: true });
  const fold = (key: string) => outputs(tree).locator('summary', { has: page.getByText(key, { exact: true }) });
  expect(await units.isVisible()).toBe(false);
  await fold("'model'").click();
  await fold('layers').click();
  await fold('0').click();
  await units.waitFor();

  const numbers = await runNewCell(page, 'Float32Array.from({ length: 100 }, (_, n) => Math.sin(n))');
  await outputs(numbers).getByText('Float32Array float32 [100], 400 bytes').waitFor();

  for (const text of [name, units]) expect(await lightness(text)).toBeLessThan(0.5);
  await watched.screenshot('displays-light');
  await useTheme(page, 'JupyterLab Dark');
  for (const text of [name, units]) await expect.poll(() => lightness(text)).toBeGreaterThan(0.5);
  await watched.screenshot('displays-dark');
  await useTheme(page, 'JupyterLab Light');
});

test('a bar is one output that moves, and tells how it ended', async ({ project, lab, page, watched }) => {
  project.notebook('bars.ipynb', []);
  await openNotebook(page, lab, 'bars.ipynb');
  const done = await runNewCell(
    page,
    `import { progress } from 'octavo/track';
for (const epoch of progress([1, 2, 3], { label: 'epochs' }))
  for (const batch of progress(Array.from({ length: 10_000 }, (_, n) => n), { label: \`batches of \${epoch}\` })) void batch;`,
  );
  await outputs(done).getByText('100% 3/3').waitFor();
  expect(await outputs(done).count()).toBe(1);
  expect(await outputs(done).locator('progress').count()).toBe(1);
  const failed = await runNewCell(
    page,
    `for (const n of progress([1, 2, 3, 4], { label: 'files' })) if (n === 3) throw new RangeError('file 3 is empty');`,
  );
  await outputs(failed).getByText('50% 2/4, failed after').waitFor();
  expect(await outputs(failed).locator('progress').getAttribute('value')).toBe('0.5');
  await watched.screenshot('bars');
});

test('what a value says of itself cannot run in the page', async ({ project, lab, page }) => {
  project.notebook('hostile.ipynb', []);
  await openNotebook(page, lab, 'hostile.ipynb');
  const evil = `</td></style><img src="x" onerror="window.harmed = 1"><script>window.harmed = 1</script>`;
  const code = `const evil = ${JSON.stringify(evil)};`;
  const cell = await runNewCell(
    page,
    `${code} for (const value of [[{ [evil]: evil }], new Map([[evil, { evil }]]), { data: [{ y: [1, 2], name: evil }, { y: [1, 2] }], layout: { title: evil } }]) display(value);`,
  );
  await outputs(cell).nth(2).waitFor();
  await outputs(cell).locator('summary').first().waitFor();
  expect(await page.evaluate(() => (window as { harmed?: number }).harmed)).toBeUndefined();
  expect(await outputs(cell).locator('img, script').count()).toBe(0);
});
