import type { Locator, Page } from 'playwright-core';

// What a person does in JupyterLab, with its own names for things.

export interface LabAddress {
  baseUrl: string; // ends with `/`
  token: string;
}

let windows = 0;

/** The address of a fresh workspace, so that no test finds the layout that another has left. */
export function labUrl(
  lab: LabAddress,
  path?: string,
  workspace: string = `window-${process.pid}-${++windows}`,
): string {
  const tree = path === undefined ? '' : `/tree/${path}`;
  return `${lab.baseUrl}lab/workspaces/${workspace}${tree}?token=${lab.token}`;
}

/** Opens a fresh workspace with its launcher. */
export async function openLauncher(page: Page, lab: LabAddress): Promise<void> {
  await page.goto(labUrl(lab));
  await page.getByRole('tab', { name: 'Launcher' }).waitFor();
}

/** Opens a notebook in a fresh workspace and waits for its kernel. */
export async function openNotebook(page: Page, lab: LabAddress, path: string): Promise<Locator> {
  await page.goto(labUrl(lab, path));
  await kernelIdle(page);
  return cells(page);
}

export async function kernelIdle(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'TypeScript (Octavo) | Idle' }).waitFor();
}

export const cells = (page: Page): Locator => page.getByRole('feed', { name: 'Cells' });

/** Opens a menu of the menu bar and goes through its items, which need only begin like this. */
export async function chooseMenu(page: Page, menu: string, ...items: string[]): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click();
  for (const [depth, item] of items.entries()) {
    const label = page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${item}`) });
    const entry = page.locator('.lm-Menu').nth(depth).locator('.lm-Menu-item', { has: label }).first();
    await entry.click(); // a submenu opens, too
  }
}

/** Chooses a command by a part of its name in the palette. */
export async function choosePalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+Shift+C');
  const palette = page.getByRole('region', { name: 'Command Palette Section' });
  await palette.getByRole('textbox').fill(command);
  await palette.getByRole('menuitem', { name: command }).first().click();
}

/** Adds a cell at the end, types into it and runs it. Returns the cell. */
export async function runNewCell(page: Page, source: string): Promise<Locator> {
  const all = page.locator('.jp-Notebook-cell');
  const before = await all.count();
  await page.getByRole('button', { name: 'Click to add a cell.' }).click();
  const cell = all.nth(before);
  await cell.getByRole('textbox').click();
  await page.keyboard.insertText(source);
  await page.keyboard.press('Control+Enter');
  await cell.locator('.jp-InputPrompt', { hasText: /\[\d+\]/ }).waitFor();
  return cell;
}

export async function useTheme(page: Page, theme: 'JupyterLab Light' | 'JupyterLab Dark'): Promise<void> {
  await chooseMenu(page, 'Settings', 'Theme', theme);
  await page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' }); // which hides what is behind it
}
