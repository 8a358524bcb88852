import { join } from 'node:path';
import { startLab } from '../../lib/lab/index.ts';
import { temporaryProject } from '../../test/browser/temporary-project.ts';
import { type Distribution, distribution, formatDistribution } from '../distribution.ts';
import type { Finding, Section } from '../report.ts';
import { inWindow, openLab } from './lab-window.ts';
import type { Workbench } from './workbench.ts';

const goalRatio = 1.05;
const windowsEach = 3; // for each start of Jupyter: how often its page is opened

interface Times {
  startMs: number[]; // from the start of Jupyter to the launcher
  pageMs: number[]; // from the page's navigation to the launcher
}

/** How much longer JupyterLab takes to start with the extension, both ways in turn. */
export async function measureLabStart({ browser, rounds, say }: Workbench): Promise<Section> {
  const project = temporaryProject();
  const plain = join(project.root, '.venv', 'share', 'jupyter', 'labextensions'); // what pip brought, without ours
  const ways = { without: [`--LabApp.labextensions_path=${plain}`], with: [] };
  const times = { without: noTimes(), with: noTimes() };
  const startOnce = async (way: keyof typeof ways, isCounted: boolean) => {
    const startedAt = performance.now();
    const lab = await startLab({ ...project, openBrowser: false, jupyterArguments: ways[way] });
    try {
      for (let window = 0; window < windowsEach; window++) {
        const pageMs = await inWindow(browser, async (page) => {
          const launcherMs = await openLab(page, lab);
          if (isCounted && window === 0) times[way].startMs.push(performance.now() - startedAt);
          if ((await hasExtension(page)) !== (way === 'with')) throw new Error(`The lab was not ${way} the extension`);
          return launcherMs;
        });
        if (isCounted && window > 0) times[way].pageMs.push(pageMs);
      }
    } finally {
      await lab.close();
    }
  };
  try {
    for (let round = 0; round <= rounds; round++) {
      const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const);
      for (const way of order) await startOnce(way, round > 0);
      say(round === 0 ? 'start: warmed up' : `start: round ${round} of ${rounds}`);
    }
  } finally {
    project.remove();
  }
  return {
    title: '3. Start of JupyterLab with the extension and without',
    how:
      'Both ways in turn, each round first the other way round; a first round is not counted. Every window has an empty ' +
      'cache. The server process of Octavo is not started by either: the panel is closed.',
    findings: [
      ...findings('process start to launcher', times.without.startMs, times.with.startMs),
      ...findings('navigation to launcher', times.without.pageMs, times.with.pageMs),
    ],
  };
}

const noTimes = (): Times => ({ startMs: [], pageMs: [] });

function hasExtension(page: import('playwright-core').Page): Promise<boolean> {
  return page.evaluate(
    () => document.querySelector('#jupyter-config-data')?.textContent?.includes('octavo-jupyterlab') === true,
  );
}

function findings(what: string, withoutMs: number[], withMs: number[]): Finding[] {
  const [without, with_] = [distribution(withoutMs), distribution(withMs)];
  const ratio = with_.median / without.median;
  return [
    {
      what: `${what}: with / without`,
      figure: `${ratio.toFixed(3)} (spread ${spread(with_)} and ${spread(without)})`,
      ...{ goal: `at most ${goalRatio}`, isMet: ratio <= goalRatio, data: { ratio } },
    },
    { what: '- with the extension', figure: formatDistribution(with_), data: withMs },
    { what: '- without', figure: formatDistribution(without), data: withoutMs },
  ];
}

/** The range over the median: when it is large, the ratio means little. */
function spread({ min, median, max }: Distribution): string {
  return `${(((max - min) / median) * 100).toFixed(0)} %`;
}
