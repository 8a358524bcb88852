import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../../lib/lab/index.ts';
import { labUrl } from '../../test/browser/lab-user.ts';

/** Runs some work in a window with an empty cache and storage, in a fresh workspace of the lab. */
export async function inWindow<Result>(browser: Browser, work: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Opens the lab and waits until a card of its launcher has a place on the screen. Returns when that was, since navigation. */
export async function openLab(page: Page, lab: Lab): Promise<number> {
  await page.addInitScript(noteLauncher);
  await page.goto(labUrl(lab), { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => (window as { launcherMs?: number }).launcherMs);
  return (await handle.jsonValue()) as number;
}

function noteLauncher(): void {
  const look = () => {
    const card = document.querySelector('.jp-LauncherCard');
    if (card && card.getBoundingClientRect().height > 0) {
      (window as { launcherMs?: number }).launcherMs = performance.now();
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs a command of JupyterLab. */
export async function command(page: Page, id: string, options: Record<string, string> = {}): Promise<void> {
  await page.evaluate(
    async ([commandId, commandOptions]) => {
      interface App {
        commands: { execute: (id: string, options: Record<string, string>) => Promise<unknown> };
      }
      await (window as unknown as { jupyterapp: App }).jupyterapp.commands.execute(commandId, commandOptions);
    },
    [id, options] as const,
  );
}

export const runRows = '.jp-Octavo-runs .jp-Octavo-row[data-key]:not(.jp-Octavo-row-more)';

/** Opens the panel of all runs and waits for its first rows. */
export async function openRuns(page: Page): Promise<void> {
  await command(page, 'octavo:open-runs');
  await page.locator(runRows).first().waitFor();
}
