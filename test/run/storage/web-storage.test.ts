import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nodeHost } from '../../../lib/host/index.ts';
import { isSafeStep } from '../../../lib/run/storage/web-request.ts';
import { webStorage } from '../../../lib/run/storage/web-storage.ts';

// A real server on this machine, with one address for each way to go wrong.
const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
interface Asked {
  method: string;
  url: string;
  authorization: string | undefined;
  length: string | undefined;
  body: string;
}
const seen: Asked[] = [];
const hungUp: string[] = []; // which answers were left before their end
let failures = 0; // how often an address fails before it answers

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const answers: Record<string, Answer> = {
  '/good.ipynb': (_, response) => void response.setHeader('etag', '"v1"').end(notebook),
  '/recovers.ipynb': (_, response) => {
    if (failures-- > 0) response.statusCode = 503;
    response.end(notebook);
  },
  '/hangs-up.ipynb': (request, response) => {
    if (failures-- > 0) request.socket.destroy();
    else response.end(notebook);
  },
  '/half.ipynb': (request, response) => {
    response.setHeader('content-length', notebook.length);
    response.write(notebook.slice(0, 20), () => request.socket.destroy());
  },
  '/half-of-chunks.ipynb': (request, response) => {
    response.write(notebook.slice(0, 20), () => request.socket.destroy());
  },
  '/page.ipynb': (_, response) => void response.setHeader('content-type', 'text/html').end('<!doctype html><p>Log in'),
  '/circle.ipynb': (_, response) => void response.writeHead(302, { location: '/circle.ipynb' }).end(),
  '/moved.ipynb': (_, response) => void response.writeHead(307, { location: '/good.ipynb' }).end(),
  '/found.ipynb': (_, response) => void response.writeHead(302, { location: '/good.ipynb' }).end(),
  '/to-file.ipynb': (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/elsewhere.ipynb': (_, response) => {
    const { port } = server.address() as AddressInfo;
    response.writeHead(302, { location: `http://localhost:${port}/good.ipynb` }).end(); // another origin than 127.0.0.1
  },
  '/silent.ipynb': () => undefined,
  '/large.ipynb': (_, response) => void response.end('x'.repeat(5000)),
  '/drips.ipynb': (_, response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drip));
  },
  '/announces.ipynb': (_, response) => {
    response.setHeader('content-length', 10 ** 12);
    response.write('{');
    response.on('close', () => hungUp.push('/announces.ipynb'));
  },
  '/says-no-at-length.ipynb': (_, response) => {
    response.writeHead(404, { 'content-length': 10 ** 12 }).write('No');
    response.on('close', () => hungUp.push('/says-no-at-length.ipynb'));
  },
};
const server = createServer((request, response) => {
  let body = '';
  const isSlow = request.url === '/200-slowly.ipynb';
  request.on('data', (text) => {
    body += text;
    if (!isSlow) return;
    request.pause();
    setTimeout(() => request.resume(), 5);
  });
  request.on('end', () => {
    const url = request.url ?? '';
    const { authorization, 'content-length': length } = request.headers;
    seen.push({ method: request.method ?? '', url, authorization, length, body });
    const path = url.split('?')[0] ?? '';
    const status = /^\/(\d{3})/.exec(path)?.[1];
    if (status) response.writeHead(Number(status)).end();
    else answers[path]?.(request, response);
  });
});
let root = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const storage = webStorage({ retryMs: [1, 1] });
const read = (path: string, own = storage) => own.read(`${root}${path}`, nodeHost);
const write = (path: string) => storage.write(`${root}${path}`, notebook, nodeHost);

test('webStorage() reads what lies at an address, with its stamp', async () => {
  const { bytes, stamp } = await read('/good.ipynb');
  expect(Buffer.from(bytes).toString()).toBe(notebook);
  expect(stamp).toBe('"v1"');
});

test('webStorage() writes by PUT, and looks at the status', async () => {
  await write('/200.ipynb');
  expect(seen).toMatchObject([{ method: 'PUT', body: notebook }]);
  await expect(write('/405.ipynb')).rejects.toMatchObject({
    code: 'run-remote-refused',
    hint: expect.stringContaining('PUT'),
  });
  await write('/moved.ipynb');
  expect(seen.at(-1)).toMatchObject({ method: 'PUT', url: '/good.ipynb', body: notebook });
  await expect(write('/found.ipynb')).rejects.toMatchObject({ code: 'run-remote-redirect' }); // it would become a GET
});

test.each([
  ['/404.ipynb', 'run-remote-missing', 1],
  ['/410.ipynb', 'run-remote-missing', 1],
  ['/401.ipynb', 'run-remote-refused', 1],
  ['/403.ipynb', 'run-remote-refused', 1],
  ['/500.ipynb', 'run-remote-failed', 3],
  ['/429.ipynb', 'run-remote-failed', 3],
  ['/501.ipynb', 'run-remote-failed', 1],
  ['/half.ipynb', 'run-remote-truncated', 3],
  ['/half-of-chunks.ipynb', 'run-remote-truncated', 3],
  ['/page.ipynb', 'run-remote-page', 1],
  ['/circle.ipynb', 'run-remote-redirect', 6],
  ['/to-file.ipynb', 'run-remote-redirect', 1],
])('webStorage() says of %s %s, after %i requests', async (path, code, requests) => {
  await expect(read(path)).rejects.toMatchObject({ code, message: expect.stringContaining(`${root}${path}`) });
  expect(seen).toHaveLength(requests);
});

test('webStorage() asks again when a server fails for a moment or hangs up', async () => {
  for (const path of ['/recovers.ipynb', '/hangs-up.ipynb']) {
    failures = 2;
    expect(Buffer.from((await read(path)).bytes).toString()).toBe(notebook);
    expect(seen.filter(({ url }) => url === path)).toHaveLength(3);
  }
});

test('webStorage() sends user and password to the server they are for, and shows them to nobody', async () => {
  const place = (path: string) => `${root.replace('//', '//me:s3cret@')}${path}?sig=abc`;
  await storage.read(place('/elsewhere.ipynb'), nodeHost);
  expect(seen.map(({ authorization }) => authorization)).toEqual([`Basic ${btoa('me:s3cret')}`, undefined]);
  expect(seen[0]?.url).toBe('/elsewhere.ipynb?sig=abc');
  const error = await storage.read(place('/404.ipynb'), nodeHost).catch((caught: Error) => caught);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/s3cret|abc/);
});

test('webStorage() gives up on a server that says nothing, and on too much', async () => {
  const impatient = webStorage({ retryMs: [], quietMs: 50 });
  await expect(read('/silent.ipynb', impatient)).rejects.toMatchObject({ code: 'run-remote-timeout' });
  const narrow = webStorage({ retryMs: [], mostBytes: 4000 });
  await expect(read('/large.ipynb', narrow)).rejects.toMatchObject({ code: 'run-remote-too-large' });
});

test('webStorage() gives up on a server that sends a byte now and then', async () => {
  const impatient = webStorage({ retryMs: [], quietMs: 1500, slowestBytesPerSecond: 1_000_000 });
  await expect(read('/drips.ipynb', impatient)).rejects.toMatchObject({
    code: 'run-remote-timeout',
    message: expect.stringMatching(/too slow, \d+ bytes/),
  });
});

test('webStorage() waits for a server that takes a large notebook slowly, and announces its length', async () => {
  const text = JSON.stringify({
    cells: [],
    metadata: { note: 'x'.repeat(20_000_000) },
    nbformat: 4,
    nbformat_minor: 5,
  });
  const impatient = webStorage({ retryMs: [], quietMs: 1500, slowestBytesPerSecond: 1000 });
  await impatient.write(`${root}/200-slowly.ipynb`, text, nodeHost);
  expect(seen).toMatchObject([{ method: 'PUT', length: String(text.length) }]);
  expect(seen[0]?.body === text).toBe(true);
});

test('webStorage() leaves no connection open, whatever a server would still send', async () => {
  await expect(read('/announces.ipynb')).rejects.toMatchObject({ code: 'run-remote-too-large' });
  await expect(read('/says-no-at-length.ipynb')).rejects.toMatchObject({ code: 'run-remote-missing' });
  await expect.poll(() => hungUp).toEqual(['/announces.ipynb', '/says-no-at-length.ipynb']);
});

test('webStorage() gives up when the run is told to stop, also between two tries', async () => {
  const stop = new AbortController();
  const reading = webStorage({ retryMs: [60_000] }).read(`${root}/500.ipynb`, nodeHost, stop.signal);
  await expect.poll(() => seen.length).toBe(1);
  stop.abort('terminated');
  await expect(reading).rejects.toMatchObject({ code: 'run-remote-stopped', exitCode: 143 });
});

test('webStorage() says when nobody answers', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  await expect(storage.read(`http://127.0.0.1:${port}/a.ipynb`, nodeHost)).rejects.toMatchObject({
    code: 'run-remote-unreachable',
    message: expect.stringContaining('nobody answers'),
  });
});

test('isSafeStep() follows to no place that is less safe', () => {
  const step = (from: string, to: string) => isSafeStep(new URL(from), new URL(to));
  expect(step('https://a/', 'https://b/') && step('http://a/', 'https://b/') && step('http://a/', 'http://b/')).toBe(
    true,
  );
  expect(step('https://a/', 'http://a/') || step('http://a/', 'file:///a') || step('https://a/', 'ftp://a/')).toBe(
    false,
  );
});
