import { setTimeout as sleep } from 'node:timers/promises';
import { startBareKernel } from '../../test/compat/bare-kernel.ts';
import type { Section } from '../report.ts';
import { type Contest, findingsOf, inTurn, type RivalName } from './contest.ts';

/** From the start of the kernel's process until the reply to its first cell. */
export async function measureFirstReply(contest: Contest): Promise<Section> {
  const { rivals, rounds, say } = contest;
  const names = ['unchecked', 'checked', 'ipykernel', 'tslab', 'deno'] as const;
  say('start');
  const times = await inTurn(names, { counted: rounds(11, 3), warmUp: 1 }, (name) =>
    timeStart(contest, name, rivals.project),
  );
  const inClone = await inTurn(['checked'], { counted: rounds(5, 2), warmUp: 1 }, (name) =>
    timeStart(contest, name, rivals.ownProject),
  );
  return {
    title: 'Start to first reply',
    how: 'A new process each time; its first execute request is sent at once and waits for it. Until execute_reply.',
    findings: [
      ...findingsOf(times, [
        { of: 'unchecked', to: 'ipykernel', atMost: 1.2 },
        { of: 'checked', to: 'tslab', atMost: 0.35 },
      ]),
      ...findingsOf(inClone, []).map((finding) => ({ ...finding, what: `${finding.what}, in Octavo's own clone` })),
    ],
  };
}

const lostMs = 20_000;

/** Stock tslab sometimes never sees what was sent before it listened: such a start is made again. */
async function timeStart(contest: Contest, name: RivalName, cwd: string): Promise<number> {
  const startedAt = performance.now();
  const kernel = await startBareKernel(contest.rivals[name], { cwd, handshake: false });
  const over = new AbortController();
  try {
    const answered = kernel.execute(name === 'ipykernel' ? 'first = 1' : 'const first = 1;');
    const lost = sleep(lostMs, undefined, { signal: over.signal }).catch(() => undefined);
    const executed = await Promise.race([answered, lost]);
    answered.catch(() => undefined);
    if (executed?.reply.status === 'ok') return performance.now() - startedAt;
    if (executed) throw new Error(`the first cell of ${name} failed`);
  } finally {
    over.abort();
    await kernel.stop();
  }
  contest.say(`${name} did not answer; started again`);
  return await timeStart(contest, name, cwd);
}
