import type { Browser } from 'playwright-core';
import { type Lab, startLab } from '../../lib/lab/index.ts';
import { makeExtension } from '../../scripts/extension.ts';
import { launchChromium } from '../../test/browser/chromium.ts';
import { type TemporaryProject, temporaryProject } from '../../test/browser/temporary-project.ts';
import { labIsReady } from '../../test/lab-environment.ts';
import { writeRuns } from './many-runs.ts';

export const runCount = 10_000;

/** What the measurements share: a project with many runs, its lab, and a browser. */
export interface Workbench {
  project: TemporaryProject;
  browser: Browser;
  lab: () => Promise<Lab>; // started when the first measurement needs it
  rounds: number;
  say: (line: string) => void;
  close: () => Promise<void>;
}

/** Makes the extension current and sets everything up. Throws when there is no JupyterLab in the clone. */
export async function openWorkbench(rounds: number, say: (line: string) => void): Promise<Workbench> {
  if (!labIsReady) throw new Error('There is no JupyterLab in .venv; type: node bin/octavo.js lab --prepare');
  await makeExtension(say);
  const project = temporaryProject();
  let lab: Promise<Lab> | undefined;
  try {
    const startedAt = performance.now();
    project.withStore((store) => writeRuns(store, runCount));
    say(`wrote ${runCount} runs in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    const browser = await launchChromium();
    return {
      ...{ project, browser, rounds, say },
      lab: () => {
        lab ??= startLab({ root: project.root, env: project.env, openBrowser: false, jupyterArguments: exposeApp });
        return lab;
      },
      close: async () => {
        await browser.close();
        await (await lab?.catch(() => undefined))?.close();
        project.remove();
      },
    };
  } catch (error) {
    project.remove();
    throw error;
  }
}

/** Lets a page of the lab run commands by their ids, as `window.jupyterapp`. */
export const exposeApp = ['--expose-app-in-browser'];
