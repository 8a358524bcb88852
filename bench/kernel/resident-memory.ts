import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBareKernel } from '../../test/compat/bare-kernel.ts';
import { distribution } from '../distribution.ts';
import { descendants } from '../memory.ts';
import type { Finding, Section } from '../report.ts';
import { type Contest, timeCell } from './contest.ts';
import { importHeavyTypes, plainCell } from './plain-cells.ts';

type Role = 'front' | 'evaluator' | 'language server' | 'kernel' | 'other';

interface Memory {
  role: Role;
  residentBytes: number; // RSS: with the pages that it shares with other processes
  proportionalBytes: number; // PSS: those pages divided among the processes that share them
}

const calmMs = 2000; // before memory is looked at, so that what was freed is given back

/** Memory of all processes of a kernel after 200 plain cells, and after the heavy imports. */
export async function measureResidentMemory(contest: Contest): Promise<Section> {
  const findings: Finding[] = [];
  const work = {
    'after 200 plain cells': async (kernel: Parameters<typeof timeCell>[0]) => {
      for (let index = 0; index < 200; index++) await timeCell(kernel, plainCell('checked', index));
    },
    'after the heavy imports': importHeavyTypes,
  };
  const names = ['checked', 'unchecked', 'tslab'] as const;
  for (const [when, doWork] of Object.entries(work)) {
    const seen: Record<string, Memory[][]> = {};
    const rounds = contest.rounds(3, 1);
    for (let round = 0; round < rounds; round++) {
      contest.say(`memory ${when}`);
      for (const name of names) {
        const kernel = await startBareKernel(contest.rivals[name], { cwd: contest.rivals.project });
        try {
          await doWork(kernel);
          await sleep(calmMs);
          seen[name] = [...(seen[name] ?? []), lookAtTree(kernel.pid, name === 'tslab')];
        } finally {
          await kernel.stop();
        }
      }
    }
    findings.push(...describe(when, seen));
  }
  return {
    title: 'Memory',
    how:
      'Median over sessions, each of a new process, one at a time, looked at two seconds after the last cell. RSS as /proc tells it (shared pages counted ' +
      'with each process), in brackets PSS. The goal is for the RSS of evaluator and language server together.',
    findings,
  };
}

function describe(when: string, seen: Record<string, Memory[][]>): Finding[] {
  const sum = (name: string, roles: Role[], field: 'residentBytes' | 'proportionalBytes') => {
    const sums = (seen[name] ?? []).map((processes) =>
      processes.filter(({ role }) => roles.includes(role)).reduce((total, each) => total + each[field], 0),
    );
    return distribution(sums).median / 2 ** 20;
  };
  const text = (name: string, roles: Role[]) =>
    `${sum(name, roles, 'residentBytes').toFixed(0)} MiB (PSS ${sum(name, roles, 'proportionalBytes').toFixed(0)})`;
  const everything: Role[] = ['front', 'evaluator', 'language server', 'kernel', 'other'];
  const both: Role[] = ['evaluator', 'language server', 'other'];
  const ratio = sum('checked', both, 'residentBytes') / sum('tslab', everything, 'residentBytes');
  const parts = (['evaluator', 'language server', 'other', 'front'] as const)
    .map((role) => `${role} ${text('checked', [role])}`)
    .join(', ');
  return [
    { what: `octavo, types checked, ${when}`, figure: parts, data: seen.checked },
    { what: `octavo, types off, ${when}`, figure: `evaluator ${text('unchecked', both)}`, data: seen.unchecked },
    { what: `stock tslab, ${when}`, figure: text('tslab', everything), data: seen.tslab },
    {
      what: `evaluator and language server / tslab, ${when}`,
      figure: `${ratio.toFixed(2)} (${text('checked', both)})`,
      ...{ goal: 'at most 1', isMet: ratio <= 1, data: ratio },
    },
  ];
}

/** Throws where there is no /proc. */
function lookAtTree(pid: number, isForeign: boolean): Memory[] {
  return descendants(pid).map((id) => {
    const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0) * 1024;
    const role = isForeign ? 'kernel' : roleOf(id, pid);
    return { role, residentBytes: bytes('Rss'), proportionalBytes: bytes('Pss') };
  });
}

function roleOf(id: number, front: number): Role {
  if (id === front) return 'front';
  const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
  if (words.includes('--lsp')) return 'language server';
  return words.some((word) => /evaluator\/main\.[jt]s$/.test(word)) ? 'evaluator' : 'other';
}
