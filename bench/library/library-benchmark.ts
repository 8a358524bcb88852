import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, type Summary } from '../compare.ts';
import { percentile } from '../distribution.ts';
import { type Contender, measure } from '../measure.ts';
import type { Finding, Section } from '../report.ts';
import { cleaning, coldExport, exportAfterEdit, hasCommand, testing } from './contenders.ts';
import { makeProjects, type ProjectOptions, type ProjectPair } from './projects.ts';
import { savesUntilModule } from './saving.ts';

export interface LibraryOptions {
  rounds: number | undefined;
  parts: string[];
  isQuick: boolean;
  say: (line: string) => void;
}

interface Part {
  title: string;
  verb: string;
  project: ProjectOptions;
  goal: number; // Octavo's time over nbdev's, at most
  contenders: (pair: ProjectPair) => Contender[];
  isExported?: boolean; // the modules have to be there
}

const many: ProjectOptions = { notebooks: 200, functions: 9, hasRun: false }; // 30 cells each
const parts: Record<string, Part> = {
  few: {
    ...{ title: 'export, 3 notebooks, cold', verb: 'export', goal: 0.6, contenders: coldExport },
    project: { notebooks: 3, functions: 3, hasRun: false },
  },
  cold: {
    title: 'export, 200 notebooks of 30 cells, cold',
    verb: 'export',
    goal: 0.25,
    contenders: coldExport,
    project: many,
  },
  edit: {
    ...{ title: 'export, 200 notebooks, after one edit', verb: 'export', goal: 0.1, contenders: exportAfterEdit },
    ...{ project: many, isExported: true },
  },
  clean: {
    ...{ title: 'clean, 200 notebooks', verb: 'clean', goal: 0.3, contenders: cleaning },
    project: { ...many, hasRun: true },
  },
  test: {
    ...{ title: 'test, 50 notebooks, fast mode', verb: 'test', goal: 0.5, contenders: testing },
    ...{ project: { notebooks: 50, functions: 9, hasRun: false }, isExported: true },
  },
};

const how =
  'Octavo and nbdev take turns in every round, each in a project of its own with the same cells in its own language; both ' +
  'must come to the same numbers of modules and public names, or of what is cleaned or passed. A ratio is the median of ' +
  "Octavo's times over that of nbdev's, in brackets the smallest and the largest of one round.";

/** Measures the parts that are asked for, or all. Throws when the two sides did not come to the same. */
export async function measureLibrary(options: LibraryOptions): Promise<Section[]> {
  const wanted = options.parts.length > 0 ? options.parts : [...Object.keys(parts), 'watch'];
  const unknown = wanted.find((name) => name !== 'watch' && !Object.hasOwn(parts, name));
  if (unknown) throw new Error(`no part ${unknown}; there are ${[...Object.keys(parts), 'watch'].join(', ')}`);
  const findings: Finding[] = [];
  const load = loadavg()[0]?.toFixed(1);
  for (const name of wanted) {
    options.say(name);
    const part = parts[name];
    findings.push(part ? await measurePart(part, options) : await measureWatch(options));
  }
  return [{ title: `Library (load average before the start: ${load})`, how, findings }];
}

async function measurePart(part: Part, { rounds, isQuick, say }: LibraryOptions): Promise<Finding> {
  if (!hasCommand(part.verb)) return { what: part.title, figure: 'not measured: no such command yet', data: null };
  return inProjects(part.project, async (pair) => {
    if (part.isExported) await measure(coldExport(pair), { rounds: 0, memory: false, say: () => {} });
    const taken = await measure(part.contenders(pair), { rounds: rounds ?? (isQuick ? 1 : 9), memory: false, say });
    const [octavo, nbdev] = compare(taken) as [Summary, Summary];
    const ratio = `ratio ${nbdev.ratio.toFixed(2)} (${nbdev.ratioMin.toFixed(2)}-${nbdev.ratioMax.toFixed(2)})`;
    return {
      what: part.title,
      figure: `${ratio}: ${formatSide('octavo', octavo)}, ${formatSide('nbdev', nbdev)}`,
      ...{ goal: `${part.goal}`, isMet: nbdev.ratio <= part.goal },
      data: { result: taken[0]?.result, octavo, nbdev, times: taken.map((one) => one.timesMs) },
    };
  });
}

function formatSide(name: string, { medianMs, minMs, maxMs }: Summary): string {
  return `${name} ${medianMs.toFixed(0)} ms (${minMs.toFixed(0)}-${maxMs.toFixed(0)})`;
}

async function measureWatch({ isQuick, say }: LibraryOptions): Promise<Finding> {
  const what = 'save -> module on disk, with watch';
  if (!hasCommand('watch')) return { what, figure: 'not measured: no such command yet', data: null };
  return inProjects({ notebooks: 20, functions: 9, hasRun: false }, async (pair) => {
    await measure(coldExport(pair).slice(0, 1), { rounds: 0, memory: false, say: () => {} });
    const delays = await savesUntilModule(pair, isQuick ? 20 : 120);
    const sorted = [...delays].sort((a, b) => a - b);
    const [p50, p90, p99, max] = [0.5, 0.9, 0.99, 1].map((share) => percentile(sorted, share).toFixed(0));
    say(`${delays.length} saves`);
    return {
      what,
      figure: `p50 ${p50} ms, p90 ${p90}, p99 ${p99}, max ${max} (${delays.length} saves)`,
      ...{ goal: '100 ms', isMet: percentile(sorted, 0.99) < 100 },
      data: { delays },
    };
  });
}

async function inProjects<Result>(
  options: ProjectOptions,
  use: (pair: ProjectPair) => Promise<Result>,
): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'octavo-bench-'));
  try {
    return await use(makeProjects(scratch, options));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
