import type { Locator, Page } from 'playwright-core';

// What a person does with cells and their kernel, beyond lab-user.ts.

/** Adds a cell at the end and goes into it. */
export async function newCell(page: Page): Promise<Locator> {
  const all = page.locator('.jp-Notebook-cell');
  const before = await all.count();
  await page.getByRole('button', { name: 'Click to add a cell.' }).click();
  const cell = all.nth(before);
  await cell.getByRole('textbox').click();
  return cell;
}

/** Adds a cell at the end, starts it, and does not wait for it. */
export async function startNewCell(page: Page, source: string): Promise<Locator> {
  const cell = await newCell(page);
  await page.keyboard.insertText(source);
  await page.keyboard.press('Control+Enter');
  await prompt(cell, '[*]').waitFor();
  return cell;
}

/** The prompt of a cell once it says this: `[3]`, `[*]` while the cell runs or waits, `[ ]` when it has not run. */
export function prompt(cell: Locator, says: string | RegExp): Locator {
  return cell.locator('.jp-InputPrompt', { hasText: says });
}

export async function hasRun(cell: Locator): Promise<void> {
  await prompt(cell, /\[\d+\]/).waitFor();
}

/** What stands below a cell: one element for each output. */
export const outputs = (cell: Locator): Locator => cell.locator('.jp-OutputArea-output');

export async function outputText(cell: Locator): Promise<string> {
  return (await outputs(cell).allTextContents()).join('');
}

export async function interrupt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Interrupt the kernel' }).first().click();
}

/** Restarts by a button of the toolbar and its dialog. */
export async function restart(page: Page, button = 'Restart the kernel'): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Confirm/ }).click();
  await dialog.waitFor({ state: 'detached' });
}
