import { expect, test } from 'vitest';
import { admit, type GuardOptions } from '../../../lib/track/server/guard.ts';
import { serverOf, serverWithRun, token } from './temporary-server.ts';

const alone: GuardOptions = { token: 'secret', isBehindProxy: false, port: () => 7878 };
const proxied: GuardOptions = { ...alone, isBehindProxy: true };
const ownHost = { host: '127.0.0.1:7878' };

/** `in`, or the code of the refusal. */
function outcome(headers: Record<string, string>, options = alone, query: Record<string, unknown> = {}): string {
  try {
    admit({ headers, query }, options);
    return 'in';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test('admit() takes the token by header, as bearer and in the address, and no other', () => {
  expect(outcome({ ...ownHost, 'x-octavo-token': 'secret' })).toBe('in');
  expect(outcome({ ...ownHost, authorization: 'Bearer secret' })).toBe('in');
  expect(outcome({ ...ownHost, authorization: 'token of-jupyter', 'x-octavo-token': 'secret' })).toBe('in');
  expect(outcome(ownHost, alone, { token: 'secret' })).toBe('in');
  expect(outcome(ownHost, alone, { token: ['x', 'secret'] })).toBe('in');
  for (const wrong of ['', 'Secret', 'secre', 'secret ', 'secretsecret']) {
    expect(outcome({ ...ownHost, 'x-octavo-token': wrong })).toBe('track-server-token');
    expect(outcome(ownHost, proxied, { token: wrong })).toBe('track-server-token');
  }
  expect(outcome(ownHost)).toBe('track-server-token');
});

test('admit() is known by its own names only, unless a proxy stands before it', () => {
  const by = (host: string, options = alone) => outcome({ host, 'x-octavo-token': 'secret' }, options);
  for (const host of ['127.0.0.1:7878', 'localhost:7878', 'LocalHost:7878', '[::1]:7878']) expect(by(host)).toBe('in');
  const others = [
    'evil.example:7878',
    '127.0.0.1',
    '127.0.0.1:80',
    'localhost.evil.example:7878',
    '127.0.0.1:7878.evil',
    '',
  ];
  for (const host of others) {
    expect(by(host)).toBe('track-server-origin');
    expect(by(host, proxied)).toBe('in');
  }
});

test('admit() keeps pages of other sites out', () => {
  const from = (origin: string, options: GuardOptions, more: Record<string, string> = {}) =>
    outcome({ ...ownHost, origin, 'x-octavo-token': 'secret', ...more }, options);
  for (const options of [alone, proxied]) {
    expect(from('http://127.0.0.1:7878', options)).toBe('in');
    for (const origin of [
      'null',
      'http://evil.example',
      'http://127.0.0.1:8888',
      'http://127.0.0.1:7878.evil.example',
      'x',
    ]) {
      expect(from(origin, options)).toBe('track-server-origin');
    }
    const image = {
      ...ownHost,
      'x-octavo-token': 'secret',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'no-cors',
    };
    expect(outcome(image, options)).toBe('track-server-origin');
    expect(outcome({ ...image, 'sec-fetch-mode': 'navigate' }, options)).toBe('in');
  }
  const forwarded = { 'x-forwarded-host': 'hub.example, 10.0.0.1' };
  expect(from('https://hub.example', proxied, forwarded)).toBe('in');
  expect(from('https://hub.example', proxied, { host: 'hub.example:443' })).toBe('in'); // the browser leaves 443 out
  expect(from('https://hub.example', alone, forwarded)).toBe('track-server-origin');
});

test('every address is guarded, also those where there is nothing', async () => {
  const { app, runId } = await serverWithRun();
  const run = `/api/octavo/runs/${runId}`;
  const paths = [
    '/',
    '/nothing',
    '/api/octavo/project',
    '/api/octavo/experiments',
    '/api/octavo/columns',
    '/api/octavo/runs',
  ];
  for (const url of [
    ...paths,
    run,
    `${run}/metrics?name=a`,
    `${run}/artifacts`,
    `${run}/artifacts/x`,
    '/api/octavo/openapi.json',
    '/api/octavo/changes',
  ]) {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'] as const) {
      const { statusCode, headers } = await app.inject({ method, url, headers: { host: 'localhost:80' } });
      expect([method, url, statusCode]).toEqual([method, url, 401]);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'server')).toEqual(
        [],
      );
    }
    const strange = await app.inject({ url, headers: { host: 'evil.example', 'x-octavo-token': token } });
    expect([url, strange.statusCode, strange.json().error.code]).toEqual([url, 403, 'track-server-origin']);
  }
});

test('the WebSocket is guarded as well', async () => {
  const { app } = await serverWithRun();
  await expect(app.injectWS('/api/octavo/changes', { headers: { host: 'localhost:80' } })).rejects.toThrow('401');
  const evil = { host: 'localhost:80', origin: 'http://evil.example', 'x-octavo-token': token };
  await expect(app.injectWS('/api/octavo/changes', { headers: evil })).rejects.toThrow('403');
});

test('methods that write, long bodies and broken addresses are refused in the words of the API', async () => {
  const { ask, app } = await serverWithRun();
  const posted = await ask('/runs', { method: 'POST', payload: { name: 'x' } });
  expect([posted.statusCode, posted.headers.allow, posted.json().error.code]).toEqual([
    405,
    'GET, HEAD',
    'track-server-method',
  ]);
  const headers = { host: 'localhost:80', 'x-octavo-token': token };
  const broken = await app.inject({ url: '/api/octavo/runs/%zz', headers });
  expect([broken.statusCode, broken.json().error.code]).toEqual([400, 'track-server-request']);
  const nothing = await ask('/nothing');
  expect([nothing.statusCode, nothing.json().error.code]).toEqual([404, 'track-server-route']);
  const unfit = await ask('/runs?limit=0');
  expect([unfit.statusCode, unfit.json().error.code]).toEqual([400, 'track-server-request']);
});

test('a bug is answered without its stack, and told on the side', async () => {
  const bugs: unknown[] = [];
  const { ask } = await serverOf('no\0path', { onBug: (error) => bugs.push(error) });
  const { statusCode, body } = await ask('/experiments');
  expect([statusCode, bugs.length]).toEqual([500, 1]);
  expect(String((bugs[0] as Error).stack)).toContain('null bytes');
  expect(body).not.toMatch(/null bytes|\.ts/);
  expect(JSON.parse(body).error.code).toBe('track-server-failed');
});
