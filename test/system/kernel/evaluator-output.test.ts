import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isThread, startEvaluator, type TestEvaluator } from './evaluator.ts';

let evaluator: TestEvaluator;
beforeAll(async () => {
  evaluator = await startEvaluator();
});
afterAll(() => evaluator.stop());

test('stdout and stderr keep their order, the result and the end come after them', async () => {
  const { events } = await evaluator.run(
    'console.log("a"); console.error("b"); process.stdout.write("c"); console.warn("d"); 5',
  );
  expect(events.map((event) => (event.type === 'stream' ? `${event.name} ${event.text}` : event.type))).toEqual([
    'stdout a\n',
    'stderr b\n',
    'stdout c',
    'stderr d\n',
    'result',
    'done',
  ]);
});

test('what a loop prints arrives while it runs', async () => {
  const request = evaluator.begin('console.log("before"); while (true) {}');
  await evaluator.until((event) => (event.type === 'stream' && event.text === 'before\n' ? event : undefined));
  evaluator.interrupt();
  expect((await evaluator.finish(request)).failure?.interrupted).toBe(true);
});

test('late output goes to the cell that caused it', async () => {
  const first = evaluator.begin(`
    setTimeout(() => console.log('timer'), 20);
    require('node:fs').readFile('/dev/null', () => console.log('file'));
    Promise.resolve().then(() => setImmediate(() => console.error('immediate')));
    let late: () => void = () => {};
  `);
  await evaluator.finish(first);
  const second = evaluator.begin("console.log('second'); await new Promise(() => {})");
  await evaluator.until(() => {
    const { stdout, stderr } = evaluator.executionOf(first);
    return stdout.includes('timer\n') && stdout.includes('file\n') && stderr === 'immediate\n' ? true : undefined;
  });
  evaluator.interrupt();
  expect((await evaluator.finish(second)).stdout).toBe('second\n');
});

test('write() takes bytes, encodings and callbacks', async () => {
  const { stdout } = await evaluator.run(`
    const bytes = Buffer.from('é€');
    process.stdout.write(bytes.subarray(0, 1)); process.stdout.write(bytes.subarray(1, 3)); process.stdout.write(bytes.subarray(3));
    process.stdout.write('aGk=', 'base64');
    process.stdout.write(new Uint8Array([33]));
    await new Promise<void>((done) => process.stdout.write(' told', () => done()));
    await new Promise<void>((done) => process.stdout.write(' twice', 'utf8', () => done()));
    const { pipeline } = await import('node:stream/promises');
    const { Readable } = await import('node:stream');
    await pipeline(Readable.from([' pi', 'ped']), process.stdout);
    process.stdout.end();
    console.log('', process.stdout.isTTY, process.stdout.fd, process.stdout.writable);
  `);
  expect(stdout).toBe('é€hi! told twice piped false 1 true\n');
});

test('console.table, group and dir work', async () => {
  const { stdout } = await evaluator.run(
    'console.table([{ a: 1 }]); console.group("g"); console.log("in"); console.groupEnd(); console.dir({ b: 2 })',
  );
  expect(stdout).toContain('│ 0       │ 1 │');
  expect(stdout).toContain('g\n  in\n{ b: 2 }\n');
});

test('a long text comes in pieces that cut no character', async () => {
  const { events, stdout } = await evaluator.run(`process.stdout.write('x' + '😀'.repeat(100_000))`);
  expect(stdout).toBe(`x${'😀'.repeat(100_000)}`);
  const pieces = events.filter((event) => event.type === 'stream');
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) {
    expect(Buffer.byteLength(piece.text)).toBeLessThanOrEqual(65_536);
    expect(piece.text.isWellFormed()).toBe(true);
  }
});

test('50,000 lines are all there, in order', async () => {
  const { stdout } = await evaluator.run('for (let i = 0; i < 50_000; i++) console.log(i)');
  expect(stdout.split('\n').slice(0, -1)).toEqual(Array.from({ length: 50_000 }, (_, index) => String(index)));
});

test('a slow reader makes the cell wait: memory stays bounded', async () => {
  const own = await startEvaluator();
  try {
    const request = own.begin(
      `const line = 'y'.repeat(99_999) + '\\n'; for (let i = 0; i < 1000; i++) process.stdout.write(line); process.memoryUsage().rss`,
    );
    await own.until((event) => (event.type === 'stream' ? event : undefined));
    own.pause();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const status = await readFile(`/proc/${own.pid}/status`, 'utf8').catch(() => '');
    own.resume();
    const { stdout, text } = await own.finish(request);
    expect(stdout.length).toBe(100_000_000);
    expect(Number(text)).toBeLessThan(400e6);
    if (status) expect(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])).toBeLessThan(400_000);
  } finally {
    await own.stop();
  }
});

test('standard input is at its end', async () => {
  const { text } = await evaluator.run(
    'let read = ""; for await (const chunk of process.stdin) read += chunk; [read, require("node:fs").readFileSync(0, "utf8")]',
  );
  expect(text).toBe("[ '', '' ]");
});

test('a child process writes to the streams that the front reads', async () => {
  const { stdout } = await evaluator.run(
    `require('node:child_process').spawnSync('echo', ['from the child'], { stdio: 'inherit' })`,
  );
  await expect.poll(() => (isThread ? stdout : evaluator.raw.stdout)).toContain('from the child');
});

test('a worker thread of a cell prints there too', async () => {
  const { stdout } = await evaluator.run(`
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker('console.log("from the worker")', { eval: true });
    await new Promise((done) => worker.once('exit', done));
    await new Promise((done) => setTimeout(done, 50));
  `);
  expect(stdout).toBe('from the worker\n');
});

test.each([
  ['undefined', undefined],
  ['null', 'null'],
  ['"text"', "'text'"],
  ['({ a: { b: { c: { d: 1 } } } })', '{ a: { b: { c: [Object] } } }'],
  ['Array.from({ length: 101 }, (_, i) => 0).length', '101'],
  ['new Map([[1, { a: 2 }]])', 'Map(1) { 1 => { a: 2 } }'],
  ['Promise.resolve(3)', 'Promise { 3 }'],
  ['(class A {})', '[class A]'],
])('the result of %s is %s', async (code, text) => {
  expect((await evaluator.run(code)).text).toBe(text);
});

test('a large array is cut as util.inspect does', async () => {
  expect((await evaluator.run('Array.from({ length: 1000 }, () => 0)')).text).toContain('... 900 more items');
});

test('a value may say how it is shown, also after a while', async () => {
  const { events } = await evaluator.run(`({
    async [Symbol.for('Jupyter.display')]() { return { 'text/html': '<b>', 'image/png': new Uint8Array([1, 2]) } },
  })`);
  expect(events[0]).toMatchObject({ type: 'result', data: { 'text/html': '<b>', 'image/png': 'AQI=' } });
});

test('display() and its kin show at once', async () => {
  const { events } = await evaluator.run(`
    display({ a: 1 });
    display.html('<i>');
    display.mime({ 'application/vnd.x+json': { a: [1] } }, { metadata: { m: 1 } });
    const live = newDisplay();
    live.text('one');
    live.text('two');
    import { clearOutput } from 'octavo/kernel/display';
    clearOutput({ wait: true });
  `);
  expect(events.slice(0, 3)).toMatchObject([
    { type: 'display', data: { 'text/plain': '{ a: 1 }' } },
    { type: 'display', data: { 'text/html': '<i>' } },
    { type: 'display', data: { 'application/vnd.x+json': { a: [1] } }, metadata: { m: 1 } },
  ]);
  const [one, two, clear] = events.slice(3) as { displayId?: string; update?: boolean; wait?: boolean }[];
  expect(one?.displayId).toMatch(/^[0-9a-f]{32}$/);
  expect(one?.update).toBeUndefined();
  expect(two).toMatchObject({ displayId: one?.displayId, update: true });
  expect(clear).toMatchObject({ type: 'clear-output', wait: true });
});

test("import 'tslab' gives tslab's display", async () => {
  const { events, text } = await evaluator.run(`
    import * as tslab from 'tslab';
    import { display as d } from 'tslab';
    tslab.display.html('<b>');
    d.raw('application/x', new Uint8Array([1]));
    d.png(new Uint8Array([2]));
    tslab.display.javascript('1'); tslab.display.latex('x'); tslab.display.svg('<svg>'); tslab.display.jpeg(new Uint8Array([3]));
    const live = tslab.newDisplay();
    live.markdown('*a*');
    live.markdown('*b*');
    [tslab.versions.tslab, tslab.versions.typescript.split('.').length, tslab.versions.node === process.version]
  `);
  expect(events.slice(0, 3)).toMatchObject([
    { data: { 'text/html': '<b>' } },
    { data: { 'application/x': 'AQ==' } },
    { data: { 'image/png': 'Ag==' } },
  ]);
  expect(events[8]).toMatchObject({ update: true, data: { 'text/markdown': '*b*' } });
  expect(text).toBe("[ '1.0.22', 3, true ]");
});

test('is-complete is answered', async () => {
  evaluator.send({ type: 'is-complete', request: 9001, code: 'if (x) {' });
  evaluator.send({ type: 'is-complete', request: 9002, code: 'x y' });
  evaluator.send({ type: 'is-complete', request: 9003, code: 'x' });
  const answers = await Promise.all(
    [9001, 9002, 9003].map((request) =>
      evaluator.until((event) => (event.type === 'completeness' && event.request === request ? event : undefined)),
    ),
  );
  expect(answers.map((answer) => [answer.status, answer.indent])).toEqual([
    ['incomplete', '  '],
    ['invalid', ''],
    ['complete', ''],
  ]);
});
