import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { artifactFolder, writeArtifact } from '../../lib/track/store/artifacts.ts';
import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { createRun } from '../../lib/track/store/runs.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';
import { ended, isRunning } from './run-workplace.ts';
import { type Lines, startLines, startServerProcess } from './server/server-process.ts';

let folder = '';
let runId = '';
const token = 'the-token-of-the-test';
const env = { OCTAVO_SERVER_TOKEN: token };
const storePath = () => join(folder, 'local_data', 'octavo.db');

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-server-')));
  writeFileSync(join(folder, 'package.json'), '{ "name": "flowers" }');
  const store = openStoreFile(storePath());
  runId = createRun(store, {
    experiment: ensureExperiment(store, 'iris'),
    name: 'train',
    user: 'ada',
    startedAt: new Date(),
  });
  writeArtifact(store, runId, 'big.bin', '');
  const big = openSync(join(artifactFolder(store, runId), 'big.bin'), 'r+');
  ftruncateSync(big, 1024 ** 3);
  closeSync(big);
  store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A server on a free port, which is killed when the test is over; `ask` reads an address of it. */
async function listening(args: string[] = [], more: object = env) {
  const server = startServerProcess(folder, ['--port', '0', '--json', ...args], more);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  const said = JSON.parse(await server.next()) as { address: string; port: number; url: string };
  const headers = { 'x-octavo-token': token };
  const ask = (path: string, extra: Record<string, string> = {}) =>
    fetch(`${said.address}/api/octavo${path}`, { headers: { ...headers, ...extra } });
  return { ...server, ...said, ask };
}

test('octavo server answers on the address that it prints, and ends on SIGTERM and SIGINT with code 0', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const server = await listening([], {});
    const project = await (await fetch(server.url)).json();
    expect(project).toMatchObject({ name: 'flowers', storeState: 'ready', root: folder });
    expect((await fetch(`${server.address}/api/octavo/project`)).status).toBe(401);
    new WebSocket(`${server.address.replace('http', 'ws')}/api/octavo/changes${new URL(server.url).search}`);
    server.child.kill(signal);
    expect([await server.ended, server.stderr()]).toEqual([0, '']);
  }
});

test('what another process writes reaches an open WebSocket', async () => {
  const server = await listening();
  const socket = new WebSocket(`${server.address.replace('http', 'ws')}/api/octavo/changes?token=${token}`);
  const messages: { type: string; runs?: string[]; atMs: number }[] = [];
  const arrivals = new EventTarget();
  socket.onmessage = ({ data }) => {
    messages.push({ ...JSON.parse(data), atMs: performance.timeOrigin + performance.now() });
    arrivals.dispatchEvent(new Event('message'));
  };
  await once(arrivals, 'message');
  expect(messages[0]?.type).toBe('hello');
  const writer = startLines(process.execPath, [
    join(import.meta.dirname, 'server/write-points.ts'),
    storePath(),
    runId,
  ]);
  onTestFinished(() => void writer.child.kill('SIGKILL'));
  expect(await writer.next()).toBe('ready');
  const delays: number[] = [];
  for (let round = 0; round < 20; round++) {
    const arrival = once(arrivals, 'message');
    writer.child.stdin?.write('go\n');
    const committedMs = Number(await writer.next());
    await arrival;
    delays.push((messages.at(-1)?.atMs ?? 0) - committedMs);
  }
  const changed = messages.filter((message) => message.type === 'changed' && message.runs?.includes(runId));
  expect(changed.length).toBe(20);
  process.stdout.write(
    `commit to message, ms: ${delays
      .toSorted((a, b) => a - b)
      .map(Math.round)
      .join(' ')}\n`,
  );
  const { series } = await (await server.ask(`/runs/${runId}/metrics?name=loss`)).json();
  expect(series[0].total).toBe(20);
  socket.close();
});

test('a busy port is an error that says what to type', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as { port: number };
  const server = startServerProcess(folder, ['--port', String(port)]);
  expect(await server.ended).toBe(1);
  expect(server.stderr()).toBe(
    `octavo: Cannot listen on port ${port} of 127.0.0.1: another program listens there\n  try: octavo server --port 0\n`,
  );
  blocker.close();
  const wrong = startServerProcess(folder, ['--port', '80a']);
  expect([await wrong.ended, wrong.stderr()]).toEqual([
    2,
    expect.stringContaining('not a whole number from 0 to 65535'),
  ]);
});

test('the server ends when its parent is killed', async () => {
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, process.argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (text) => process.stdout.write(child.pid + ' ' + text));`;
  const program = join(import.meta.dirname, '../../bin/octavo.js');
  const parent: Lines = startLines(
    process.execPath,
    ['-e', script, program, 'server', '--port', '0', '--behind-proxy'],
    { cwd: folder, env },
  );
  const [pid, ...words] = (await parent.next()).split(' ');
  expect([words.join(' '), isRunning(Number(pid))]).toEqual([
    expect.stringMatching(/^Octavo's server: http:\/\/127\.0\.0\.1:\d+$/),
    true,
  ]);
  parent.child.kill('SIGKILL');
  await ended([Number(pid)]);
});

test('an artifact of a gigabyte goes out in full and in part, with little memory', async () => {
  const server = await listening();
  const path = `/runs/${runId}/artifacts/big.bin`;
  const part = await server.ask(path, { range: 'bytes=1073741000-' });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 824]);
  const residentMb = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1024;
  let bytes = 0;
  let mostMb = 0;
  for await (const chunk of (await server.ask(path)).body ?? []) {
    if (Math.floor(bytes / 2 ** 26) < Math.floor((bytes + chunk.length) / 2 ** 26))
      mostMb = Math.max(mostMb, residentMb());
    bytes += chunk.length;
  }
  expect([bytes, mostMb > 0, mostMb < 400]).toEqual([1024 ** 3, true, true]);
  process.stdout.write(`1 GB artifact: at most ${Math.round(mostMb)} MB\n`);
});

test('an artifact that is cut while it is sent ends the connection', async () => {
  const server = await listening();
  const store = openStoreFile(storePath());
  const target = join(artifactFolder(store, runId), 'cut.bin');
  store.close();
  const file = openSync(target, 'w+');
  ftruncateSync(file, 2 ** 28);
  const reader = (await server.ask(`/runs/${runId}/artifacts/cut.bin`)).body?.getReader();
  await reader?.read();
  ftruncateSync(file, 10);
  closeSync(file);
  const drain = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(drain()).rejects.toThrow();
});

test.runIf(process.getuid?.() === 0)(
  'the runs of a read-only project are told to a user who cannot write there',
  async () => {
    const copy = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-readonly-')));
    onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
    const store = openStoreFile(join(copy, 'octavo.db'));
    createRun(store, { experiment: ensureExperiment(store, 'iris'), name: 'kept', user: 'ada', startedAt: new Date() });
    store.close();
    chmodSync(join(copy, 'octavo.db'), 0o444);
    chmodSync(copy, 0o555);
    const script = join(import.meta.dirname, 'server/list-runs.ts');
    const reader = startLines(process.execPath, [script, join(copy, 'octavo.db')], { uid: 65_534, cwd: '/' });
    expect([await reader.next().catch(String), await reader.ended]).toEqual(['["kept"]', 0]);
    expect(readdirSync(copy)).toEqual(['octavo.db']);
  },
);
