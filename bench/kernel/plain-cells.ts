import type { BareKernel } from '../../test/compat/bare-kernel.ts';
import type { Section } from '../report.ts';
import { type Contest, findingsOf, inTurn, type RivalName, timeCell, withKernels } from './contest.ts';

/** The time of a small cell among its like. */
export async function measurePlainCells(contest: Contest): Promise<Section> {
  const names = ['checked', 'unchecked', 'tslab', 'deno', 'ipykernel'] as const;
  contest.say('plain cells');
  return await withKernels(contest, names, async (kernels) => {
    const times = await inTurn(names, { counted: contest.rounds(100, 15), warmUp: 10 }, (name, round) =>
      timeCell(kernels[name], plainCell(name, round + 10)),
    );
    return {
      title: 'A plain cell',
      how: 'One kernel of each kind, a small typed cell on each in turn, after ten uncounted ones. Until execute_reply.',
      findings: findingsOf(times, [
        { of: 'checked', to: 'tslab', atMost: 0.5 },
        { of: 'unchecked', to: 'deno', atMost: 1.5 },
      ]),
    };
  });
}

const imports = [
  "import * as tf from '@tensorflow/tfjs';",
  "import * as arrow from 'apache-arrow';",
  "import { z } from 'zod';",
];
const use = `
const layer = tf.layers.dense({ units: 2, inputShape: [3] });
const table = arrow.tableFromArrays({ size: [1, 2, 3] });
const person = z.object({ name: z.string(), age: z.number().optional() });
console.log(layer.name, table.numRows, person.safeParse({ name: 'Ada' }).success);`;

/** The cells that import what has large declarations; tslab checks all of that again with every later cell. */
export async function importHeavyTypes(kernel: BareKernel): Promise<number> {
  let timeMs = 0;
  for (const code of [...imports, use]) timeMs += await timeCell(kernel, code);
  return timeMs;
}

/** The same small cell in a session that has imported three packages with large declarations. */
export async function measureAfterHeavyTypes(contest: Contest): Promise<Section> {
  const names = ['checked', 'unchecked', 'tslab'] as const;
  contest.say('plain cells after heavy imports');
  return await withKernels(contest, names, async (kernels) => {
    const imported = await inTurn(names, { counted: 1, warmUp: 0 }, (name) => importHeavyTypes(kernels[name]));
    const times = await inTurn(names, { counted: contest.rounds(60, 10), warmUp: 5 }, (name, round) =>
      timeCell(kernels[name], plainCell(name, round + 5)),
    );
    const findings = findingsOf(times, [{ of: 'checked', to: 'tslab', atMost: 0.15 }]);
    const took = names.map((name) => `${name} ${imported[name]?.[0]?.toFixed(0)} ms`).join(', ');
    return {
      title: 'A plain cell after importing TensorFlow.js, Arrow and zod',
      how: 'As above, behind cells that import the three packages, and keep a variable of each.',
      findings: [...findings, { what: 'the four importing cells together', figure: took, data: imported }],
    };
  });
}

export function plainCell(name: RivalName, number: number): string {
  if (name === 'ipykernel') return `count_${number} = ${number}\nprint(count_${number} + 1)`;
  return `const count${number}: number = ${number};\nconsole.log(count${number} + 1);`;
}
