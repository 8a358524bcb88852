/** Cells that first see whether the process is as it should be, and then change all of it that they can. */
export const leakyCells = [
  "import assert from 'node:assert/strict';\nimport { count, countUp } from 'shop/state';",
  "assert.equal(count(), 0); // the project's modules are new\ncountUp();",
  "assert.equal('leaked' in globalThis, false);\nObject.assign(globalThis, { leaked: true });",
  'assert.equal(process.env.LEAKED, undefined);\nprocess.env.LEAKED = "yes";\nprocess.env.HOME = "/nowhere";',
  'assert.equal(process.cwd(), import.meta.dirname);\nprocess.chdir("/");',
  'assert.deepEqual([1].map((one) => one + 1), [2]);\nArray.prototype.map = () => [];',
  'assert.notEqual(Date.now(), 0);\nDate.now = () => 0;\nMath.random = () => 0;',
  "assert.equal(process.listenerCount('leaked'), 0);\nprocess.on('exit', () => { process.exitCode = 9; });",
  'assert.equal((console as { leaked?: number }).leaked, undefined);\nObject.assign(console, { leaked: 1, log: () => { throw new Error("log"); } });',
  "setInterval(() => { throw new Error('a timer of another notebook'); }, 5000);",
  "import { createServer } from 'node:http';\nawait new Promise<void>((done) => createServer().listen(0, () => done()));",
];

export const leakyModule =
  'let counted = 0;\nexport const count = () => counted;\nexport const countUp = () => {\n  counted += 1;\n};\n';
