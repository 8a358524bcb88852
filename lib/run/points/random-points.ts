// Generated from notebooks/40_run/06_points/03_random_points.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 402e0003 402e0005 402e0008 402e0009 402e0010 402e0012 402e0013

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0003 c2bae7f1
import { OctavoError, suggest } from '../../errors/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';
import { mostSweepRuns, splitAtCommas, tooManyRuns } from './grid-values.ts';
import { givenTwice, type SweepPoint } from './sweep-points.ts';

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0005 d757bd99
/** A generator of numbers from 0 up to, but not including, 1; the same for the same text. Source: sfc32 (C. Doty-Humphrey), seeded by FNV-1a. */
export function randomNumbers(seed: string): () => number {
  let hash = 0x811c9dc5;
  const state = [0, 1, 2].map((turn) => {
    for (const character of `${turn}:${seed}`)
      hash = Math.imul(hash ^ (character.codePointAt(0) as number), 0x01000193);
    return hash | 0;
  });
  let [a = 0, b = 0, c = 0] = state;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let turn = 0; turn < 15; turn++) next();
  return () => (Math.floor(next() * 2 ** 26) * 2 ** 27 + Math.floor(next() * 2 ** 27)) / 2 ** 53;
}

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0008 b167d003
/** @internal */
export type Draw = (random: () => number) => GivenParameter;

/** Makes a draw from the arguments; returns why it cannot when they are wrong. @internal */
export type Distribution = (args: string[]) => Draw | string;

/** @internal */
export const number = (value: number): GivenParameter => ({ word: String(value) });

/** Arguments that are numbers, of which the second is above the first. @internal */
export function bounded(count: number, make: (low: number, high: number, step: number) => Draw | string): Distribution {
  return (args) => {
    const values = args.map(Number);
    const [low = 0, high = 0, step = 1] = values;
    if (args.length !== count || !values.every(Number.isFinite)) return `it takes ${count} numbers`;
    return low < high ? make(low, high, step) : 'the first must be below the second';
  };
}

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0009 206792e0
/** What may stand behind `NAME=` of a draw, with its meaning. */
export const distributions: Readonly<Record<string, string>> = {
  uniform: 'uniform(LOW,HIGH): any number between',
  quniform: 'quniform(LOW,HIGH,STEP): a multiple of STEP between',
  loguniform: 'loguniform(LOW,HIGH): each power of ten is as likely as the next',
  int: 'int(LOW,HIGH): a whole number, both ends included',
  normal: 'normal(MEAN,DEVIATION): of the normal distribution',
  choice: 'choice(A,B,…): one of them',
};

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0010 8c4f4d3c
/** @internal */
export const makers: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ['uniform', bounded(2, (low, high) => (random) => number(low + (high - low) * random()))],
  ['quniform', bounded(3, quantized)],
  [
    'loguniform',
    bounded(2, (low, high) => (low > 0 ? (random) => number(low * (high / low) ** random()) : 'both must be above 0')),
  ],
  [
    'int',
    bounded(2, (low, high) =>
      Number.isInteger(low) && Number.isInteger(high)
        ? (random) => number(low + Math.floor(random() * (high - low + 1)))
        : 'both must be whole numbers',
    ),
  ],
  ['normal', normal],
  ['choice', choice],
]);

/** A multiple of the step that lies between the bounds. @internal */
export function quantized(low: number, high: number, step: number): Draw | string {
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  if (!(step > 0) || first > last) return 'the step must be above 0 and fit between the bounds';
  return (random) => number(Number(((first + Math.floor(random() * (last - first + 1))) * step).toPrecision(12)));
}

/** By Box and Muller's transform. @internal */
export function normal(args: string[]): Draw | string {
  const [mean = Number.NaN, deviation = Number.NaN] = args.map(Number);
  if (args.length !== 2 || !Number.isFinite(mean) || !(deviation > 0)) return 'it takes a mean and a deviation above 0';
  return (random) => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return number(mean + deviation * radius * Math.cos(2 * Math.PI * random()));
  };
}

/** One of some words; a quoted one is text as it stands. @internal */
export function choice(args: string[]): Draw | string {
  if (args.some((arg) => arg === '')) return 'a value is missing';
  const values = args.map((arg): GivenParameter => {
    return /^".*"$/s.test(arg) ? { value: JSON.parse(arg) } : { word: arg };
  });
  return (random) => values[Math.floor(random() * values.length)] as GivenParameter;
}

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0012 13288a22
/** A parameter and what its values are drawn from. */
export interface DrawnAxis {
  name: string;
  draw: (random: () => number) => GivenParameter;
}

/** Reads `name=distribution(arguments)`. Throws `run-sweep-values`. */
export function readDraw(text: string): DrawnAxis {
  const [, name = '', kind = '', list = ''] = /^\s*([^=\s]+)\s*=\s*(\w+)\s*\((.*)\)\s*$/s.exec(text) ?? [];
  const refuse = (reason: string, hint = "--draw 'lr=loguniform(1e-4,1e-1)'") => {
    return new OctavoError('run-sweep-values', `Cannot read --draw ${text}: ${reason}`, { hint });
  };
  if (name === '') throw refuse('it is no NAME=DISTRIBUTION(…)');
  const make = makers.get(kind);
  if (!make) {
    const near = suggest(kind, makers.keys());
    throw refuse(
      `"${kind}" is no distribution${near ? `: did you mean "${near}"?` : ''}`,
      Object.values(distributions).join('; '),
    );
  }
  const args = splitAtCommas(list);
  const draw =
    args &&
    tryMake(
      make,
      args.map((arg) => arg.trim()),
    );
  if (draw === undefined) throw refuse('a quote or a bracket stays open');
  if (typeof draw === 'string') throw refuse(draw, distributions[kind]);
  return { name, draw };
}

/** @internal */
export function tryMake(make: Distribution, args: string[]): Draw | string {
  try {
    return make(args);
  } catch {
    return 'a quoted text is not valid';
  }
}

// %% notebooks/40_run/06_points/03_random_points.ipynb#402e0013 2e269297
/** Draws some points; the same ones for the same seed. Throws `run-sweep-size`, `run-sweep-name`. */
export function randomPoints(axes: DrawnAxis[], count: number, seed: number): SweepPoint[] {
  if (count > mostSweepRuns) throw tooManyRuns(`--random ${count}`, count);
  const names = axes.map((axis) => axis.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw givenTwice(twice);
  const generators = axes.map(({ name, draw }) => ({ name, draw, random: randomNumbers(`${seed}:${name}`) }));
  return Array.from({ length: count }, () => new Map(generators.map(({ name, draw, random }) => [name, draw(random)])));
}
