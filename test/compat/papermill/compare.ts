import { isDeepStrictEqual } from 'node:util';
import type { Case } from './cases/case.ts';
import { anything, deviations, type ExpectedDifference } from './deviations.ts';
import { type Difference, differencesOf } from './differences.ts';
import { comparable, type Loose } from './normalise.ts';
import { type BothSides, fixture, runBoth } from './side-by-side.ts';

/** What was found by running a case on both sides. */
export interface Comparison extends BothSides {
  undeclared: Difference[]; // no deviation of the case speaks of them
  stale: string[]; // what a deviation of the case speaks of, and which does not occur
}

/** Runs a case with papermill and with Octavo, and says where their exit codes and executed notebooks differ. */
export async function compareCase(each: Case): Promise<Comparison> {
  const input = each.at ?? `${each.notebook}.ipynb`;
  const output = each.output ?? 'out.ipynb';
  const files = { ...(each.notebook && { [input]: fixture(each.notebook) }), ...each.files };
  const sides = await runBoth(each.name, files, [input, output, ...(each.args ?? [])], each.written ?? output);
  return { ...sides, ...judge(sides, each.deviations ?? []) };
}

/** The differences between two sides, against the deviations that are expected of them. */
export function judge(sides: BothSides, names: readonly string[]): Pick<Comparison, 'undeclared' | 'stale'> {
  const differences = differencesOf(comparable(sides.papermill), comparable(sides.octavo));
  const expected = names.flatMap((name) =>
    (deviations.find(({ line }) => line === name)?.differences ?? []).map((one) => ({ name, ...one })),
  );
  const undeclared = differences.filter((difference) => !expected.some((one) => isThis(difference, one)));
  const stale = expected.filter((one) => !one.sometimes && !differences.some((difference) => isThis(difference, one)));
  return { undeclared, stale: stale.map(({ name, at }) => `${name}: ${at}`) };
}

function isThis(difference: Difference, expected: ExpectedDifference): boolean {
  return (
    placePattern(expected.at).test(difference.at) &&
    isValue(difference.papermill, expected.papermill) &&
    isValue(difference.octavo, expected.octavo)
  );
}

function placePattern(at: string): RegExp {
  const pattern = at
    .replace(/[.[\]]/g, '\\$&')
    .replaceAll('\\[*\\]', '\\[\\d+\\]')
    .replaceAll('**', '.*');
  return new RegExp(`^${pattern}$`);
}

function isValue(value: Loose, expected: Loose): boolean {
  return expected === anything || isDeepStrictEqual(value, expected);
}
