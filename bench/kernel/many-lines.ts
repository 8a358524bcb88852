import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { BareKernel, Executed } from '../../test/compat/bare-kernel.ts';
import { distribution, formatDistribution } from '../distribution.ts';
import type { Finding, Section } from '../report.ts';
import { type Contest, ratioFinding, titles, withKernels } from './contest.ts';

const lineCount = 50_000;
const loop = `for (let line = 0; line < ${lineCount}; line++) console.log('line', line);`;
const pythonLoop = `for line in range(${lineCount}): print('line', line)`;

/** 50,000 lines from one cell against the same lines from Node through a pipe. */
export async function measureManyLines(contest: Contest): Promise<Section> {
  const names = ['checked', 'unchecked', 'ipykernel', 'deno', 'tslab'] as const;
  contest.say(`${lineCount} lines`);
  return await withKernels(contest, names, async (kernels) => {
    const [pipe, times]: [number[], Map<string, number[]>] = [[], new Map(names.map((name) => [name, []]))];
    const lost = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = -1; round < contest.rounds(5, 2); round++) {
      const pipeMs = await throughPipe();
      if (round >= 0) pipe.push(pipeMs);
      for (const name of names) {
        if (name === 'tslab' && round > 0) continue; // it never says that it is idle: twice is enough
        const { timeMs, missing } = await throughKernel(kernels[name], name === 'ipykernel' ? pythonLoop : loop);
        if (round < 0) continue;
        times.get(name)?.push(timeMs);
        lost.get(name)?.push(missing);
      }
    }
    const lines = names.map((name): Finding => {
      const missing = Math.max(...(lost.get(name) ?? [0]));
      const figure = formatDistribution(distribution(times.get(name) ?? []));
      const isOwn = name === 'checked' || name === 'unchecked';
      return {
        what: titles[name],
        figure: `${figure}, ${missing} lines lost`,
        ...(isOwn ? { goal: 'none lost', isMet: missing === 0 } : {}),
        data: { times: times.get(name), lost: lost.get(name) },
      };
    });
    const own = times.get('checked') ?? [];
    return {
      title: `${lineCount.toLocaleString('en')} lines in one cell`,
      how: 'From the request until execute_reply, `idle` and the last line are there; through the pipe until the last byte. A line counts as lost when it has not come by then.',
      findings: [
        { what: 'node, through a pipe', figure: formatDistribution(distribution(pipe)), data: pipe },
        ...lines,
        ratioFinding({ what: `${titles.checked} / pipe`, own, other: pipe, atMost: 2 }),
      ],
    };
  });
}

async function throughKernel(kernel: BareKernel, code: string): Promise<{ timeMs: number; missing: number }> {
  const executed = await kernel.execute(code);
  const present = new Set(linesOf(executed));
  let missing = 0;
  for (let line = 0; line < lineCount; line++) if (!present.has(`line ${line}`)) missing += 1;
  return { timeMs: Math.max(executed.replyMs, executed.idleMs ?? 0), missing };
}

function linesOf({ messages }: Executed): string[] {
  const streams = messages.filter(({ header }) => header.msg_type === 'stream');
  return streams
    .map(({ content }) => content.text)
    .join('')
    .split('\n');
}

/** The program is started before the clock is: a kernel has been, too. */
async function throughPipe(): Promise<number> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['-e', `process.stdin.once('data', () => { ${loop} process.stdin.destroy(); })`],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await once(child, 'spawn');
  await new Promise((resolve) => setTimeout(resolve, 200)); // until it listens
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const startedAt = performance.now();
  child.stdin?.write('go\n');
  await once(child, 'close');
  const timeMs = performance.now() - startedAt;
  if (text.split('\n').length !== lineCount + 1) throw new Error('the pipe lost lines');
  return timeMs;
}
