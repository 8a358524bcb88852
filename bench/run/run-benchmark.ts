import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, median, type Summary } from '../compare.ts';
import { type Measurement, measure } from '../measure.ts';
import type { Finding, Section } from '../report.ts';
import { installBuilt } from './built-package.ts';
import type { Workbench } from './contenders.ts';
import { measureLong, measureMemory } from './long-and-large.ts';
import { type Part, parts } from './parts.ts';

export interface RunOptions {
  rounds: number | undefined;
  parts: string[];
  isQuick: boolean; // few rounds: to see that it works, not for figures
  say: (line: string) => void;
}

type MeasureOwn = (bench: Workbench, options: RunOptions) => Promise<Finding[]>;

const own: Record<string, MeasureOwn> = { long: measureLong, memory: measureMemory };

const how =
  'Every round runs all contenders of a part, one after the other, each from the start of its process to its end; the first ' +
  'round is not counted. They must have printed the same. Octavo is the package as it would be published, and records its ' +
  "runs as it does by default. A ratio is the median of Octavo's times over that of the one it is compared with, in " +
  'brackets the smallest and the largest of one round, then how far the times lay apart: (max - min) / median.';

/** Measures the parts that are asked for, or all. Throws when two contenders did not come to the same. */
export async function measureRun(options: RunOptions): Promise<Section[]> {
  const known = [...Object.keys(parts), ...Object.keys(own)];
  const wanted = options.parts.length > 0 ? options.parts : known;
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown) throw new Error(`no part ${unknown}; there are ${known.join(', ')}`);
  const load = loadavg()[0]?.toFixed(1);
  const scratch = mkdtempSync(join(tmpdir(), 'octavo-bench-'));
  try {
    options.say('packing');
    const octavo = installBuilt(scratch);
    const findings: Finding[] = [];
    for (const name of wanted) {
      options.say(name);
      const folder = join(scratch, name);
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "private": true }\n'); // its records stay in there
      const part = parts[name];
      findings.push(
        ...(await (part
          ? measurePart(part, { folder, octavo }, options)
          : (own[name]?.({ folder, octavo }, options) ?? []))),
      );
    }
    return [{ title: `octavo run (load average before the start: ${load})`, how, findings }];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measurePart(part: Part, bench: Workbench, { rounds, isQuick, say }: RunOptions): Promise<Finding[]> {
  const count = rounds ?? (isQuick ? 1 : part.rounds);
  const taken = await measure(part.contenders(bench), { rounds: count, memory: part.memory ?? false, say });
  compare(taken); // throws when they did not come to the same
  const [first] = taken as [Measurement];
  const pairs = taken.slice(1).map((one): [string, Measurement, Measurement] => [one.name, one, first]);
  for (const [title, other] of Object.entries(part.against ?? {})) {
    const [ours, theirs] = [taken.at(-1) as Measurement, taken.find(({ name }) => name === other) as Measurement];
    pairs.push([title, ours, theirs]);
  }
  const sides = taken.map((one): Finding => ({ what: `${part.title}: ${one.name}`, figure: timesOf(one), data: one }));
  return [...sides, ...pairs.map(([title, ours, theirs]) => ratioOf(part, title, ours, theirs))];
}

function ratioOf(part: Part, title: string, ours: Measurement, theirs: Measurement): Finding {
  const [, summary] = compare([ours, theirs]) as [Summary, Summary];
  const { ratio, ratioMin, ratioMax } = summary;
  const goal = part.goals[title];
  return {
    what: `${part.title}: ${title} / ${theirs.name}`,
    figure: `ratio ${ratio.toFixed(2)} (${ratioMin.toFixed(2)}-${ratioMax.toFixed(2)})`,
    ...(goal === undefined ? {} : { goal: `${goal}`, isMet: ratio <= goal }),
    data: { ratio, ratioMin, ratioMax },
  };
}

function timesOf({ timesMs, memoryBytes }: Measurement): string {
  const [low, high, middle] = [Math.min(...timesMs), Math.max(...timesMs), median(timesMs)];
  const peak = memoryBytes === undefined ? '' : `, peak memory ${(memoryBytes / 2 ** 20).toFixed(0)} MiB`;
  return `${middle.toFixed(0)} ms (${low.toFixed(0)}-${high.toFixed(0)}, spread ${(((high - low) / middle) * 100).toFixed(0)} %)${peak}`;
}
