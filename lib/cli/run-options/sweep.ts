import { OctavoError } from '../../errors/index.ts';
import { nodeHost } from '../../host/index.ts';
import type { SweepPoint } from '../../run/points/sweep-points.ts';
import type { OptionValue } from '../command.ts';
import { textOption } from '../run-arguments.ts';
import type { OptionGroup } from './group.ts';

/** Many runs of one notebook, and runs that go on where others have ended. */
export const sweepOptions: OptionGroup = {
  options: {
    grid: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUES',
      help: 'a sweep: a run for each value (0.1,0.01 or 1..5 or 0..1:0.25 or 1e-4..1e-1:log4); several multiply',
    },
    runs: { type: 'string', value: 'FILE', help: 'a sweep: a run for each row of a .csv or .jsonl file' },
    random: { type: 'string', value: 'N', help: 'a sweep: N runs whose values are drawn by --draw' },
    draw: {
      type: 'string',
      multiple: true,
      value: 'NAME=DIST',
      help: 'uniform(a,b), loguniform(a,b), quniform(a,b,step), int(a,b), normal(mean,sd) or choice(a,b,…)',
    },
    'sweep-seed': { type: 'string', value: 'N', help: 'the same N draws the same values' },
    jobs: { type: 'string', short: 'j', value: 'N', help: 'how many runs of a sweep go on at once (as many as cores)' },
    'keep-going': { type: 'boolean', help: 'begin the other runs of a sweep also when one has failed' },
    'dry-run': { type: 'boolean', help: 'check a sweep and list its runs; begin none' },
    resume: {
      type: 'boolean',
      help: 'skip what the output says has completed with the same code, parameters and inputs',
    },
    input: { type: 'string', multiple: true, value: 'FILE', help: 'a file that the notebook reads, for --resume' },
  },
  read: (values) => ({ resume: values.resume === true, inputs: (values.input ?? []) as string[] }),
};

/** How a sweep is asked for. */
export interface SweepChoice {
  points: SweepPoint[];
  seed: number | undefined; // of the draws, when it was not given
  jobs: number | undefined;
  keepGoing: boolean;
}

/** The sweep of a command line; undefined when it asks for a single run. Throws `usage`, `run-sweep-…`, `file-missing`. */
export async function readSweep(
  values: Record<string, OptionValue>,
  output: string | undefined,
): Promise<SweepChoice | undefined> {
  const isSweep = values.grid !== undefined || values.runs !== undefined || values.random !== undefined;
  if (values.resume && output === undefined) {
    throw usage(
      '--resume looks at the executed notebooks of an earlier run, and needs to know where they are',
      resumeHint,
    );
  }
  if (!isSweep) {
    refuseWithoutSweep(values);
    return undefined;
  }
  const [grids, { multiplyPoints, axisPoints }] = await Promise.all([
    import('../../run/points/grid-values.ts'),
    import('../../run/points/sweep-points.ts'),
  ]);
  const lists = ((values.grid ?? []) as string[]).map((text) => axisPoints(grids.readGridAxis(text)));
  const path = textOption(values.runs);
  if (path !== undefined) lists.unshift(await tablePoints(path));
  const drawn = await drawnPoints(values);
  if (drawn) lists.unshift(drawn.points);
  const jobs = countOption('jobs', values.jobs);
  return { points: multiplyPoints(lists), seed: drawn?.seed, jobs, keepGoing: values['keep-going'] === true };
}

const resumeHint = "octavo run train.ipynb 'out/{lr}.ipynb' --grid lr=0.1,0.01 --resume";

function refuseWithoutSweep(values: Record<string, OptionValue>): void {
  for (const name of ['draw', 'sweep-seed', 'jobs', 'keep-going', 'dry-run']) {
    if (values[name] === undefined) continue;
    const more = name === 'draw' || name === 'sweep-seed' ? '--random' : '--grid, --random or --runs';
    throw usage(
      `--${name} belongs to a sweep, and there is none without ${more}`,
      '--random 20, or --grid lr=0.1,0.01',
    );
  }
}

async function tablePoints(path: string): Promise<SweepPoint[]> {
  const { readRunTable } = await import('../../run/points/run-table.ts');
  return readRunTable(await nodeHost.files.readText(path), path, { python: true });
}

async function drawnPoints(values: Record<string, OptionValue>) {
  const draws = (values.draw ?? []) as string[];
  const count = countOption('random', values.random);
  if (count === undefined && draws.length === 0) return undefined;
  if (count === undefined || draws.length === 0) {
    const missing =
      count === undefined ? '--draw needs --random N' : '--random needs a --draw for each parameter that varies';
    throw usage(missing, "--random 20 --draw 'lr=loguniform(1e-4,1e-1)'");
  }
  const given = values['sweep-seed'];
  if (given === undefined && values.resume) {
    throw usage(
      '--resume with --random needs the seed that the values were drawn by',
      '--sweep-seed 7, as the first time',
    );
  }
  const { randomPoints, readDraw } = await import('../../run/points/random-points.ts');
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 32) : (wholeOption('sweep-seed', given) as number);
  return { points: randomPoints(draws.map(readDraw), count, seed), seed: given === undefined ? seed : undefined };
}

function countOption(name: string, value: OptionValue): number | undefined {
  const count = wholeOption(name, value);
  if (count === 0) throw usage(`--${name} takes a number above 0`, `--${name} 4`);
  return count;
}

function wholeOption(name: string, value: OptionValue): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,15}$/.test(String(value))) return Number(value);
  throw usage(`--${name} takes a whole number, not "${value}"`, `--${name} 4`);
}

function usage(message: string, hint: string): OctavoError {
  return new OctavoError('usage', message, { exitCode: 2, hint });
}
