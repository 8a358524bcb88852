import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../../lib/host/index.ts';
import { isThread, startEvaluator, type TestEvaluator } from './evaluator.ts';

/** A test of what a thread does not have: pipes, a process group. With cells in a thread there is no such test. */
const testOfProcess = (name: string, body: () => Promise<void>) => void (isThread || test(name, body));

describe('an interrupt', () => {
  let evaluator: TestEvaluator;
  beforeAll(async () => {
    evaluator = await startEvaluator();
    await evaluator.run('const kept = 5');
  });
  afterAll(() => evaluator.stop());

  test.each([
    ['a loop', 'console.log("go"); while (true) {}'],
    ['a loop after an await', 'await Promise.resolve(); console.log("go"); while (true) {}'],
    ['a loop in a timer', 'await new Promise(() => setTimeout(() => { console.log("go"); for (;;); }, 1))'],
    ['a loop of microtasks', 'console.log("go"); for (;;) await null'],
    ['a pending await', 'console.log("go"); await new Promise(() => {})'],
    [
      'an await in try and finally',
      'console.log("go"); try { await new Promise(() => {}) } finally { console.log("finally") }',
    ],
    ['a loop that prints', 'for (;;) console.log("go")'],
    ['a blocking wait', 'console.log("go"); for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)'],
    [
      'long native calls',
      'console.log("go"); for (;;) require("node:crypto").pbkdf2Sync("a", "b", 400_000, 32, "sha512")',
    ],
    ['a loop that catches all', 'console.log("go"); for (;;) { try { throw 1 } catch {} }'],
  ])('stops %s, and the variables stay', async (_, code) => {
    const request = evaluator.begin(code);
    await evaluator.until((event) => (event.type === 'stream' && event.request === request ? event : undefined));
    evaluator.interrupt();
    const { failure } = await evaluator.finish(request);
    expect(failure).toMatchObject({ ename: 'KeyboardInterrupt', interrupted: true });
    expect((await evaluator.run('kept')).text).toBe('5');
    expect((await evaluator.run('await new Promise((r) => setTimeout(r, 5)); console.log("ok")')).stdout).toBe('ok\n');
  });

  test('ends a loop of the cell that awaits: it does not go on behind the next cells', async () => {
    const request = evaluator.begin(`
      let turns = 0;
      const nap = (ms: number) => new Promise((r) => setTimeout(r, ms));
      const step = async () => { await nap(5); turns++; console.log('turn') };
      for (;;) await step();
    `);
    await evaluator.until((event) => (event.type === 'stream' && event.request === request ? event : undefined));
    evaluator.interrupt();
    await evaluator.finish(request);
    const { text } = await evaluator.run('await nap(30); const before = turns; await nap(60); turns - before');
    expect(text).toBe('0');
  });

  test('of an idle evaluator is nothing', async () => {
    evaluator.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 1000)); // one that comes when the next cell has begun is that cell's
    expect((await evaluator.run('kept + 1')).text).toBe('6');
  });

  test('twice in a row ends one cell', async () => {
    const request = evaluator.begin('console.log("go"); while (true) {}');
    await evaluator.until((event) => (event.type === 'stream' && event.request === request ? event : undefined));
    evaluator.interrupt();
    evaluator.interrupt();
    await evaluator.finish(request);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await evaluator.run('kept')).text).toBe('5');
  });

  test('cells that wait run after it', async () => {
    const first = evaluator.begin('console.log("go"); while (true) {}');
    const second = evaluator.begin('kept * 2');
    await evaluator.until((event) => (event.type === 'stream' && event.request === first ? event : undefined));
    evaluator.interrupt();
    expect((await evaluator.finish(first)).failure?.interrupted).toBe(true);
    expect((await evaluator.finish(second)).text).toBe('10');
  });
});

describe('process.exit()', () => {
  test.each([
    ['process.exit(3)', 3],
    ['process.exit()', 0],
    ['process.exitCode = 4; process.exit()', 4],
    ['process.on("exit", () => { process.exitCode = 6 }); process.exit(5)', 6],
    ['setTimeout(() => process.exit(7), 5); await new Promise(() => {})', 7],
    ['await null; process.exit(8)', 8],
    ['process.exit("9" as any)', 9],
  ])('%s ends the process with its code, and says so first', async (code, expected) => {
    const evaluator = await startEvaluator();
    const request = evaluator.begin(`console.log('before'); ${code}; console.log('never')`);
    const { events, stdout } = await evaluator.finish(request);
    expect(stdout).toBe('before\n');
    expect(events.at(-1)).toEqual({ type: 'exit', request, code: expected });
    expect(await evaluator.exited).toEqual({ code: expected, signal: null });
  });

  test('a shutdown ends it with 0', async () => {
    const evaluator = await startEvaluator();
    evaluator.send({ type: 'shutdown' });
    expect(await evaluator.exited).toEqual({ code: 0, signal: null });
  });

  testOfProcess('the end of the commands ends it', async () => {
    const evaluator = await startEvaluator();
    await evaluator.run('setInterval(() => {}, 1000)');
    evaluator.closeCommands();
    expect(await evaluator.exited).toEqual({ code: null, signal: 'SIGKILL' }); // its own, to its whole group
  });

  test('the fatal kind tells its signal', async () => {
    const evaluator = await startEvaluator();
    evaluator.begin('process.kill(process.pid, "SIGKILL")');
    expect(await evaluator.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

testOfProcess('when the front is gone the whole group goes, also out of a loop', async () => {
  const evaluator = await startEvaluator();
  evaluator.begin(`
    const child = require('node:child_process').spawn('sleep', ['300']);
    console.log(child.pid);
    while (true) {}
  `);
  const pid = await evaluator.until((event) => (event.type === 'stream' ? Number(event.text) : undefined));
  expect(isAlive(pid)).toBe(true);
  evaluator.closeInterrupts();
  expect((await evaluator.exited).signal).toBe('SIGKILL');
  await expect.poll(() => isAlive(pid) && !isZombie(pid)).toBe(false);
});

function isZombie(pid: number): boolean {
  const stat = process.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.split(') ')[1]?.startsWith('Z') ?? false;
}

testOfProcess('SIGINT of the group reaches the children alone', async () => {
  const evaluator = await startEvaluator();
  const request = evaluator.begin(`
    const child = require('node:child_process').spawn('sleep', ['300']);
    console.log('started');
    await new Promise((done) => child.on('exit', (_: unknown, signal: string) => done(signal)))
  `);
  await evaluator.until((event) => (event.type === 'stream' ? event : undefined));
  process.kill(-evaluator.pid, 'SIGINT');
  expect((await evaluator.finish(request)).text).toBe("'SIGINT'");
  await evaluator.stop();
});
