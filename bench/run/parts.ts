import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from '../measure.ts';
import { octavoRun, papermillRun, printedText, pythonProgram, tslabFolder, type Workbench } from './contenders.ts';
import { copyFiveCells, outputCells, sweepCells, writeNotebook } from './notebooks.ts';

/** One comparison: the first contender is papermill's, and each of ours may have a goal. */
export interface Part {
  title: string;
  rounds: number; // unless somebody says otherwise
  goals: Record<string, number>; // by contender: its time over that of the one it is compared with, at most
  against?: Record<string, string> | undefined; // by contender: another one than the first
  memory?: boolean; // one more round looks at memory
  contenders: (bench: Workbench) => Contender[];
}

const sweepRuns = 50;

export const parts: Record<string, Part> = {
  five: {
    title: '5 cells, cold',
    rounds: 9,
    goals: { 'octavo, types checked': 0.25, 'octavo, in-process, types off': 0.12 },
    memory: true,
    contenders: (bench) => {
      const typescript = copyFiveCells(bench.folder, 'typescript');
      const python = copyFiveCells(bench.folder, 'python');
      const output = (name: string) => join(bench.folder, `${name}.ipynb`);
      const text = (name: string) => () => printedText(output(name));
      const ours = (name: string, file: string, args: string[]) =>
        octavoRun(bench, name, [typescript, output(file), ...args], text(file));
      return [
        papermillRun(bench, 'papermill + ipykernel', [python, output('papermill')], text('papermill')),
        {
          ...papermillRun(bench, 'papermill + tslab', [typescript, output('tslab')], text('tslab')),
          cwd: tslabFolder(),
        },
        ours('octavo, types checked', 'checked', []),
        ours('octavo, types off', 'off', ['--types', 'off']),
        ours('octavo, in-process, types off', 'thread', ['--engine', 'in-process', '--types', 'off']),
        ours('octavo, in-process, types checked', 'thread-checked', ['--engine', 'in-process']),
      ];
    },
  },
  sweep: {
    title: `a sweep of ${sweepRuns}, 2 jobs`,
    rounds: 3,
    goals: { 'octavo run --grid': 0.1, 'against one Python process': 0.15 },
    against: { 'against one Python process': 'one Python process' },
    contenders: sweepContenders,
  },
  output: {
    title: '100 cells, 5 MB of output in the first',
    rounds: 5,
    goals: { octavo: 0.25 },
    contenders: (bench) => {
      for (const language of ['typescript', 'python'] as const) {
        writeNotebook(join(bench.folder, `${language}.ipynb`), language, outputCells(language, 5_000_000, 100));
      }
      return pairOf(bench, 'typescript.ipynb');
    },
  },
  python: {
    title: 'the same Python notebook on ipykernel',
    rounds: 9,
    goals: { octavo: 0.5 },
    contenders: (bench) => {
      copyFiveCells(bench.folder, 'python');
      return pairOf(bench, 'python.ipynb');
    },
  },
};

function pairOf(bench: Workbench, ours: string): Contender[] {
  const output = (name: string) => join(bench.folder, `out-${name}.ipynb`);
  return [
    papermillRun(bench, 'papermill', ['python.ipynb', output('papermill')], () => printedText(output('papermill'))),
    octavoRun(bench, 'octavo', [ours, output('octavo')], () => printedText(output('octavo'))),
  ];
}

function sweepContenders(bench: Workbench): Contender[] {
  const { folder } = bench;
  for (const language of ['typescript', 'python'] as const) {
    writeNotebook(join(folder, `${language}.ipynb`), language, sweepCells(language), true);
  }
  const seeds = Array.from({ length: sweepRuns }, (_, index) => index + 1);
  const out = (name: string) => join(folder, name);
  const results = (name: string) => () => seeds.map((seed) => printedText(join(out(name), `${seed}.ipynb`))).join('');
  const emptied = (name: string) => () => {
    mkdirSync(out(name), { recursive: true });
    for (const file of readdirSyncOrNone(out(name))) rmSync(join(out(name), file));
  };
  writeFileSync(join(folder, 'loop.py'), loopProgram);
  const calls = seeds.map((seed) => `papermill python.ipynb calls/${seed}.ipynb -p seed ${seed} --no-progress-bar`);
  writeFileSync(join(folder, 'calls.sh'), ['set -e', 'mkdir -p calls', ...calls, ''].join('\n'));
  const shell = papermillRun(bench, `papermill, called ${sweepRuns} times`, ['calls.sh'], results('calls'));
  return [
    { ...shell, command: 'bash', env: { ...shell.env, PATH: `${join(shell.command, '..')}:${process.env.PATH}` } },
    pythonProgram(bench, 'one Python process', ['loop.py', `${sweepRuns}`], results('loop')),
    {
      ...octavoRun(
        bench,
        'octavo run --grid',
        ['typescript.ipynb', 'grid/{seed}.ipynb', '--grid', `seed=1..${sweepRuns}`, '--jobs', '2'],
        results('grid'),
      ),
      prepare: emptied('grid'),
    },
  ];
}

const loopProgram = `import os, sys
import papermill
os.makedirs('loop', exist_ok=True)
for seed in range(1, int(sys.argv[1]) + 1):
    papermill.execute_notebook('python.ipynb', f'loop/{seed}.ipynb', parameters={'seed': seed}, progress_bar=False)
`;

function readdirSyncOrNone(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
