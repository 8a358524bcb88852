import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { type RawKernel, startRawKernel } from './kernel/raw-kernel.ts';
import { languageServers } from './kernel/typed-project.ts';

interface CompleteReply {
  status: string;
  matches: string[];
  cursor_start: number;
  cursor_end: number;
  metadata: { _jupyter_types_experimental: { text: string; type: string; signature: string; start: number }[] };
}

async function complete(kernel: RawKernel, marked: string): Promise<CompleteReply> {
  const characters = [...marked];
  const content = { code: marked.replace('¦', ''), cursor_pos: characters.indexOf('¦') };
  return (await kernel.ask('complete_request', content)) as unknown as CompleteReply;
}

/** The matches; on a busy machine an answer may come without types, or without what lives, which takes too long then. */
const offered = (kernel: RawKernel, marked: string) =>
  expect.poll(async () => (await complete(kernel, marked)).matches);

async function inspect(kernel: RawKernel, marked: string, more: JsonObject = {}): Promise<JsonObject> {
  const content = { code: marked.replace('¦', ''), cursor_pos: [...marked].indexOf('¦'), detail_level: 0, ...more };
  return kernel.ask('inspect_request', content);
}

describe.each(['error', 'off'])('with types: %s', (types) => {
  let kernel: RawKernel;
  beforeAll(async () => {
    kernel = await startRawKernel({ env: { OCTAVO_TYPES: types } });
    const code =
      '/** Trains. */\nfunction train(epochs: number, name = "m") { return epochs }\nconst model = { layers: [1], name: "m" };';
    expect(await kernel.run(code)).toMatchObject({ status: 'ok' });
    // The first answers may come without types, while TypeScript starts.
    await vi.waitFor(async () => expect((await inspect(kernel, 'train¦')).found).toBe(true), { timeout: 60_000 });
  });
  afterAll(() => kernel.stop());

  test('completes names of the cells before, members, keys and specifiers', async () => {
    await expect.poll(async () => (await complete(kernel, 'tra¦')).matches[0]).toBe('train');
    await offered(kernel, 'model.¦').toEqual(['layers', 'name']);
    await offered(kernel, 'const a: { size: 1 } = { ¦ }').toEqual(['size']);
    await offered(kernel, 'import "node:fs/¦"').toEqual(['promises']);
    await offered(kernel, '// model.¦').toEqual([]);
  });

  test('completes a type that has its name from a value, of the same cell or of another', async () => {
    await kernel.run('const Rower = { a: 1 }; type Rower = typeof Rower; interface Rowing { b: 1 }');
    await kernel.run('const Rowing = { c: 1 };');
    await expect
      .poll(async () => (await complete(kernel, 'let r: Row¦')).matches.slice(0, 2))
      .toEqual(['Rower', 'Rowing']);
    await offered(kernel, 'Rowing.¦').toEqual(['c']);
  });

  test('gives kind, signature and documentation in the metadata', async () => {
    const expected = {
      text: 'train',
      type: 'function',
      start: 0,
      end: 4,
      signature: expect.stringContaining('(epochs: number, name?: string)'),
      documentation: 'Trains.',
    };
    // On a busy machine an answer may come without them.
    await expect
      .poll(async () => (await complete(kernel, 'trai¦')).metadata._jupyter_types_experimental)
      .toEqual([expected]);
  });

  test('finds the members of an `any` in the value that lives', async () => {
    const code =
      'const parsed = JSON.parse(\'{ "alpha": { "beta": [1] } }\'); class Safe { private secret = 1 } const safe = new Safe();';
    expect(await kernel.run(code)).toMatchObject({ status: 'ok' });
    await expect.poll(async () => (await complete(kernel, 'parsed.¦')).matches[0]).toBe('alpha');
    await expect
      .poll(() => complete(kernel, 'parsed.alpha.be¦'))
      .toMatchObject({ matches: ['beta'], cursor_start: 13 });
    await offered(kernel, 'safe.sec¦').toEqual([]); // no member for who uses it
  });

  test('counts characters, not UTF-16 units', async () => {
    await expect
      .poll(() => complete(kernel, '"😀😀"; model.la¦yers'))
      .toMatchObject({
        matches: ['layers'],
        cursor_start: 12,
        cursor_end: 18,
        metadata: { _jupyter_types_experimental: [{ start: 12 }] },
      });
    await expect.poll(() => inspect(kernel, '"😀😀"; model¦')).toMatchObject({ found: true });
  });

  test('describes names and calls, as markdown and as plain text', async () => {
    await expect
      .poll(async () => (await inspect(kernel, 'train¦')).data)
      .toEqual({
        'text/markdown': expect.stringMatching(/^```ts\nfunction train\(epochs: number[\s\S]*\n```\nTrains\.$/),
        'text/plain': expect.stringMatching(/^function train\(epochs: number[^`]*\nTrains\.$/),
      });
    const call = async () => ((await inspect(kernel, 'train(1, ¦)')).data as JsonObject)['text/plain'];
    await expect.poll(call).toContain('Argument 2 of 2: name?: string');
    expect(await inspect(kernel, '1 + ¦')).toEqual({ status: 'ok', found: false, data: {}, metadata: {} });
  });

  test('takes a cursor behind the end for the end, and one that is missing', async () => {
    // So JupyterLab asks for the documentation of what it offers.
    await expect.poll(() => inspect(kernel, 'model.layers', { cursor_pos: 40 })).toMatchObject({ found: true });
    expect(await kernel.ask('complete_request', { code: 'model.', cursor_pos: 99 })).toMatchObject({ cursor_end: 6 });
    await expect
      .poll(() => kernel.ask('complete_request', { code: 'model.' }))
      .toMatchObject({ matches: ['layers', 'name'] });
    expect(await kernel.ask('complete_request', { code: 'model.', cursor_pos: -1 })).toMatchObject({ cursor_start: 0 });
    expect(await kernel.ask('complete_request', {})).toMatchObject({ status: 'ok' });
  });

  test('answers while a cell runs, and says again that it is busy', async () => {
    let isDone = false;
    const from = kernel.published.length;
    const running = kernel.run('await new Promise(() => {})').then((reply) => {
      isDone = true;
      return reply;
    });
    await offered(kernel, 'model.na¦').toEqual(['name']);
    await expect.poll(() => inspect(kernel, 'model¦')).toMatchObject({ found: true });
    expect(isDone).toBe(false);
    await expect
      .poll(() => kernel.published.slice(from).findLast(({ header }) => header.msg_type === 'status')?.content)
      .toEqual({ execution_state: 'busy' });
    process.kill(kernel.pid, 'SIGINT');
    expect(await running).toMatchObject({ status: 'error' });
  });

  test('keeps answers apart that are asked for at once while a cell runs', async () => {
    const asked = [
      'model.¦',
      '"😀"; model.la¦',
      'const a: { size: 1 } = { ¦ }',
      'trai¦',
      'model.layers.fl¦',
      'model.na¦',
    ];
    const running = kernel.run('await new Promise(() => {})');
    const replies = () => Promise.all([...asked, ...asked].map((marked) => complete(kernel, marked)));
    const expected = [['layers', 'name'], ['layers'], ['size'], ['train'], ['flat', 'flatMap'], ['name']];
    await expect.poll(async () => (await replies()).map(({ matches }) => matches)).toEqual([...expected, ...expected]);
    process.kill(kernel.pid, 'SIGINT');
    expect(await running).toMatchObject({ status: 'error' });
  });

  test('completes from living values when the language server is killed, and with types again later', async () => {
    const [server] = languageServers(kernel.pid);
    expect(server).toBeDefined();
    process.kill(server as number, 'SIGKILL');
    await expect
      .poll(async () => (await complete(kernel, 'model.¦')).matches.slice(0, 2).toSorted())
      .toEqual(['layers', 'name']);
    await offered(kernel, 'trai¦').toEqual(['train']);
    expect(await kernel.run('const after = model.layers.length')).toMatchObject({ status: 'ok' });
    await expect.poll(async () => (await inspect(kernel, 'after¦')).found).toBe(true);
    await offered(kernel, 'model.¦').toEqual(['layers', 'name']);
  });
});

describe('without a language server', () => {
  let kernel: RawKernel;
  beforeAll(async () => {
    kernel = await startRawKernel({ env: { OCTAVO_LANGUAGE_SERVER: '/there/is/no/server' } });
    const code = `let read = 0;
const model = { layers: [1], fit() {}, get cost() { read++; return {} } };
class Shape { area() {} static unit = 1 }
const shape = new Shape();
const hidden = new Proxy({ a: 1 }, { ownKeys() { read++; return [] }, getPrototypeOf() { read++; return null } });`;
    expect(await kernel.run(code)).toMatchObject({ status: 'ok' });
  });
  afterAll(() => kernel.stop());

  test.each([
    ['mod¦', ['model', 'module']],
    ['new Sha¦', ['Shape', 'SharedArrayBuffer']],
    ['model.¦', ['layers', 'fit', 'cost']],
    ['shape.¦', ['area']],
    ['Shape.uni¦', ['unit']],
    ['model.layers.fl¦', ['flat', 'flatMap']],
    ['process.versi¦', ['version', 'versions']],
    ['model?.la¦', ['layers']],
    ['model.cost.¦', []],
    ['hidden.¦', []],
    ['shape.area().¦', []],
    ['nothing.¦', []],
    ['"mod¦"', []],
    ['// mod¦', []],
    ['const mod¦', []],
  ])('%s is completed from what lives', async (marked, expected) => {
    const matches = offered(kernel, marked);
    const [first] = expected;
    await (first === undefined ? matches.toEqual([]) : matches.toContain(first));
  });

  test('no code of the cells runs for it', async () => {
    for (const marked of ['model.cost.¦', 'hidden.¦', 'hidden.a.¦', 'model.¦']) await complete(kernel, marked);
    const from = kernel.published.length;
    await kernel.run('read');
    await expect
      .poll(() => kernel.published.slice(from).find(({ header }) => header.msg_type === 'execute_result')?.content.data)
      .toMatchObject({ 'text/plain': '0' });
  });

  test('inspection finds nothing, and completeness and history are answered', async () => {
    expect(await inspect(kernel, 'model¦')).toMatchObject({ status: 'ok', found: false });
    expect(await kernel.ask('is_complete_request', { code: 'f(' })).toEqual({ status: 'incomplete', indent: '  ' });
    const { history } = await kernel.ask('history_request', { hist_access_type: 'tail', n: 1, output: true });
    expect(history).toEqual([[1, 2, ['read', '0']]]);
  });

  test('completion comes also while a loop runs: then it knows names only', async () => {
    const from = kernel.published.length;
    const running = kernel.run("console.log('begun'); while (true) {}");
    await expect.poll(() => kernel.published.slice(from).map(({ header }) => header.msg_type)).toContain('stream');
    await expect.poll(async () => (await complete(kernel, 'sha¦')).matches.toSorted()).toEqual(['Shape', 'shape']);
    process.kill(kernel.pid, 'SIGINT');
    expect(await running).toMatchObject({ status: 'error' });
  });
});
