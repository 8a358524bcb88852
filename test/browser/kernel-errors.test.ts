import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { leastContrast } from './contrast.ts';
import { hasRun, outputs, outputText, prompt } from './kernel-user.ts';
import { test } from './lab-test.ts';
import { chooseMenu, openNotebook, runNewCell, useTheme } from './lab-user.ts';

const asWritten = `class Basket {
  total(): number {
    throw new RangeError('too dear', { cause: new Error('no price') });
  }
}
JSON.parse('[1]', () => new Basket().total());`;

test('an error says what, where and why, in colours that can be read in both themes', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('basket.ipynb', ['// so that the error is not in the first cell', asWritten]);
  await openNotebook(page, lab, 'basket.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  const cell = page.locator('.jp-Notebook-cell').nth(1);
  await hasRun(cell);
  await outputs(cell).waitFor();
  const lines = (await outputText(cell)).split('\n');
  expect(lines.slice(0, 6)).toEqual([
    'RangeError: too dear',
    '  cell cell0002 [2] line 3',
    '    2 |   total(): number {',
    "  > 3 |     throw new RangeError('too dear', { cause: new Error('no price') });",
    '      |           ^',
    '    at Basket.total (cell cell0002 [2] line 3:11)',
  ]);
  expect(lines).toContain('    at cell cell0002 [2] line 6:6');
  expect(lines.join('\n')).toContain('[cause] Error: no price\n');

  const text: Locator = outputs(cell).locator('pre');
  expect(await text.locator('span').count()).toBeGreaterThan(3);
  expect(await leastContrast(text)).toBeGreaterThan(3);
  await watched.screenshot('kernel-error-light');
  await useTheme(page, 'JupyterLab Dark');
  expect(await leastContrast(text)).toBeGreaterThan(3);
  await watched.screenshot('kernel-error-dark');
  await useTheme(page, 'JupyterLab Light');
});

test('a cell with type errors does not run, and shows all of them; by its own word it runs with a warning', async ({
  project,
  lab,
  page,
  watched,
}) => {
  project.notebook('types.ipynb', [
    'interface Plant { name: string; petals: number }\nconst rose: Plant = { name: "rose", petals: 5 };',
  ]);
  await openNotebook(page, lab, 'types.ipynb');
  await chooseMenu(page, 'Run', 'Run All Cells');
  await prompt(page.locator('.jp-Notebook-cell').first(), '[1]').waitFor();

  const wrong = 'console.log("it ran");\nconst petals: string = rose.petals;\nrose.nmae.toUpperCase();';
  const cell = await runNewCell(page, wrong);
  await outputs(cell).first().waitFor();
  const text = await outputText(cell);
  expect(text).toContain("TypeCheckError: Type 'number' is not assignable to type 'string'. TS2322");
  expect(text).toMatch(/\[2\] line 2:7\n.*\n\s+> 2 \| const petals: string = rose\.petals;\n\s+\|\s+\^{6}\n/);
  expect(text).toContain("Property 'nmae' does not exist on type 'Plant'. TS2339");
  expect(text).toMatch(/\[2\] line 3:6\n/);
  expect(text).not.toContain('it ran\n');
  expect(await leastContrast(outputs(cell).locator('pre'))).toBeGreaterThan(3);
  await watched.screenshot('kernel-type-error');

  const mended = await runNewCell(
    page,
    '//| types: warn\nconst petals: string = rose.petals;\nconsole.log("it ran", petals);',
  );
  await expect.poll(() => outputText(mended)).toContain('it ran 5\n');
  expect(await outputText(mended)).toContain("TypeCheckWarning: Type 'number' is not assignable to type 'string'.");
});
