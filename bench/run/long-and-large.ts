import { join } from 'node:path';
import { median } from '../compare.ts';
import { type Contender, measure } from '../measure.ts';
import type { Finding } from '../report.ts';
import { beginningsMs, octavoRun, papermillRun, printedText, type Workbench } from './contenders.ts';
import { chainCells, outputCells, writeNotebook } from './notebooks.ts';

interface Options {
  rounds: number | undefined;
  isQuick: boolean;
  say: (line: string) => void;
}

const cells = 1000;
const largeBytes = 100_000_000;

/**
 * A thousand cells that build on one another: what a cell costs in the last hundred, against the first hundred. Octavo alone:
 * papermill, which writes the whole notebook twice for each cell, takes minutes over them.
 */
export async function measureLong(bench: Workbench, { rounds, isQuick, say }: Options): Promise<Finding[]> {
  const costs = new Map<string, { first: number[]; last: number[] }>();
  const noting = (contender: Contender, output: string): Contender => ({
    ...contender,
    readResult: (printed) => {
      const at = beginningsMs(output);
      const cost = (from: number, to: number) => ((at[to] as number) - (at[from] as number)) / (to - from);
      const known = costs.get(contender.name) ?? { first: [], last: [] };
      known.first.push(cost(0, 100));
      known.last.push(cost(cells - 101, cells - 1));
      costs.set(contender.name, known);
      return contender.readResult(printed);
    },
  });
  for (const language of ['typescript', 'python'] as const) {
    writeNotebook(join(bench.folder, `${language}.ipynb`), language, chainCells(language, cells));
  }
  const contenders = pairOf(bench)
    .slice(1)
    .map(({ contender, output }) => noting(contender, output));
  await measure(contenders, { rounds: rounds ?? (isQuick ? 1 : 2), memory: false, say });
  return [...costs].map(([name, { first, last }]) => {
    const ratio = median(last) / median(first);
    return {
      what: `${cells} cells, last hundred against first: ${name}`,
      figure: `${ratio.toFixed(2)} times (${median(last).toFixed(1)} / ${median(first).toFixed(1)} ms a cell, ${first.length} runs)`,
      ...(name === 'octavo' ? { goal: '1.2', isMet: ratio <= 1.2 } : {}),
      data: { first, last },
    };
  });
}

/** 100 MB from one cell: the peak of the whole process tree. */
export async function measureMemory(bench: Workbench, { say }: Options): Promise<Finding[]> {
  for (const language of ['typescript', 'python'] as const) {
    writeNotebook(join(bench.folder, `${language}.ipynb`), language, outputCells(language, largeBytes, 2));
  }
  const contenders = pairOf(bench, '--engine', 'in-process').map(({ contender }) => ({
    ...contender,
    readResult: () => '', // papermill keeps all of it in the notebook, Octavo 16 MiB, and the whole in a file beside it
  }));
  const taken = await measure(contenders, { rounds: 1, memory: true, say });
  return taken.map(({ name, memoryBytes, timesMs }) => ({
    what: `peak memory, ${largeBytes / 1e6} MB of output in one cell: ${name}`,
    figure: `${memoryBytes === undefined ? 'not measured' : `${(memoryBytes / 2 ** 20).toFixed(0)} MiB`}, ${timesMs[0]?.toFixed(0)} ms`,
    data: { memoryBytes, timesMs },
  }));
}

function pairOf(bench: Workbench, ...thread: string[]): { contender: Contender; output: string }[] {
  const output = (name: string) => join(bench.folder, `out-${name}.ipynb`);
  const text = (name: string) => () => printedText(output(name));
  const ours = (name: string, file: string, args: string[]) => ({
    contender: octavoRun(bench, name, ['typescript.ipynb', output(file), ...args], text(file)),
    output: output(file),
  });
  return [
    {
      contender: papermillRun(bench, 'papermill', ['python.ipynb', output('papermill')], text('papermill')),
      output: output('papermill'),
    },
    ours('octavo', 'octavo', []),
    ...(thread.length > 0 ? [ours('octavo, in-process', 'thread', thread)] : []),
  ];
}
