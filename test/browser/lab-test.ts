import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { type Lab, startLab } from '../../lib/lab/index.ts';
import { labIsReady } from '../lab-environment.ts';
import { launchChromium } from './chromium.ts';

import { foreignHosts } from './net-log.ts';
import { temporaryProject } from './temporary-project.ts';
import { foreignRequests, openWatchedPage } from './watched-page.ts';

const labTest = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  .extend('project', { scope: 'file' }, ({}, { onCleanup }) => {
    const project = temporaryProject();
    onCleanup(project.remove);
    return project;
  })
  .extend('jupyterArguments', { scope: 'file' }, (): string[] => []) // a file may override them
  .extend('lab', { scope: 'file' }, async ({ project, jupyterArguments }, { onCleanup }) => {
    const lab = await startLab({ root: project.root, env: project.env, jupyterArguments, openBrowser: false });
    onCleanup(() => lab.close());
    return lab;
  })
  .extend('browser', { scope: 'file' }, async ({ project }, { onCleanup }) => {
    const netLog = join(project.root, '..', 'net-log.json');
    const browser = await launchChromium({ netLog });
    onCleanup(async () => {
      await browser.close();
      expect(foreignHosts(netLog), 'hosts that Chromium asked for').toEqual([]);
    });
    return browser;
  })
  .extend('watched', async ({ browser, lab, task }, { onCleanup }) => {
    const watched = await openWatchedPage(browser);
    onCleanup(async () => {
      const hasFailed = task.result?.state === 'fail';
      if (hasFailed) await watched.screenshot(`failed-${task.name.replace(/\W+/g, '-').slice(0, 60)}`);
      await watched.context.close();
      await endKernels(lab);
      expect(foreignRequests(watched.requests), 'addresses outside this machine').toEqual([]);
      expect(watched.problems, 'errors in the console').toEqual([]);
    });
    return watched;
  })
  .extend('page', ({ watched }) => watched.page);

/** Ends the kernels that a test has left, each of which holds three processes and 300 MB. */
async function endKernels({ baseUrl, token }: Lab): Promise<void> {
  const headers = { Authorization: `token ${token}` };
  const sessions = (await (await fetch(`${baseUrl}api/sessions`, { headers })).json()) as { id: string }[];
  await Promise.all(sessions.map(({ id }) => fetch(`${baseUrl}api/sessions/${id}`, { method: 'DELETE', headers })));
}

/**
 * A test in a real JupyterLab and a real Chromium. All tests of a file share one project, one lab and one browser; each has a
 * window of its own. A test fails when its window asks for anything outside this machine, or says an error that it did not
 * expect; a file fails when its browser did so behind the pages' backs. Without Python nothing runs.
 */
export const test = (labIsReady ? labTest : labTest.skip) as typeof labTest;
