import type { Topic } from '../corpus.ts';

export const errors: Topic = {
  title: 'errors, ends and interrupts',
  cases: [
    { name: 'an error is thrown', steps: ["throw new Error('boom')"] },
    {
      name: 'an error of an own class',
      steps: ["class TooBig extends Error { override name = 'TooBig'; }", "throw new TooBig('by far')"],
    },
    { name: 'a text is thrown', steps: ["throw 'only text'"] },
    { name: 'an object is thrown', steps: ['throw { code: 5 }'] },
    {
      name: 'an error on the wire',
      steps: [{ wire: "throw new Error('boom')" }],
      octavo: ['busy execute_input error idle'],
    },
    { name: 'output before an error stays', steps: ["console.log('so far'); throw new RangeError('too much')"] },
    { name: 'the cell after an error', steps: ["throw new Error('once')", "'alive'"] },
    {
      name: 'names declared before an error',
      steps: [
        "const kept = 1;\nif (kept) throw new Error('in the middle');\nconst never = 2;",
        { ends: 'kept' },
        { ends: 'never' },
      ],
      octavo: ['fails: Error: in the middle', 'well', 'fails'],
    },
    {
      name: 'a variable that an error left as it was',
      steps: ['let steady = 1;', "steady = 2; if (steady) throw new Error('after it');", 'steady'],
    },
    {
      name: 'a rejection that nobody handles',
      steps: [
        { ends: "Promise.reject(new Error('forgotten')); await new Promise<void>((done) => setTimeout(done, 20));" },
      ],
      octavo: ['fails'],
    },
    {
      name: 'a timer that throws',
      steps: [
        {
          ends: "setTimeout(() => { throw new Error('in a timer'); }, 5); await new Promise<void>((done) => setTimeout(done, 60));",
        },
        "'alive'",
      ],
      octavo: ['fails', 'alive'],
    },
    {
      name: 'an endless recursion',
      steps: [{ ends: 'function deep(): number { return deep() + 1; } deep()' }, "'alive'"],
    },
    { name: 'JSON.parse of nonsense', steps: [{ ends: "JSON.parse('{')" }] },
    { name: 'a file that is not there', steps: [{ ends: "require('fs').readFileSync('/not/there')" }] },
    { name: 'a syntax error', steps: [{ ends: 'const = 5;' }, { ends: 'if (' }, "'alive'"] },
    { name: 'return at the top of a cell', steps: [{ ends: 'return 1;' }] },
    { name: 'a loop is interrupted', steps: [{ interrupt: 'while (true) {}' }, "'alive'"] },
    {
      name: 'a pending await is interrupted',
      steps: [{ interrupt: 'const never = new Promise<void>(() => {}); await never' }, "'alive'"],
    },
    {
      name: 'a timer that is waited for is interrupted',
      steps: [{ interrupt: 'await new Promise<void>((done) => setTimeout(done, 60_000))' }, "'alive'"],
    },
    { name: 'process.exit ends the kernel', steps: [{ dies: 'process.exit(3)' }] },
    {
      name: 'process.exit in a timer',
      steps: [
        'const exit = setTimeout(() => process.exit(4), 30);',
        { dies: 'await new Promise<void>((done) => setTimeout(done, 5000))' },
      ],
    },
    {
      name: 'a loop after an await is interrupted',
      steps: [{ interrupt: 'const started = Promise.resolve(); await started; while (true) {}' }],
      octavo: ['stops: error'],
    },
  ],
};
