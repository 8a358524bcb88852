import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { hasRun, interrupt, newCell, outputs, outputText, prompt, restart, startNewCell } from './kernel-user.ts';
import { test as labTest } from './lab-test.ts';
import { chooseMenu, openNotebook, runNewCell } from './lab-user.ts';

const garden = `
/** Something that grows. */
export interface Plant {
  name: string;
  /** In centimetres. */
  height: number;
}

/**
 * Waters a plant.
 * @param litres how much it gets
 */
export function water(plant: Plant, litres = 1): Plant {
  return { ...plant, height: plant.height + litres };
}
`;

let notebooks = 0;

/** The first cell of a notebook of its own, which has run. */
const test = labTest.extend('rose', async ({ project, lab, page }) => {
  project.file('lib/garden.ts', garden);
  const source =
    "import { type Plant, water } from './lib/garden.ts';\nconst rose: Plant = { name: 'rose', height: 40 };";
  const path = `rose-${++notebooks}.ipynb`;
  project.notebook(path, [source]);
  await openNotebook(page, lab, path);
  await chooseMenu(page, 'Run', 'Run All Cells');
  const cell = page.locator('.jp-Notebook-cell').first();
  await prompt(cell, '[1]').waitFor();
  return cell;
});

const completer = (page: Page): Locator => page.locator('.jp-Completer');
const match = (page: Page, label: string): Locator =>
  completer(page).locator('.jp-Completer-item', { has: page.locator(`.jp-Completer-match:text-is("${label}")`) });
const written = (cell: Locator): Promise<string | null> => cell.locator('.cm-content').textContent();

/** Types into a new cell, presses Tab, and waits until a match is offered. */
async function complete(page: Page, text: string, label: string): Promise<{ cell: Locator; offered: Locator }> {
  const cell = await newCell(page);
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
  const offered = match(page, label);
  await offered.waitFor();
  return { cell, offered };
}

test('Tab offers members, names, modules and keys with types and documentation, and Enter takes one', async ({
  rose,
  page,
  watched,
}) => {
  await rose.waitFor();
  const { cell: member, offered } = await complete(page, "const 𝒜 = '🌿🌿'; rose.", 'height');
  expect(await offered.locator('.jp-Completer-typeExtended').textContent()).toBe('property');
  await match(page, 'name').waitFor();
  const documentation = completer(page).locator('.jp-Completer-docpanel');
  await page.keyboard.type('he'); // leaves fewer
  await match(page, 'name').waitFor({ state: 'detached' });
  await documentation.getByText('(property) Plant.height: number').waitFor();
  await documentation.getByText('In centimetres.').waitFor();
  await watched.screenshot('kernel-completion');
  await page.keyboard.press('Enter');
  await expect.poll(() => written(member)).toBe("const 𝒜 = '🌿🌿'; rose.height");
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => outputText(member)).toBe('40');

  const { cell: name } = await complete(page, 'wat', 'water');
  await documentation.getByText('Waters a plant.').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => written(name)).toBe('water');

  const { cell: module } = await complete(page, "import { water as pour } from './lib/ga", 'garden.ts');
  await page.keyboard.press('Enter');
  await expect.poll(() => written(module)).toBe("import { water as pour } from './lib/garden.ts");

  const { cell: key } = await complete(page, "const tulip: Plant = { name: 'tulip', hei", 'height');
  await page.keyboard.press('Enter');
  await expect.poll(() => written(key)).toBe("const tulip: Plant = { name: 'tulip', height");
});

test('Tab is answered while a cell runs', async ({ rose, page }) => {
  await rose.waitFor();
  const loop = await startNewCell(page, 'while (true);');
  const { cell } = await complete(page, 'rose.hei', 'height');
  await page.keyboard.press('Enter');
  await expect.poll(() => written(cell)).toBe('rose.height');
  await prompt(loop, '[*]').waitFor();
  await interrupt(page);
  await hasRun(loop);
});

test('Shift+Tab shows the signature and what was written about it; the panel of help follows the cursor', async ({
  rose,
  page,
  watched,
}) => {
  await rose.waitFor();
  await newCell(page);
  await page.keyboard.type('water(rose)');
  for (let back = 0; back < '(rose)'.length; back++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Tab');
  const tooltip = page.locator('.jp-Tooltip');
  await tooltip.getByText('function water(plant: Plant, litres?: number): Plant').waitFor();
  await tooltip.getByText('Waters a plant.').waitFor();
  await tooltip.getByText('how much it gets').waitFor();
  await watched.screenshot('kernel-tooltip');
  await page.keyboard.press('Escape');
  await tooltip.waitFor({ state: 'detached' });

  await page.keyboard.press('Control+I');
  const help = page.locator('.jp-Inspector-content');
  await page.locator('.jp-Notebook-cell').nth(1).getByRole('textbox').click();
  await page.keyboard.press('Home');
  await help.getByText('function water(plant: Plant, litres?: number): Plant').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await help.getByText('const rose: Plant').waitFor();
  await watched.screenshot('kernel-help');
});

test('after a restart nothing is known of the names that were there', async ({ rose, page }) => {
  await rose.waitFor();
  await restart(page);
  const using = await runNewCell(page, 'rose.height;');
  await outputs(using).getByText("TypeCheckError: Cannot find name 'rose'. TS2304").waitFor();
  await prompt(using, '[1]').waitFor();
  const other = await runNewCell(page, 'const rose = [1, 2];'); // of another type
  await hasRun(other);
  const { offered } = await complete(page, 'rose.conc', 'concat');
  expect(await offered.count()).toBe(1);
  await page.keyboard.press('Escape');
});
