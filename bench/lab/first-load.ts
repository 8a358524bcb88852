import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Finding, Section } from '../report.ts';
import { command, inWindow, openLab, openRuns } from './lab-window.ts';
import type { Workbench } from './workbench.ts';

const goalBytes = 150_000;

interface LoadedFile {
  name: string;
  bytes: number;
  gzipBytes: number;
}

/** What of the extension a browser loads: at the lab's start, with the Runs panel, and with charts. */
export async function measureFirstLoad({ browser, lab: startedLab, project }: Workbench): Promise<Section> {
  const lab = await startedLab();
  const figure = (trace: object) => JSON.stringify({ data: [trace], layout: { height: 200 } });
  project.file('line.plotly.json', figure({ type: 'scatter', y: [1, 3, 2] }));
  project.file('solid.plotly.json', figure({ type: 'parcoords', dimensions: [{ label: 'a', values: [1, 2] }] }));
  const stages = await inWindow(browser, async (page) => {
    const takeLoaded = watchFiles(page);
    await openLab(page, lab);
    const atStart = await takeLoaded();
    await openRuns(page);
    const panel = await takeLoaded();
    await command(page, 'docmanager:open', { path: 'line.plotly.json' });
    await page.locator('svg.main-svg .scatterlayer').first().waitFor();
    const cartesian = await takeLoaded();
    await command(page, 'docmanager:open', { path: 'solid.plotly.json' });
    await page.locator('.parcoords').first().waitFor();
    const full = await takeLoaded();
    return { atStart, panel, cartesian, full };
  });
  const first = [...stages.atStart, ...stages.panel];
  const plotly = [...stages.cartesian, ...stages.full];
  if (plotly.length === 0) throw new Error('The figures were drawn without a file of plotly: was it loaded before?');
  return {
    title: '1. First load of the extension',
    how:
      'Files of octavo-jupyterlab that a browser with an empty cache asked for, as gzip -6 would send them (Jupyter sends ' +
      'them as they are); the Runs panel is open and no chart is.',
    findings: [
      { ...finding('with the Runs panel', first), ...goal(first) },
      finding('- of it at the start of the lab', stages.atStart),
      finding('- of it when the panel opens', stages.panel),
      finding('then with a first line chart', stages.cartesian),
      finding('then with a trace that needs all of plotly', stages.full),
    ],
  };
}

const sum = (files: LoadedFile[]) => files.reduce((bytes, file) => bytes + file.gzipBytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function goal(files: LoadedFile[]): Pick<Finding, 'goal' | 'isMet'> {
  return { goal: `at most ${kilobytes(goalBytes)} gzip`, isMet: sum(files) <= goalBytes };
}

function finding(what: string, files: LoadedFile[]): Finding {
  const plain = files.reduce((bytes, file) => bytes + file.bytes, 0);
  const figure = `${kilobytes(sum(files))} gzip (${kilobytes(plain)} as they are) in ${files.length} files`;
  return { what, figure, data: { gzipBytes: sum(files), bytes: plain, files } };
}

/** Gathers the extension's files that a page loads; the returned function hands out those since it was last called. */
function watchFiles(page: Page): () => Promise<LoadedFile[]> {
  let loading: Promise<LoadedFile>[] = [];
  page.on('response', (response) => {
    const [, name] = /\/extensions\/octavo-jupyterlab\/static\/([^?]+)/.exec(response.url()) ?? [];
    if (name === undefined) return;
    const file = response.body().then((body) => ({ name, bytes: body.length, gzipBytes: gzipSync(body).length }));
    loading.push(file);
  });
  return async () => {
    const files = await Promise.all(loading);
    loading = [];
    return files;
  };
}
