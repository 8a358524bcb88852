import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../lib/notebook/index.ts';
import { type RawKernel, startRawKernel } from './kernel/raw-kernel.ts';

const patience = { timeout: 30_000 };

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

async function inspect(kernel: RawKernel, marked: string, more: JsonObject = {}): Promise<JsonObject> {
  const content = { code: marked.replace('¦', ''), cursor_pos: [...marked].indexOf('¦'), detail_level: 0, ...more };
  return kernel.ask('inspect_request', content);
}

/** The pids of the language servers that are children of a kernel. */
function serversOf(kernel: RawKernel): number[] {
  const children = readFileSync(`/proc/${kernel.pid}/task/${kernel.pid}/children`, 'utf8').trim().split(' ');
  return children
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--lsp'))
    .map(Number);
}

describe.each(['error', 'off'])('with types: %s', (types) => {
  let kernel: RawKernel;
  beforeAll(async () => {
    kernel = await startRawKernel({ env: { OCTAVO_TYPES: types } });
    const code =
      '/** Trains. */\nfunction train(epochs: number, name = "m") { return epochs }\nconst model = { layers: [1], name: "m" };';
    expect(await kernel.run(code)).toMatchObject({ status: 'ok' });
    // The first answers may come without types, while TypeScript starts.
    await vi.waitFor(async () => expect((await inspect(kernel, 'train¦')).found).toBe(true), patience);
  });
  afterAll(() => kernel.stop());

  test('completes names of the cells before, members, keys and specifiers', async () => {
    expect((await complete(kernel, 'tra¦')).matches[0]).toBe('train');
    expect((await complete(kernel, 'model.¦')).matches).toEqual(['layers', 'name']);
    expect((await complete(kernel, 'const a: { size: 1 } = { ¦ }')).matches).toEqual(['size']);
    expect((await complete(kernel, 'import "node:fs/¦"')).matches).toEqual(['promises']);
    expect((await complete(kernel, '// model.¦')).matches).toEqual([]);
  });

  test('completes a type that has its name from a value, of the same cell or of another', async () => {
    await kernel.run('const Rower = { a: 1 }; type Rower = typeof Rower; interface Rowing { b: 1 }');
    await kernel.run('const Rowing = { c: 1 };');
    await vi.waitFor(async () => {
      expect((await complete(kernel, 'let r: Row¦')).matches.slice(0, 2)).toEqual(['Rower', 'Rowing']);
    }, patience);
    expect((await complete(kernel, 'Rowing.¦')).matches).toEqual(['c']);
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
      .poll(async () => (await complete(kernel, 'trai¦')).metadata._jupyter_types_experimental, patience)
      .toEqual([expected]);
  });

  test('finds the members of an `any` in the value that lives', async () => {
    const code =
      'const parsed = JSON.parse(\'{ "alpha": { "beta": [1] } }\'); class Safe { private secret = 1 } const safe = new Safe();';
    expect(await kernel.run(code)).toMatchObject({ status: 'ok' });
    expect((await complete(kernel, 'parsed.¦')).matches[0]).toBe('alpha');
    expect(await complete(kernel, 'parsed.alpha.be¦')).toMatchObject({ matches: ['beta'], cursor_start: 13 });
    expect((await complete(kernel, 'safe.sec¦')).matches).toEqual([]); // no member for who uses it
  });

  test('counts characters, not UTF-16 units', async () => {
    const reply = await complete(kernel, '"😀😀"; model.la¦yers');
    expect(reply).toMatchObject({ matches: ['layers'], cursor_start: 12, cursor_end: 18 });
    expect(reply.metadata._jupyter_types_experimental[0]?.start).toBe(12);
    expect(await inspect(kernel, '"😀😀"; model¦')).toMatchObject({ found: true });
  });

  test('describes names and calls, as markdown and as plain text', async () => {
    const { found, data } = await inspect(kernel, 'train¦');
    expect(found).toBe(true);
    expect(data).toEqual({
      'text/markdown': expect.stringMatching(/^```ts\nfunction train\(epochs: number[\s\S]*\n```\nTrains\.$/),
      'text/plain': expect.stringMatching(/^function train\(epochs: number[^`]*\nTrains\.$/),
    });
    const call = await inspect(kernel, 'train(1, ¦)');
    expect((call.data as JsonObject)['text/plain']).toContain('Argument 2 of 2: name?: string');
    expect(await inspect(kernel, '1 + ¦')).toEqual({ status: 'ok', found: false, data: {}, metadata: {} });
  });

  test('takes a cursor behind the end for the end, and one that is missing', async () => {
    // So JupyterLab asks for the documentation of what it offers.
    expect(await inspect(kernel, 'model.layers', { cursor_pos: 40 })).toMatchObject({ found: true });
    expect(await kernel.ask('complete_request', { code: 'model.', cursor_pos: 99 })).toMatchObject({ cursor_end: 6 });
    expect(await kernel.ask('complete_request', { code: 'model.' })).toMatchObject({ matches: ['layers', 'name'] });
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
    expect((await complete(kernel, 'model.na¦')).matches).toEqual(['name']);
    expect(await inspect(kernel, 'model¦')).toMatchObject({ found: true });
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
    const replies = await Promise.all([...asked, ...asked].map((marked) => complete(kernel, marked)));
    const expected = [['layers', 'name'], ['layers'], ['size'], ['train'], ['flat', 'flatMap'], ['name']];
    expect(replies.map(({ matches }) => matches)).toEqual([...expected, ...expected]);
    process.kill(kernel.pid, 'SIGINT');
    expect(await running).toMatchObject({ status: 'error' });
  });

  test('completes from living values when the language server is killed, and with types again later', async () => {
    const [server] = serversOf(kernel);
    expect(server).toBeDefined();
    process.kill(server as number, 'SIGKILL');
    expect((await complete(kernel, 'model.¦')).matches.slice(0, 2).toSorted()).toEqual(['layers', 'name']);
    expect((await complete(kernel, 'trai¦')).matches).toEqual(['train']);
    expect(await kernel.run('const after = model.layers.length')).toMatchObject({ status: 'ok' });
    await expect.poll(async () => (await inspect(kernel, 'after¦')).found, patience).toBe(true);
    expect((await complete(kernel, 'model.¦')).matches).toEqual(['layers', 'name']);
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
    const { matches } = await complete(kernel, marked);
    const found = expected.length > 0 ? matches.filter((text) => expected.includes(text)) : matches;
    expect(found.toSorted()).toEqual(expected.filter((text) => found.includes(text)).toSorted());
    expect(found.includes(expected[0] ?? '')).toBe(expected.length > 0);
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
    const { matches } = await complete(kernel, 'sha¦');
    expect(matches.toSorted()).toEqual(['Shape', 'shape']);
    process.kill(kernel.pid, 'SIGINT');
    expect(await running).toMatchObject({ status: 'error' });
  });
});
