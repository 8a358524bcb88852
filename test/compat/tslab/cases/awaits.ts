import type { Topic } from '../corpus.ts';

export const awaits: Topic = {
  title: 'top-level await and promises',
  cases: [
    { name: 'await of a name', steps: ['const soon = Promise.resolve(5);', 'await soon'] },
    { name: 'a constant from an await', steps: ['const answer = await Promise.resolve(42);', 'answer'] },
    { name: 'await of a bracket', steps: ['await (async () => 5)()'], octavo: ['5'] },
    { name: 'await of an array', steps: ['await [1, 2]'], octavo: ['[ 1, 2 ]'] },
    {
      name: 'for await',
      steps: ['for await (const value of [Promise.resolve(1), 2]) console.log(value);'],
      octavo: ['1\n2'],
    },
    {
      name: 'for await over a generator of an earlier cell',
      steps: [
        'async function* ticks() { yield 1; yield 2; }',
        'let sum = 0;\nfor await (const tick of ticks()) sum += tick;\nsum',
      ],
      octavo: ['', '3'],
    },
    {
      name: 'await in a block and in a condition',
      steps: ['const go = Promise.resolve(true);', 'if (await go) { console.log(await Promise.resolve(1)); }'],
    },
    {
      name: 'await in a template and in an argument',
      steps: ['const word = Promise.resolve(2);', `console.log(\`\${await word}\`, Math.max(await word, 1))`],
    },
    {
      name: 'await within try and catch',
      steps: [
        "try { await Promise.reject(new Error('no')); } catch (error) { console.log('caught', (error as Error).message); }",
      ],
    },
    { name: 'a rejected await fails the cell', steps: ["await Promise.reject(new TypeError('refused'))"] },
    {
      name: 'what was declared before a failing await',
      steps: [
        "const before = 1;\nawait Promise.reject(new Error('stop'));\nconst after = 2;",
        { ends: 'before' },
        { ends: 'after' },
      ],
      octavo: ['fails: Error: stop', 'well', 'fails'],
    },
    { name: 'Promise.all', steps: ['const both = await Promise.all([1, Promise.resolve(2)]);', 'both'] },
    { name: 'a promise as the value', steps: ['Promise.resolve(5)'] },
    { name: 'a pending promise as the value', steps: ['new Promise<void>(() => {})'] },
    { name: 'an async function of an earlier cell', steps: ['async function load() { return 6; }', 'await load()'] },
    {
      name: 'a timer is waited for',
      steps: ["await new Promise<void>((done) => setTimeout(() => { console.log('rang'); done(); }, 20));"],
    },
    {
      name: 'timers of node:timers/promises',
      steps: ["import { setTimeout as sleep } from 'timers/promises';", 'await sleep(5, 7)'],
    },
    { name: 'a thenable', steps: ['await { then(done: (value: number) => void) { done(8); } }'], octavo: ['8'] },
  ],
};
