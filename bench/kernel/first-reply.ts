import { startBareKernel } from '../../test/compat/bare-kernel.ts';
import type { Section } from '../report.ts';
import { type Contest, findingsOf, inTurn } from './contest.ts';

/** From the start of the kernel's process until the reply to its first cell. */
export async function measureFirstReply({ rivals, rounds, say }: Contest): Promise<Section> {
  const names = ['unchecked', 'checked', 'ipykernel', 'tslab', 'deno'] as const;
  say('start');
  const times = await inTurn(names, { counted: rounds(11, 3), warmUp: 1 }, async (name) => {
    const startedAt = performance.now();
    const kernel = await startBareKernel(rivals[name], { cwd: rivals.project, handshake: false });
    try {
      const { reply } = await kernel.execute(name === 'ipykernel' ? 'first = 1' : 'const first = 1;');
      if (reply.status !== 'ok') throw new Error(`the first cell of ${name} failed`);
      return performance.now() - startedAt;
    } finally {
      await kernel.stop();
    }
  });
  return {
    title: 'Start to first reply',
    how: 'A new process each time; its first execute request is sent at once and waits for it. Until execute_reply.',
    findings: findingsOf(times, [
      { of: 'unchecked', to: 'ipykernel', atMost: 1.2 },
      { of: 'checked', to: 'tslab', atMost: 0.35 },
    ]),
  };
}
