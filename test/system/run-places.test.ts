import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook, parseNotebook } from '../../lib/notebook/index.ts';
import { runNotebook } from '../../lib/run/index.ts';
import { workplace } from './run-workplace.ts';

// Where notebooks come from and go to: pipes, addresses, objects, and files that somebody else changes meanwhile.
const place = workplace();
const parameters = codeCell('const a = 1;', { tags: ['parameters'] });
const simple = createNotebook({ cells: [parameters, codeCell('a + 1')] });
const failing = createNotebook({ cells: [codeCell('throw new Error("no")')] });
/** Says that it runs, and waits until the test has done its part. */
const waiting = (name: string) =>
  createNotebook({
    cells: [
      codeCell(`import { existsSync } from 'node:fs';
console.error('waiting');
while (!existsSync('${name}')) await new Promise((next) => setTimeout(next, 20));`),
    ],
  });
const edited = formatNotebook(
  createNotebook({ cells: [codeCell('// what a person wrote meanwhile', { id: 'aaaaaaaa' })] }),
);
const textOf = (name: string) => readFileSync(join(place.folder, name), 'utf8');

// A server that takes notebooks by PUT, and refuses those under /closed; under /fails-later it does from the second on.
const taken = new Map<string, string[]>();
const silent: string[] = []; // what was asked under /silent, which never answers
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (text) => (body += text));
  request.on('end', () => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith('/silent')) return void silent.push(path);
    if (request.method === 'GET') return void response.end(formatNotebook(simple));
    const before = taken.get(path) ?? [];
    const isRefused = path.startsWith('/closed') || (path.startsWith('/fails-later') && before.length > 0);
    if (!isRefused) taken.set(path, [...before, body]);
    response.writeHead(isRefused ? 403 : 201).end();
  });
});
let root = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://me:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}`;
  place.write('simple.ipynb', formatNotebook(simple));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  place.remove();
});

test('octavo run reads a pipe and writes one, also when a cell fails, and nothing else goes there', async () => {
  const run = (args: string[], text: string) => {
    const started = place.start(args);
    started.child.stdin?.end(text);
    return started.finished;
  };
  const [good, bad, broken] = await Promise.all([
    run(['run', '-', '-', '-p', 'a', '4'], formatNotebook(simple)),
    run(['run', '-'], formatNotebook(failing)),
    run(['run', '-', 'broken-out.ipynb'], '{"cells": ['),
  ]);
  const executed = parseNotebook(good.stdout);
  expect(good.code).toBe(0);
  expect(executed.cells.at(-1)?.outputs).toMatchObject([{ data: { 'text/plain': ['5'] } }]);
  expect(executed.metadata.papermill).toMatchObject({ input_path: '-', output_path: '-' });
  expect(bad.code).toBe(1);
  expect(parseNotebook(bad.stdout).metadata.octavo).toMatchObject({ status: 'failed' });
  expect(broken).toMatchObject({ code: 1, stdout: '' });
  expect(place.exists('broken-out.ipynb')).toBe(false);
  expect((await place.octavo(['run', 'simple.ipynb', '-', '--json'])).code).toBe(2);
});

test('a notebook whose pipe nobody reads any more is kept', async () => {
  const run = place.start(['run', 'simple.ipynb', '-'], {}, 'exec 1> >(exec true); wait $!');
  const { code, stderr } = await run.finished;
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody reads it any more') });
  const [, kept = ''] = /^executed notebook: (.*)$/m.exec(stderr) ?? [];
  expect(place.read(kept).metadata.octavo).toMatchObject({ status: 'completed' });
});

test('octavo run reads an address and writes one, and shows its password to nobody', async () => {
  const out = '/out.ipynb?sig=s1gned';
  const args = ['run', `${root}/train.ipynb`, `${root}${out}`, '--json'];
  const { code, stdout, stderr } = await place.octavo(args, { OCTAVO_TRACK: 'local' });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const [first, ...later] = taken.get('/out.ipynb') ?? [];
  expect(parseNotebook(first ?? '').metadata.octavo).toMatchObject({ status: 'running' });
  expect(parseNotebook(later.at(-1) ?? '').metadata.octavo).toMatchObject({ status: 'completed' });
  const { runId } = JSON.parse(stdout);
  const shown = await place.octavo(['runs', 'show', runId, '--json'], { OCTAVO_TRACK: 'local' });
  expect(shown.stdout).toContain('/out.ipynb?sig=…');
  const inspected = await place.octavo(['inspect', `${root}/train.ipynb`]);
  expect(inspected).toMatchObject({ code: 0, stdout: expect.stringContaining('a ') });
  expect([stdout, stderr, later.at(-1), shown.stdout].join('\n')).not.toMatch(/s3cret|s1gned/);
});

test('an address that takes nothing is found out before a cell runs; one that fails later loses no notebook', async () => {
  const [closed, later] = await Promise.all([
    place.octavo(['run', 'simple.ipynb', `${root}/closed/out.ipynb`]),
    place.octavo(['run', 'simple.ipynb', `${root}/fails-later/out.ipynb`, '--json']),
  ]);
  expect(closed).toMatchObject({ code: 1, stderr: expect.stringContaining('the server answers 403') });
  expect(closed.stderr).not.toContain('cell 1 of');
  const { output, writeError, status } = JSON.parse(later.stdout);
  expect([later.code, status]).toEqual([1, 'completed']);
  expect(writeError).toContain('403');
  expect(output).toMatch(/^local_data\/runs\/simple\//);
  expect(place.read(output).metadata.octavo).toMatchObject({ status: 'completed' });
  expect(later.stderr).toContain('is not where it was to go');
});

test.each<[string, (silent: string) => string[]]>([
  ['reads', (from) => ['run', from, 'silent-out.ipynb']],
  ['writes', (to) => ['run', 'simple.ipynb', to]],
])('Ctrl-C ends a run that %s where nobody answers', async (name, args) => {
  const run = place.start(args(`${root}/silent/${name}.ipynb`));
  await expect.poll(() => silent).toContain(`/silent/${name}.ipynb`);
  run.child.kill('SIGINT');
  const { code, stderr } = await run.finished;
  expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.not.stringContaining('    at ') });
});

test('a notebook that changes while it runs is run as it was, and that is said once', async () => {
  place.write('input.ipynb', formatNotebook(waiting('go-input')));
  const run = place.start(['run', 'input.ipynb', 'input-out.ipynb', '--log-output']);
  await run.saw('waiting');
  writeFileSync(join(place.folder, 'input.ipynb'), edited);
  writeFileSync(join(place.folder, 'go-input'), '');
  const { code, stderr } = await run.finished;
  expect(code).toBe(0);
  expect(stderr.match(/input\.ipynb has changed while it ran/g)).toHaveLength(1);
  expect(place.read('input-out.ipynb').cells[0]?.source).toContain('waiting');
  expect(textOf('input.ipynb')).toBe(edited);
});

test.each([
  ['input and output', 'same.ipynb', 'same.ipynb', 'same.ipynb'],
  ['input, by a link to it', 'linked.ipynb', 'link.ipynb', 'linked.ipynb'],
  ['output', 'other.ipynb', 'other-out.ipynb', 'other-out.ipynb'],
])(
  'what somebody writes meanwhile to the %s stays, and the executed notebook goes beside it',
  async (_, from, to, changed) => {
    place.write(from, formatNotebook(waiting(`go-${from}`)));
    if (to === 'link.ipynb') symlinkSync('linked.ipynb', join(place.folder, to));
    const run = place.start(['run', from, to, '--log-output', '--json']);
    await run.saw('waiting');
    writeFileSync(join(place.folder, changed), edited);
    writeFileSync(join(place.folder, `go-${from}`), '');
    const { code, stdout, stderr } = await run.finished;
    expect(code).toBe(1);
    expect(textOf(changed)).toBe(edited);
    const { output, status } = JSON.parse(stdout);
    expect([status, output]).toEqual(['completed', expect.stringMatching(/\.octavo-[\dTZ-]+\.ipynb$/)]);
    expect(place.read(output).metadata.octavo).toMatchObject({ status: 'completed' });
    expect(stderr.match(/its version stays/g)).toHaveLength(1);
    expect(stderr).toContain(`try: octavo diff ${to} ${output}\n`);
  },
);

test('a file that is only touched, or gone, is written again', async () => {
  place.write('touched.ipynb', formatNotebook(waiting('go-touched')));
  const run = place.start(['run', 'touched.ipynb', 'touched-out.ipynb', '--log-output']);
  await run.saw('waiting');
  writeFileSync(join(place.folder, 'touched.ipynb'), textOf('touched.ipynb'));
  writeFileSync(join(place.folder, 'touched-out.ipynb'), textOf('touched-out.ipynb'));
  writeFileSync(join(place.folder, 'go-touched'), '');
  const { code, stderr } = await run.finished;
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('changed') });
  expect(place.read('touched-out.ipynb').metadata.octavo).toMatchObject({ status: 'completed' });
});

test('a notebook that a killed run has left in place is run again in place', async () => {
  place.write('killed.ipynb', formatNotebook(waiting('go-killed')));
  const run = place.start(['run', 'killed.ipynb', 'killed.ipynb', '--log-output']);
  await run.saw('waiting');
  run.child.kill('SIGKILL');
  await run.finished;
  writeFileSync(join(place.folder, 'go-killed'), '');
  const { code, stderr } = await place.octavo(['run', 'killed.ipynb', 'killed.ipynb']);
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('its runner was killed') });
  expect(place.list().filter((name) => name.includes('killed'))).toEqual(['go-killed', 'killed.ipynb']);
});

test('octavo run says which package a bucket needs, and which schemes there are', async () => {
  writeFileSync(
    join(place.folder, 'without.mjs'),
    `import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => next(name.replace('@aws-sdk/', '@no-such/'), context) });`,
  );
  const NODE_OPTIONS = `--import=${join(place.folder, 'without.mjs')}`;
  const [missing, unknown] = await Promise.all([
    place.octavo(['run', 's3://flows/train.ipynb'], { NODE_OPTIONS }),
    place.octavo(['run', 'gs://flows/train.ipynb']),
  ]);
  const install = expect.stringMatching(/npm install @aws-sdk\/client-s3@\d+\.\d+\.\d+/);
  expect(missing).toMatchObject({ code: 1, stderr: install });
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('gs:// is not known') });
});

test('runNotebook() runs a notebook that is no file, and writes none', async () => {
  const before = place.list();
  const result = await runNotebook(simple, { output: null, parameters: { a: 2 }, cwd: place.folder });
  expect(result).toMatchObject({ status: 'completed', exitCode: 0, output: undefined });
  expect(result.notebook.cells.at(-1)?.outputs).toMatchObject([{ data: { 'text/plain': '3' } }]);
  expect(simple.cells).toHaveLength(2); // it is as it was
  expect(place.list()).toEqual(before);
});
