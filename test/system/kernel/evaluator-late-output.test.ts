// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are programs
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEvaluator, type TestEvaluator } from './evaluator.ts';

let evaluator: TestEvaluator;
beforeAll(async () => {
  evaluator = await startEvaluator();
});
afterAll(() => evaluator.stop());

const server =
  "const http = require('node:http'); const s = http.createServer((_, answer) => setTimeout(() => answer.end('x'), 20));";

// What prints, as cell 1 leaves it behind. `open` is a promise that cell 2 fulfils while it runs.
test.each([
  ['a timer', 'setTimeout(() => OUT, 20)'],
  ['an interval', 'const i = setInterval(() => { OUT; clearInterval(i) }, 20)'],
  ['an async function', '(async () => { await open; OUT })()'],
  ['a microtask', 'open.then(() => queueMicrotask(() => OUT))'],
  ['process.nextTick', 'open.then(() => process.nextTick(() => OUT))'],
  ['setImmediate', 'open.then(() => setImmediate(() => OUT))'],
  ['timers/promises', "require('node:timers/promises').setTimeout(20).then(() => OUT)"],
  ['a callback of fs', "open.then(() => require('node:fs').stat('/', () => OUT))"],
  ['a promise of fs', "open.then(() => require('node:fs/promises').stat('/')).then(() => OUT)"],
  ['zlib, in the thread pool', "open.then(() => require('node:zlib').gzip('a', () => OUT))"],
  [
    'an emitter of its own',
    "const e = new (require('node:events'))(); e.on('x', () => OUT); setTimeout(() => e.emit('x'), 20)",
  ],
  [
    'an EventTarget',
    "const t = new EventTarget(); t.addEventListener('x', () => OUT); setTimeout(() => t.dispatchEvent(new Event('x')), 20)",
  ],
  ['an AbortSignal', "AbortSignal.timeout(20).addEventListener('abort', () => OUT)"],
  [
    'a stream',
    "const s = new (require('node:stream').PassThrough)(); s.on('data', () => OUT); setTimeout(() => s.write('a'), 20)",
  ],
  [
    'lines of a child process',
    "require('node:readline').createInterface({ input: require('node:child_process').spawn('sh', ['-c', 'sleep 0.05; echo a']).stdout }).on('line', () => OUT)",
  ],
  ['exec', "require('node:child_process').exec('sleep 0.05', () => OUT)"],
  [
    'fetch',
    `${server} s.listen(0, () => fetch('http://127.0.0.1:' + s.address().port).then((r) => r.text()).then(() => { OUT; s.close() }))`,
  ],
  [
    'http.get',
    `${server} s.listen(0, () => http.get('http://127.0.0.1:' + s.address().port, (r) => r.resume().on('end', () => { OUT; s.close() })))`,
  ],
  [
    'a message port',
    "const { port1, port2 } = new MessageChannel(); port2.on('message', () => { OUT; port2.close() }); setTimeout(() => port1.postMessage(1), 20)",
  ],
  [
    'a message of a worker',
    "new (require('node:worker_threads').Worker)('setTimeout(() => require(\"node:worker_threads\").parentPort.postMessage(1), 20)', { eval: true }).on('message', () => OUT)",
  ],
  [
    'the console of a worker',
    "new (require('node:worker_threads').Worker)('setTimeout(() => console.log(\"late\"), 20)', { eval: true })",
  ],
  [
    'a watched file',
    "const fs = require('node:fs'); fs.writeFileSync('w.txt', ''); const w = fs.watch('w.txt', () => { OUT; w.close() }); setTimeout(() => fs.writeFileSync('w.txt', 'b'), 20)",
  ],
  [
    'a child process with the kernel’s stdout',
    "require('node:child_process').spawn('sh', ['-c', 'sleep 0.05; echo late'], { stdio: 'inherit' })",
  ],
  [
    '… and by number',
    "require('node:child_process').spawn('sh', ['-c', 'sleep 0.05; echo late >&2'], { stdio: ['ignore', 'ignore', 1] })",
  ],
  ['display', "setTimeout(() => { display('late'); OUT }, 20)"],
])('what %s prints goes to the cell that began it, while another cell runs and after it', async (_, code) => {
  for (const isOver of [false, true]) {
    const first = evaluator.begin(`
      var gate = Promise.withResolvers();
      { const open = gate.promise; ${code.replaceAll('OUT', "console.log('late')")} }
      undefined`);
    await evaluator.finish(first);
    const second = evaluator.begin(
      isOver
        ? "gate.resolve(); console.log('second')"
        : "gate.resolve(); console.log('second'); await new Promise(() => {})",
    );
    await evaluator.until((event) =>
      'request' in event && event.request === first && event.type === 'stream' && event.text.includes('late')
        ? event
        : undefined,
    );
    if (!isOver) evaluator.interrupt();
    const { stdout } = await evaluator.finish(second);
    expect(stdout).toBe('second\n');
  }
  const late = evaluator.events.filter((event) => event.type === 'display');
  for (const event of late) expect(evaluator.executionOf(event.request ?? 0).stdout).toContain('late');
});

test('a child process with the kernel’s stdout has no stream of its own, and ends when its output is told', async () => {
  const { text, stdout, stderr } = await evaluator.run(`
    const child = require('node:child_process').spawn('sh', ['-c', 'echo out; echo err >&2'], { stdio: 'inherit' });
    const streams = [child.stdin, child.stdout, child.stderr, ...child.stdio];
    await new Promise((done) => child.on('close', done));
    streams
  `);
  expect([stdout, stderr]).toEqual(['out\n', 'err\n']);
  expect(text).toBe('[ null, null, null, null, null, null ]');
});

test('a program that is not there fails as it does elsewhere', async () => {
  const { text } = await evaluator.run(`
    const missing = require('node:child_process').spawn('no-such-program', { stdio: 'inherit' });
    await new Promise((done) => missing.on('error', ({ code }: any) => done(code)))
  `);
  expect(text).toBe("'ENOENT'");
});

test('what a later cell calls belongs to that cell, whoever wrote the function', async () => {
  const first = evaluator.begin("var jobs: (() => void)[] = [() => console.log('called')]");
  await evaluator.finish(first);
  expect((await evaluator.run('for (const job of jobs) job()')).stdout).toBe('called\n');
  expect(evaluator.executionOf(first).stdout).toBe('');
});

test('what is left running is told when what a cell put off has had its turns', async () => {
  const work = 'for (const end = performance.now() + 0.3; performance.now() < end; );'; // so that it is asked meanwhile
  const code = `const after = (turns) => setImmediate(() => {
  ${work}
  if (turns === 0) throw new Error('put off');
  after(turns - 1);
});
after(20);`;
  const { failure } = await evaluator.run(code);
  expect(failure).toBeUndefined();
  evaluator.send({ type: 'count-left-running', request: 900 });
  const told = await evaluator.until((event) => (event.type === 'left-running' ? event : undefined));
  expect(told.items).toEqual([]);
  const late = evaluator.events.findIndex((event) => event.type === 'late-failure' && event.evalue === 'put off');
  expect(late).toBeGreaterThan(-1);
  expect(late).toBeLessThan(evaluator.events.indexOf(told));
});
