import type { Locator, Page } from 'playwright-core';
import { type LabAddress, openLauncher } from './lab-user.ts';

// What a person does and sees in Octavo's Runs panel and in the view of a run.

/** Opens the panel from its card in a fresh workspace. */
export async function openRunsPanel(page: Page, lab: LabAddress): Promise<void> {
  await openLauncher(page, lab);
  await page.getByRole('tabpanel', { name: 'Launcher' }).getByRole('button', { name: 'Runs' }).click();
}

export const runsTable = (page: Page): Locator => page.getByRole('treegrid', { name: 'Runs' });

/** The row of a run by its whole name. */
export const runRow = (page: Page, name: string): Locator =>
  runsTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}( \\d+)?$`) }) });

/** Unfolds the runs nested in one, unless they are already. */
export async function unfold(page: Page, name: string): Promise<void> {
  const row = runRow(page, name);
  await row.click();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await page.keyboard.press('ArrowRight');
}

/** Opens a run from the table. Returns its view. */
export async function openRun(page: Page, name: string): Promise<Locator> {
  await runRow(page, name).dblclick();
  return runView(page, name);
}

export const runView = (page: Page, name: string): Locator => page.getByRole('article', { name });

/** How many points the picture of a curve says it has. */
export async function pointsOf(view: Locator, metric: string): Promise<number> {
  const label = await view.getByRole('img', { name: new RegExp(`^Curve of ${metric}\\.`) }).getAttribute('aria-label');
  return Number(/: ([\d,.]+) points?/.exec(label ?? '')?.[1]?.replaceAll(/[,.]/g, '') ?? 0);
}

export const artifact = (view: Locator, name: string): Locator =>
  view.getByRole('tree', { name: 'Artifacts' }).getByRole('treeitem', { name: new RegExp(`^${name}`) });

/** Chooses an artifact. Returns its preview. */
export async function preview(view: Locator, name: string): Promise<Locator> {
  await artifact(view, name).click();
  return view.getByRole('region', { name: new RegExp(`^Preview of (.*/)?${name}$`) });
}
