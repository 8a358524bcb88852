import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles } from '../../../lib/track/server/artifact-list.ts';
import { parseRange } from '../../../lib/track/server/byte-range.ts';
import { mediaTypeOf } from '../../../lib/track/server/media-type.ts';
import { artifactFolder, writeArtifact } from '../../../lib/track/store/artifacts.ts';
import { temporaryFolder } from '../temporary-store.ts';
import { serverWithRun } from './temporary-server.ts';

/** A server whose run has the artifact `digits.txt`: 0123456789. */
async function withDigits() {
  const made = await serverWithRun();
  writeArtifact(made.store, made.runId, 'digits.txt', '0123456789');
  const base = `/runs/${made.runId}/artifacts`;
  return { ...made, base, digits: `${base}/digits.txt`, folder: artifactFolder(made.store, made.runId) };
}

test('artifacts are listed by name, with size and media type', async () => {
  const { ask, base, store, runId } = await withDigits();
  for (const name of ['a/b.json', 'a-b.png', 'a.plotly.json', 'model.bin']) writeArtifact(store, runId, name, '{}');
  const { artifacts, isTruncated } = (await ask(base)).json();
  expect(artifacts.map((artifact: { name: string; mediaType: string }) => [artifact.name, artifact.mediaType])).toEqual(
    [
      ['a-b.png', 'image/png'],
      ['a.plotly.json', 'application/vnd.plotly.v1+json'],
      ['a/b.json', 'application/json'],
      ['digits.txt', 'text/plain'],
      ['model.bin', 'application/octet-stream'],
    ],
  );
  expect([isTruncated, artifacts[3].sizeBytes]).toEqual([false, 10]);
});

test('listFiles() stops at its limit with the first by name, and leaves links out', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'b'));
  for (const name of ['b/2', 'b-1', 'c', 'a']) writeFileSync(join(folder, name), '');
  symlinkSync('/etc', join(folder, '0'));
  const names = async (limit: number) => (await listFiles(folder, limit)).artifacts.map(({ name }) => name);
  expect(await names(3)).toEqual(['a', 'b-1', 'b/2']);
  expect([(await listFiles(folder, 3)).isTruncated, (await listFiles(folder, 4)).isTruncated]).toEqual([true, false]);
  expect(await listFiles(join(folder, 'nothing'))).toEqual({ artifacts: [], isTruncated: false });
});

test('no name leads out of the folder of the run', async () => {
  const { ask, base, folder } = await withDigits();
  writeFileSync(join(folder, '..', 'secret.txt'), 'SECRET');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub', 'inner.txt'), 'SECRET');
  symlinkSync(join(folder, '..'), join(folder, 'up'));
  symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync('digits.txt', join(folder, 'inside.txt'));
  const ways = [
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    'sub/../../secret.txt',
    'sub%2f..%2f..%2fsecret.txt',
    '..%5csecret.txt',
    'sub%5c..%5c..%5csecret.txt',
    'sub%5cinner.txt',
    '..\\secret.txt',
    '%252e%252e%252fsecret.txt',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    '//etc/passwd',
    'digits.txt%00.png',
    '%00',
    'C:%5cwindows%5cwin.ini',
    'c:/windows/win.ini',
    './secret.txt',
    '.',
    '..',
    '%2e',
    '',
    'sub',
    'sub/',
    'up/secret.txt',
    'link.txt',
    'up',
    'file:%2f%2f%2fetc%2fpasswd',
    '....//secret.txt',
    '..;/secret.txt',
    '%c0%ae%c0%ae/secret.txt',
    'digits.txt/',
  ];
  for (const way of ways) {
    const { statusCode, body, headers } = await ask(`${base}/${way}`);
    expect([way, statusCode >= 400 && statusCode < 500, body.includes('SECRET') || body.includes('root:')]).toEqual([
      way,
      true,
      false,
    ]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  }
  expect((await ask(`${base}/inside.txt`)).body).toBe('0123456789');
});

test('a pipe is no artifact, and nobody waits for its writer', async () => {
  const { ask, base, folder } = await withDigits();
  execFileSync('mkfifo', [join(folder, 'pipe.txt')]);
  expect((await ask(`${base}/pipe.txt`)).statusCode).toBe(404);
});

test('names with any characters come back', async () => {
  const { ask, base, store, runId } = await withDigits();
  const name = `report <b>&"'é %20#?日本.txt`;
  writeArtifact(store, runId, name, 'here');
  const { body, headers } = await ask(`${base}/${encodeURIComponent(name)}`);
  expect(body).toBe('here');
  expect(headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''report%20%3Cb%3E%26%22%27[%\w.]+txt$/);
});

test('parseRange() follows RFC 9110', () => {
  const cases: [string | undefined, ReturnType<typeof parseRange>][] = [
    ['bytes=0-3', { start: 0, end: 3 }],
    ['bytes=7-', { start: 7, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=9-9', { start: 9, end: 9 }],
    ['bytes=5-99999999999999999999999', { start: 5, end: 9 }],
    ['Bytes = 1 - 2', { start: 1, end: 2 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-20', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    [undefined, undefined],
    ['bytes=3-1', undefined],
    ['bytes=-', undefined],
    ['bytes=a-b', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=0-1', undefined],
    ['bytes=0x1-2', undefined],
  ];
  for (const [header, range] of cases) expect([header, parseRange(header, 10)]).toEqual([header, range]);
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange('bytes=-5', 0)).toBe('unsatisfiable');
});

test('an artifact is read whole, in part, and by its head', async () => {
  const { ask, digits } = await withDigits();
  const whole = await ask(digits);
  expect([whole.statusCode, whole.body, whole.headers['accept-ranges']]).toEqual([200, '0123456789', 'bytes']);
  const part = await ask(digits, { headers: { range: 'bytes=-4' } });
  const { 'content-range': range, 'content-length': length } = part.headers;
  expect([part.statusCode, part.body, range, length]).toEqual([206, '6789', 'bytes 6-9/10', '4']);
  const beyond = await ask(digits, { headers: { range: 'bytes=10-' } });
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, 'bytes */10']);
  expect([beyond.json().error.code, Number(beyond.headers['content-length'])]).toEqual([
    'track-artifact-range',
    beyond.body.length,
  ]);
  const head = await ask(digits, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '10']);
});

test('an artifact has a strong tag that follows its content', async () => {
  const { ask, digits, store, runId } = await withDigits();
  const etag = (await ask(digits)).headers.etag as string;
  expect(etag).toMatch(/^"[^"]+"$/);
  const known = await ask(digits, { headers: { 'if-none-match': `"other", ${etag}` } });
  expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', etag]);
  const resumed = await ask(digits, { headers: { range: 'bytes=5-', 'if-range': etag } });
  expect([resumed.statusCode, resumed.body]).toEqual([206, '56789']);
  writeArtifact(store, runId, 'digits.txt', 'abcdefghij');
  const changed = await ask(digits, { headers: { 'if-none-match': etag, range: 'bytes=5-', 'if-range': etag } });
  expect([changed.statusCode, changed.body]).toEqual([200, 'abcdefghij']);
});

test('an artifact is a page without rights, and what is in no list is saved', async () => {
  const { ask, base, store, runId } = await withDigits();
  for (const name of ['page.html', 'drawing.svg', 'model.bin', 'digits.txt', 'empty.txt']) {
    writeArtifact(store, runId, name, name === 'empty.txt' ? '' : '<script>alert(1)</script>');
    const { headers, statusCode } = await ask(`${base}/${name}`);
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none';(?!.*(allow|script))/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-disposition']).toMatch(name === 'model.bin' ? /^attachment/ : /^inline/);
    expect(headers['content-type']).toMatch(mediaTypeOf(name));
  }
});

test('an unknown run, a deleted run and a run whose artifacts lie elsewhere are told apart', async () => {
  const { ask, base, digits, store, runId } = await withDigits();
  expect((await ask(`/runs/${'f'.repeat(32)}/artifacts`)).json().error.code).toBe('track-run-unknown');
  store.change("UPDATE runs SET artifact_uri = 's3://bucket/x'");
  expect((await ask(base)).json()).toEqual({ artifacts: [], isTruncated: false });
  expect((await ask(digits)).json().error.code).toBe('track-artifact-remote');
  store.change("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", runId);
  expect((await ask(base)).json().error.code).toBe('track-run-deleted');
});
