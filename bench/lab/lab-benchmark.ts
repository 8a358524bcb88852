import { loadavg } from 'node:os';
import { formatSections, type Section } from '../report.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureLabStart } from './lab-start.ts';
import { measureLiveMetrics } from './live-metrics.ts';
import { measureRunsPanel } from './runs-panel.ts';
import { measureScrolling } from './scrolling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** The parts by the words that choose them. */
export const labParts: Record<string, (workbench: Workbench) => Promise<Section>> = {
  load: measureFirstLoad,
  panel: measureRunsPanel,
  scroll: measureScrolling,
  start: measureLabStart,
  live: measureLiveMetrics,
};

export interface LabReport {
  sections: Section[];
  loadBefore: number; // processes that wanted to run, on average of the last minute
}

/** Measures JupyterLab with the extension in a real browser: all parts, or those named. */
export async function measureLab(parts: string[], rounds: number, say: (line: string) => void): Promise<LabReport> {
  const loadBefore = loadavg()[0] as number;
  const workbench = await openWorkbench(rounds, say);
  const sections: Section[] = [];
  try {
    for (const [name, measurePart] of Object.entries(labParts)) {
      if (parts.length > 0 && !parts.includes(name)) continue;
      sections.push(await measurePart(workbench));
    }
  } finally {
    await workbench.close();
  }
  return { sections, loadBefore };
}

export function formatLabReport({ sections, loadBefore }: LabReport): string {
  return `${formatSections(sections)}\n\nload average before: ${loadBefore.toFixed(1)}`;
}
