import { expect, test } from 'vitest';
import { ask, guardSession, isFromServer, problemOf } from '../../jupyter-extension/src/views/api/problem.ts';

const address = 'http://localhost:8888/octavo/api/octavo/';
const html = { headers: { 'content-type': 'text/html; charset=UTF-8' } };

test('problemOf() keeps what the server said', () => {
  const error = { code: 'track-store-locked', message: 'The store is locked', hint: 'close the other program' };
  expect(problemOf(503, { error })).toEqual(error);
  expect(isFromServer(problemOf(503, { error }))).toBe(true);
});

test('problemOf() makes anything else one line and a hint', () => {
  const bodies = [undefined, null, '', '<html>', { error: 'x' }, { error: { code: 1 } }, 5, []];
  for (const status of [0, 200, 404, 500, 502, 599]) {
    for (const body of bodies) {
      const problem = problemOf(status, body);
      expect(problem.message).toMatch(/\S/);
      expect(problem.hint).toMatch(/\S/);
      expect(isFromServer(problem)).toBe(false);
    }
  }
  expect(problemOf(502, undefined).code).toBe('no-answer');
  expect(problemOf(403, { message: 'Forbidden', reason: null }).code).toBe('no-session');
});

test('ask() gives data or a problem, and never throws', async () => {
  expect(await ask(Promise.resolve({ data: 5, response: new Response() }))).toEqual({ data: 5 });
  const error = { error: { code: 'track-run-unknown', message: 'No such run' } };
  const unknown = { error, response: new Response(null, { status: 404 }) };
  expect((await ask(Promise.resolve(unknown))).problem?.code).toBe('track-run-unknown');
  expect((await ask(Promise.reject(new TypeError('fetch failed')))).problem?.code).toBe('no-answer');
});

test('guardSession() makes a login page in place of an answer into a problem', async () => {
  const login = guardSession(async () => new Response('<form>', html));
  const response = await login(new Request(`${address}runs`));
  expect(response.status).toBe(401);
  expect((await response.json()).error.code).toBe('no-session');
});

test('guardSession() lets answers and HTML artifacts through, but no redirect to the login page', async () => {
  const page = guardSession(async () => new Response('<b>report</b>', html));
  expect(await (await page(new Request(`${address}runs/1/artifacts/report.html`))).text()).toBe('<b>report</b>');
  const answer = guardSession(async () => Response.json({ runs: [] }));
  expect((await answer(new Request(`${address}runs`))).status).toBe(200);
  const redirected = guardSession(async () => {
    const response = new Response('<form>', html);
    Object.defineProperty(response, 'redirected', { value: true });
    Object.defineProperty(response, 'url', { value: 'http://localhost:8888/login?next=%2Foctavo' });
    return response;
  });
  expect((await redirected(new Request(`${address}runs/1/artifacts/report.html`))).status).toBe(401);
});
