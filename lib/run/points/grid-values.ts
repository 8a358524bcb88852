// Generated from notebooks/40_run/06_points/01_grid_values.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 402c0003 402c0004 402c0006 402c0009 402c0010 402c0013 402c0014

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0003 04568866
import { OctavoError } from '../../errors/index.ts';
import type { GivenParameter } from '../parameters/arguments.ts';

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0004 2455a831
/** The values that one parameter takes in a sweep. */
export interface GridAxis {
  name: string;
  values: GivenParameter[];
}

/** How many runs a sweep may have: what is more was hardly meant. */
export const mostSweepRuns = 100_000;

/** A sweep that nobody can have meant. */
export function tooManyRuns(what: string, count: number): OctavoError {
  const shown = count.toLocaleString('en-US');
  return new OctavoError('run-sweep-size', `${what} makes ${shown} runs; a sweep has at most 100,000`, {
    hint: 'fewer values, or --random 100 with a distribution for each parameter: --draw lr=loguniform(1e-4,1e-1)',
  });
}

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0006 5541d4f2
/** Splits a text at its commas, but for those within double quotes or brackets. Undefined when one of them stays open. @internal */
export function splitAtCommas(text: string): string[] | undefined {
  const parts: string[] = [''];
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quoted && character === '\\') {
      parts.push(`${parts.pop()}${character}${text[++at] ?? ''}`);
      continue;
    }
    if (character === '"') quoted = !quoted;
    else if (!quoted && '[{('.includes(character)) depth++;
    else if (!quoted && ']})'.includes(character)) depth--;
    if (character === ',' && depth === 0 && !quoted) parts.push('');
    else parts.push(`${parts.pop()}${character}`);
  }
  return quoted || depth !== 0 ? undefined : parts;
}

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0009 fffc0d5d
/** @internal */
export const rangePattern = /^([^.,:\s](?:[^:\s]*?[^.:\s])?)\.\.([^.:\s][^:\s]*)(?::(lin|log)?([^:\s]+))?$/;

/** The numbers of a range; undefined when the text is none. Throws `run-sweep-values`, `run-sweep-size`. @internal */
export function rangeNumbers(text: string): number[] | undefined {
  const match = rangePattern.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || !Number.isFinite(from) || !Number.isFinite(to)) return undefined;
  const [, , , way, given] = match;
  const told = given === undefined ? undefined : Number(given);
  const refuse = (reason: string) =>
    new OctavoError('run-sweep-values', `Cannot count from ${from} to ${to} with "${text}": ${reason}`, {
      hint: rangeHint,
    });
  if (way !== undefined) {
    if (!Number.isInteger(told) || (told as number) < 2) throw refuse(`"${way}" takes a number of values, at least 2`);
    if (way === 'log' && from * to <= 0) throw refuse('equal ratios need two ends above 0, or two below');
    return spread(from, to, told as number, way === 'log', text);
  }
  const step = told ?? 1;
  if (!(step > 0 && Number.isFinite(step))) throw refuse('a step is a number above 0');
  if (told === undefined && !(Number.isInteger(from) && Number.isInteger(to))) throw refuse('say the step');
  const count = Math.floor(Math.abs(to - from) / step + 1e-9) + 1;
  if (count > mostSweepRuns) throw tooManyRuns(`The range ${text}`, count);
  return Array.from({ length: count }, (_, at) => rounded(from + (to >= from ? 1 : -1) * at * step));
}

/** @internal */
export const rangeHint = '1..5, 0..1:0.25 (a step), 0..1:lin5 (five values), 1e-4..1e-1:log4 (four of equal ratio)';

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0010 ed90a92c
/** Some values from one end to the other, by equal differences or equal ratios. @internal */
export function spread(from: number, to: number, count: number, byRatio: boolean, text: string): number[] {
  if (count > mostSweepRuns) throw tooManyRuns(`The range ${text}`, count);
  return Array.from({ length: count }, (_, at) => {
    if (at === 0 || at === count - 1) return at === 0 ? from : to;
    const part = at / (count - 1);
    return rounded(byRatio ? from * (to / from) ** part : from + (to - from) * part);
  });
}

/** A number without the last digits, in which sums of decimal fractions show that they are binary: 0.1 + 0.2. @internal */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0013 1348c478
/** Reads `name=values`. Throws `run-sweep-values`, `run-sweep-size`. */
export function readGridAxis(text: string): GridAxis {
  const equals = text.indexOf('=');
  const [name, list] = [text.slice(0, equals).trim(), text.slice(equals + 1)];
  const refuse = (reason: string) => {
    return new OctavoError('run-sweep-values', `Cannot read --grid ${text}: ${reason}`, {
      hint: `--grid lr=0.1,0.01 or --grid seed=1..5; ${rangeHint}`,
    });
  };
  if (equals < 1 || name === '') throw refuse('it is no NAME=VALUES');
  const items = splitAtCommas(list);
  if (!items) throw refuse('a quote or a bracket stays open');
  const values = items.flatMap((item) => itemValues(item.trim(), refuse));
  if (values.length > mostSweepRuns) throw tooManyRuns(`--grid ${name}`, values.length);
  return { name, values };
}

// %% notebooks/40_run/06_points/01_grid_values.ipynb#402c0014 d6a08aa2
/** The values that one item of a list stands for. @internal */
export function itemValues(item: string, refuse: (reason: string) => OctavoError): GivenParameter[] {
  if (item === '') throw refuse('a value is missing (empty text is written "")');
  if (/^".*"$/s.test(item)) {
    try {
      return [{ value: JSON.parse(item) }];
    } catch {
      throw refuse(`${item} is no quoted text`);
    }
  }
  return rangeNumbers(item)?.map((value) => ({ word: String(value) })) ?? [{ word: item }];
}
