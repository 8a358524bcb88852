import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Host, nodeHost } from '../../../lib/host/index.ts';
import { s3Storage } from '../../../lib/run/storage/s3-storage.ts';

// What S3 says when something is wrong, from a server on this machine; test/compat/s3 has the real one.
type Answer = (response: ServerResponse) => void;
const text = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}';

function says(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
  return (response) => void response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body);
}

const answers: Record<string, Answer> = {
  good: (response) => void response.setHeader('etag', '"v1"').end(text),
  failing: says(500, 'InternalError'),
  denied: says(403, 'AccessDenied'),
  skewed: says(403, 'RequestTimeTooSkewed'),
  expired: says(400, 'ExpiredToken'),
  away: says(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'eu-west-1' }),
  changed: says(412, 'PreconditionFailed'),
  old: (response) => {
    const isCompared = response.req.method === 'PUT' && response.req.headers['if-match'] !== undefined;
    (isCompared ? says(501, 'NotImplemented') : (answers.good as Answer))(response);
  },
  half: (response) => {
    response.setHeader('content-length', text.length);
    response.write(text.slice(0, 20), () => response.destroy());
  },
};
const endless: Answer = (response) => {
  const write = () => {
    while (!response.destroyed && response.write('x'.repeat(1000)));
    response.once('drain', write);
  };
  write();
  response.on('close', () => hungUp.push(response.req.url ?? ''));
};
Object.assign(answers, {
  endless, // without a length
  drips: (response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drip));
  },
  stops: (response) => void response.write(text.slice(0, 20)),
  silent: () => undefined,
} satisfies Record<string, Answer>);
const hungUp: string[] = []; // which answers were left before their end
const seen: string[] = [];
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const key = /^\/bucket\/([a-z]+)/.exec(request.url ?? '')?.[1] ?? '';
    seen.push(`${request.method} ${key} ${request.headers['if-match'] ?? ''}`.trim());
    (answers[key] ?? says(404, 'NoSuchKey'))(response);
  });
});
let host: Host;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  host = { ...nodeHost, env: { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 's3cret' } };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const storage = s3Storage();

test('s3Storage() reads with the stamp, and writes over what has the stamp that is expected', async () => {
  const { bytes, stamp } = await storage.read('s3://bucket/good', host);
  expect([Buffer.from(bytes).toString(), stamp]).toEqual([text, '"v1"']);
  expect(await storage.stamp?.('s3://bucket/good', host)).toBe('"v1"');
  expect(await storage.write('s3://bucket/good', text, host, { expected: '"v1"' })).toBe('"v1"');
  expect(seen).toEqual(['GET good', 'HEAD good', 'PUT good "v1"']);
});

test.each([
  ['failing', 'run-remote-failed', '500 InternalError', 3],
  ['denied', 'run-remote-refused', 'access denied', 1],
  ['skewed', 'run-remote-refused', 'the clock of this machine is wrong', undefined],
  ['expired', 'run-remote-refused', 'the keys are not accepted', 1],
  ['away', 'run-remote-refused', 'lies in another region', undefined],
  ['half', 'run-remote-truncated', 'before all had come', undefined],
])('s3Storage() says of %s: %s', async (key, code, message, requests) => {
  const place = `s3://bucket/${key}`;
  const error = await storage.read(place, host).catch((caught: Error) => caught);
  expect(error).toMatchObject({ code, message: expect.stringContaining(message), hint: expect.stringMatching(/./) });
  expect(`${(error as Error).message} ${(error as { hint?: string }).hint}`).not.toContain('s3cret');
  if (requests) expect(seen).toHaveLength(requests);
});

test('s3Storage() refuses what is too large, and writes over nothing that has changed', async () => {
  await expect(s3Storage({ mostBytes: 10 }).read('s3://bucket/good', host)).rejects.toMatchObject({
    code: 'run-remote-too-large',
  });
  const writing = storage.write('s3://bucket/changed', text, host, { expected: '"v1"' });
  await expect(writing).rejects.toMatchObject({ code: 'run-output-changed' });
});

test('s3Storage() holds a body without a length to its limits, and leaves no connection open', async () => {
  const impatient = s3Storage({ mostBytes: 100_000, quietMs: 200, slowestBytesPerSecond: 1_000_000 });
  await expect(s3Storage({ mostBytes: 100_000 }).read('s3://bucket/endless', host)).rejects.toMatchObject({
    code: 'run-remote-too-large',
  });
  await expect.poll(() => hungUp).toHaveLength(1);
  for (const key of ['drips', 'stops', 'silent'])
    await expect(impatient.read(`s3://bucket/${key}`, host)).rejects.toMatchObject({ code: 'run-remote-timeout' });
});

test('s3Storage() looks for no stamp any more when the run is told to stop', async () => {
  const stop = new AbortController();
  const looking = storage.stamp?.('s3://bucket/silent', host, stop.signal);
  await expect.poll(() => seen).toEqual(['HEAD silent']);
  stop.abort('interrupted');
  await expect(looking).rejects.toMatchObject({ code: 'run-remote-stopped' });
});

test('s3Storage() compares by itself where the server cannot', async () => {
  expect(await storage.write('s3://bucket/old', text, host, { expected: '"v1"' })).toBe('"v1"');
  expect(seen).toEqual(['PUT old "v1"', 'HEAD old', 'PUT old']);
  const writing = storage.write('s3://bucket/old', text, host, { expected: '"v0"' });
  await expect(writing).rejects.toMatchObject({ code: 'run-output-changed' });
});

test('s3Storage() gives up when the run is told to stop', async () => {
  const reading = storage.read('s3://bucket/failing', host, AbortSignal.abort('interrupted'));
  await expect(reading).rejects.toMatchObject({ code: 'run-remote-stopped', exitCode: 130 });
});

test('s3Storage() asks the machine for keys only where they would be keys of AWS', async () => {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = '/no/such/file';
  process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = host.env.AWS_ENDPOINT_URL; // in place of the machine's own
  try {
    const aws = { ...host, env: { AWS_REGION: 'us-east-1' } };
    await expect(s3Storage().check('s3://bucket/a', aws)).rejects.toMatchObject({ code: 'run-remote-credentials' });
    expect(seen.splice(0)).not.toEqual([]);
    const bare = { ...host, env: { AWS_ENDPOINT_URL: host.env.AWS_ENDPOINT_URL } };
    await expect(s3Storage().check('s3://bucket/a', bare)).rejects.toMatchObject({ code: 'run-remote-credentials' });
    expect(seen).toEqual([]);
    expect(process.env.AWS_EC2_METADATA_DISABLED).toBeUndefined();
  } finally {
    process.env = before;
  }
});
