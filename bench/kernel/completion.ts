import type { BareKernel } from '../../test/compat/bare-kernel.ts';
import type { Section } from '../report.ts';
import { type Contest, findingsOf, inTurn, timeCell, withKernels } from './contest.ts';

/** The time of a completion in a cell that the kernel has not seen before. */
export async function measureCompletion(contest: Contest): Promise<Section> {
  const names = ['checked', 'tslab'] as const;
  contest.say('completion');
  return await withKernels(contest, names, async (kernels) => {
    for (const name of names) await timeCell(kernels[name], "const words: string[] = ['one', 'two'];");
    const members = await inTurn(names, { counted: contest.rounds(60, 10), warmUp: 5 }, (name, round) =>
      complete(kernels[name], `const sizes${round + 5} = [1, 2, ${round + 5}];\nsizes${round + 5}.`, 'map'),
    );
    const carried = await inTurn(names, { counted: contest.rounds(30, 5), warmUp: 2 }, (name, round) =>
      complete(kernels[name], `// ${round}\nwords[0].to`, 'toUpperCase'),
    );
    return {
      title: 'Completion in a fresh cell',
      how: 'complete_request at the end of a cell that was never sent before: members of an array of that cell, and of a string of an earlier one.',
      findings: [
        ...findingsOf(members, [{ of: 'checked', to: 'tslab', atMost: 0.5 }]),
        ...findingsOf(carried, []).map((finding) => ({ ...finding, what: `${finding.what}, name of an earlier cell` })),
      ],
    };
  });
}

async function complete(kernel: BareKernel, code: string, expected: string): Promise<number> {
  const startedAt = performance.now();
  const reply = await kernel.ask('complete_request', { code, cursor_pos: code.length });
  const timeMs = performance.now() - startedAt;
  const matches = Array.isArray(reply?.matches) ? reply.matches : [];
  if (matches.includes(expected)) return timeMs;
  throw new Error(`no completion "${expected}" in ${matches.length} matches for ${JSON.stringify(code)}`);
}
