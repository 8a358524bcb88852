import { type Cell, codeCell } from '../../lib/notebook/index.ts';
import type { Ending } from '../../lib/run/index.ts';
import type { Chance } from './chance.ts';

/** A notebook made by chance, and what it does when nobody disturbs it. */
export interface ChaosNotebook {
  cells: Cell[];
  prints: string[]; // of each cell, when it has run
  ending: Ending;
  exitCode: number;
}

type Made = [source: string, prints: string];

const kinds: ((chance: Chance, name: string) => Made)[] = [
  function lines(chance, name) {
    const count = chance.whole(1, 30);
    const pause = chance.whole(0, 15);
    const source = `for (let at = 0; at < ${count}; at++) {\n  console.log('${name}', at);\n  await new Promise((next) => setTimeout(next, ${pause}));\n}`;
    return [source, Array.from({ length: count }, (_, at) => `${name} ${at}\n`).join('')];
  },
  function loop(chance, name) {
    const ms = chance.whole(1, 200);
    return [
      `const ${name}Start = Date.now();\nwhile (Date.now() - ${name}Start < ${ms}) {}\nconsole.log('${name}');`,
      `${name}\n`,
    ];
  },
  function large(chance, name) {
    const bytes = chance.whole(1000, 400_000);
    return [`console.log('${name}'.padEnd(${bytes}, '.'));`, `${name.padEnd(bytes, '.')}\n`];
  },
  function result(chance, name) {
    return [
      `console.log('${name}');\n({ ${name}: Array.from({ length: ${chance.whole(1, 100)} }, (_, at) => at) })`,
      `${name}\n`,
    ];
  },
  function child(_, name) {
    const source = `import { spawn as ${name}Spawn } from 'node:child_process';\n${name}Spawn('sleep', ['1000'], { stdio: 'ignore' });\nconsole.log('${name}');`;
    return [source, `${name}\n`];
  },
  function memory(chance, name) {
    return [
      `const ${name}Held = new Float64Array(${chance.whole(1, 5)}e6).fill(1);\nconsole.log('${name}', ${name}Held.length > 0);`,
      `${name} true\n`,
    ];
  },
  function timer(_, name) {
    return [`setInterval(() => undefined, 50);\nconsole.log('${name}');`, `${name}\n`];
  },
  function mistake(_, name) {
    return [`try {\n  throw new Error('${name}');\n} catch {\n  console.log('${name}');\n}`, `${name}\n`];
  },
];

const endings: [source: string, ending: Ending, exitCode: number][] = [
  ["throw new Error('on purpose');", 'failed', 1],
  ["const wrong: number = 'text';", 'failed', 1],
  ['process.exit(0);', 'exited', 0],
  ['process.exit(5);', 'exited', 5],
];

export function chaosNotebook(chance: Chance): ChaosNotebook {
  const made = Array.from({ length: chance.whole(1, 12) }, (_, at) => chance.one(kinds)(chance, `cell${at}`));
  const [last, ending, exitCode] = chance.isSo(0.25) ? chance.one(endings) : (['1', 'completed', 0] as const);
  const cells = [...made.map(([source]) => codeCell(source)), codeCell(last), codeCell('1')];
  return { cells, prints: [...made.map(([, prints]) => prints), '', ''], ending, exitCode };
}
