import { type BareKernel, startBareKernel } from '../../test/compat/bare-kernel.ts';
import { distribution, formatDistribution, percentile } from '../distribution.ts';
import type { Finding } from '../report.ts';
import type { Rivals } from './rivals.ts';

/** What every part of the benchmark is given. */
export interface Contest {
  rivals: Rivals;
  rounds: (usual: number, quick: number) => number; // --rounds, else one of the two
  say: (line: string) => void;
}

export type RivalName = Exclude<keyof Rivals, 'project' | 'ownProject'>;

export const titles: Record<RivalName, string> = {
  checked: 'octavo, types checked',
  unchecked: 'octavo, types off',
  tslab: 'stock tslab',
  deno: 'deno',
  ipykernel: 'ipykernel',
};

/** Times by contender, one for each round; all contenders take their turn in every round. */
export type Times = Partial<Record<RivalName, number[]>>;

/** Lets all contenders do something in turn; who begins changes from round to round. Uncounted rounds come first. */
export async function inTurn(
  names: readonly RivalName[],
  rounds: { counted: number; warmUp: number },
  once: (name: RivalName, round: number) => Promise<number>,
): Promise<Times> {
  const times: Times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -rounds.warmUp; round < rounds.counted; round++) {
    const turn = Math.abs(round) % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
      const timeMs = await once(name, round);
      if (round >= 0) times[name]?.push(timeMs);
    }
  }
  return times;
}

/** Starts kernels, uses them and stops them, whatever happens. */
export async function withKernels<Result>(
  { rivals }: Contest,
  names: readonly RivalName[],
  use: (kernels: Record<RivalName, BareKernel>) => Promise<Result>,
): Promise<Result> {
  const kernels: Partial<Record<RivalName, BareKernel>> = {};
  try {
    for (const name of names) kernels[name] = await startBareKernel(rivals[name], { cwd: rivals.project });
    return await use(kernels as Record<RivalName, BareKernel>);
  } finally {
    for (const kernel of Object.values(kernels)) await kernel.stop();
  }
}

/** Runs a cell that must end well, and returns the time until its reply. */
export async function timeCell(kernel: BareKernel, code: string): Promise<number> {
  const { reply, replyMs, messages } = await kernel.execute(code);
  if (reply.status === 'ok') return replyMs;
  const printed = messages.map(({ content }) => content.text ?? content.evalue ?? '').join('');
  throw new Error(`a cell failed: ${reply.evalue ?? printed}\n${code}`);
}

/** A line for each contender, then a line for each ratio that has a goal. */
export function findingsOf(times: Times, goals: { of: RivalName; to: RivalName; atMost: number }[]): Finding[] {
  const lines: Finding[] = Object.entries(times).map(([name, values]) => ({
    what: titles[name as RivalName],
    figure: formatDistribution(distribution(values), 'ms', 1),
    data: values,
  }));
  for (const { of, to, atMost } of goals) {
    const [own, other] = [times[of], times[to]];
    if (own && other) lines.push(ratioFinding({ what: `${titles[of]} / ${titles[to]}`, own, other, atMost }));
  }
  return lines;
}

/** Median over median, with how the ratios within one round lie beside it. */
export function ratioFinding(of: { what: string; own: number[]; other: number[]; atMost: number }): Finding {
  const ratio = distribution(of.own).median / distribution(of.other).median;
  const within = of.own.map((value, round) => value / (of.other[round] ?? Number.NaN)).filter(Number.isFinite);
  within.sort((a, b) => a - b);
  const spread =
    within.length < 3 ? '' : ` (${within.length} rounds: p10 ${text(within, 0.1)}, p90 ${text(within, 0.9)})`;
  return {
    what: of.what,
    figure: `${ratio.toFixed(2)}${spread}`,
    goal: `at most ${of.atMost}`,
    isMet: ratio <= of.atMost,
    data: { ratio, within },
  };
}

function text(sorted: number[], share: number): string {
  return percentile(sorted, share).toFixed(2);
}
