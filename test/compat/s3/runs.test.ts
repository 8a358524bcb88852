import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeCell, createNotebook, formatNotebook } from '../../../lib/notebook/index.ts';
import { findVersitygw } from '../../../scripts/versitygw.ts';
import { workplace } from '../../system/run-workplace.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

const program = findVersitygw();
const place = workplace();
let server: S3Server;
const octavo = (args: string[], env: Record<string, string> = {}) => place.octavo(args, { ...server.env, ...env });
const start = (args: string[]) => place.start(args, server.env);

const parameters = codeCell('const a = 1;', { tags: ['parameters'] });
const simple = formatNotebook(createNotebook({ cells: [parameters, codeCell('a + 1')] }));
/** Says that it runs, and waits until the test has done its part. */
const waiting = (name: string) =>
  formatNotebook(
    createNotebook({
      cells: [
        codeCell(
          `import { existsSync } from 'node:fs';\nconsole.error('waiting');\nwhile (!existsSync('${name}')) await new Promise((next) => setTimeout(next, 20));`,
        ),
      ],
    }),
  );
/** Writes down which modules of the AWS SDK a process and its children load. */
const trace = `import { registerHooks } from 'node:module';
import { appendFileSync } from 'node:fs';
registerHooks({ load: (url, context, next) => {
  if (url.includes('/@aws-sdk/') || url.includes('/@smithy/')) appendFileSync(process.env.TRACE, url + '\\n');
  return next(url, context);
} });`;

describe.skipIf(!program)('S3', () => {
  beforeAll(async () => {
    server = await startS3Server(program as string);
    await server.put('train.ipynb', simple);
  });
  afterAll(async () => {
    await server?.stop();
    place.remove();
  });

  test('octavo run reads an object and writes one, records both, and keeps no file of its own', async () => {
    const args = ['run', 's3://flows/train.ipynb', 's3://flows/out/executed.ipynb', '-p', 'a', '41', '--json'];
    const { code, stdout, stderr } = await octavo(args, { OCTAVO_TRACK: 'local' });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/warn/i) }); // the SDK's own words
    expect(JSON.parse(stdout)).toMatchObject({
      input: 's3://flows/train.ipynb',
      output: 's3://flows/out/executed.ipynb',
    });
    const executed = await server.read('out/executed.ipynb');
    expect(executed.metadata.papermill).toMatchObject({
      input_path: 's3://flows/train.ipynb',
      output_path: 's3://flows/out/executed.ipynb',
      exception: null,
    });
    expect(executed.cells.at(-1)?.outputs).toMatchObject([{ data: { 'text/plain': ['42'] } }]);
    expect(place.list()).toEqual(['local_data', 'package.json']);
    expect(existsSync(join(place.folder, 'local_data/runs'))).toBe(false);
    const shown = await octavo(['runs', 'show', JSON.parse(stdout).runId, '--json'], { OCTAVO_TRACK: 'local' });
    expect(shown.stdout).toContain('s3://flows/out/executed.ipynb');
    expect(shown.stdout).toContain('notebook/train.ipynb');
  });

  test('without an output an object is kept as a file of the project', async () => {
    const { code, stdout } = await octavo(['run', 's3://flows/train.ipynb', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).output).toMatch(/^local_data\/runs\/train\/.*\.ipynb$/);
  });

  test('the AWS SDK is loaded for a bucket, and for nothing else', async () => {
    writeFileSync(join(place.folder, 'trace.mjs'), trace);
    place.write('local.ipynb', simple);
    const loadedBy = async (input: string, log: string) => {
      const TRACE = join(place.folder, log);
      const NODE_OPTIONS = `--import=${join(place.folder, 'trace.mjs')}`;
      expect((await octavo(['run', input, 'traced.ipynb'], { TRACE, NODE_OPTIONS })).code).toBe(0);
      return existsSync(TRACE) ? readFileSync(TRACE, 'utf8') : '';
    };
    expect(await loadedBy('local.ipynb', 'local.log')).toBe('');
    expect(await loadedBy('s3://flows/train.ipynb', 's3.log')).toContain('client-s3');
  });

  test.each<[string, string[], Record<string, string>, string[]]>([
    [
      'an object that is not there',
      ['s3://flows/no.ipynb'],
      {},
      ['There is nothing at s3://flows/no.ipynb', 'aws s3 ls'],
    ],
    ['a bucket that is not there', ['s3://nobody/a.ipynb'], {}, ['There is no bucket nobody', 'aws s3 mb']],
    [
      'a wrong key',
      ['s3://flows/train.ipynb'],
      { AWS_ACCESS_KEY_ID: 'x' },
      ['the keys are not accepted', 'AWS_ACCESS_KEY_ID'],
    ],
    ['a wrong secret', ['s3://flows/train.ipynb'], { AWS_SECRET_ACCESS_KEY: 'wr0ng' }, ['the keys are not accepted']],
    ['no keys', ['s3://flows/train.ipynb'], { AWS_ACCESS_KEY_ID: '' }, ['No keys for S3', 'AWS_PROFILE']],
    ['a bucket without a key', ['s3://flows'], {}, ['s3://flows does not name an object', 's3://BUCKET/']],
    [
      'a server that is away',
      ['s3://flows/a.ipynb'],
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      ['Cannot reach', 'AWS_ENDPOINT_URL'],
    ],
    ['an output in no bucket', ['local.ipynb', 's3://nobody/out.ipynb'], {}, ['There is no bucket nobody']],
  ])('octavo run says what is wrong with %s, and runs nothing', async (_, args, env, says) => {
    const { code, stderr } = await octavo(['run', ...args], env);
    expect(code).toBe(1);
    for (const text of says) expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/ {4}at |wr0ng|cell 1 of/);
  });

  test('an object that somebody changes while it is run and written in place stays as they left it', async () => {
    await server.put('same.ipynb', waiting('go-same'));
    const run = start(['run', 's3://flows/same.ipynb', 's3://flows/same.ipynb', '--log-output', '--json']);
    await run.saw('waiting');
    await server.put('same.ipynb', simple);
    writeFileSync(join(place.folder, 'go-same'), '');
    const { code, stdout, stderr } = await run.finished;
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('Another program has changed') });
    expect((await server.read('same.ipynb')).cells).toHaveLength(2);
    const { output } = JSON.parse(stdout);
    expect(output).toMatch(/^s3:\/\/flows\/same\.octavo-.*\.ipynb$/);
    const executed = await server.read(output.slice('s3://flows/'.length));
    expect(executed.metadata.octavo).toMatchObject({ status: 'completed' });
  });

  test('an object that somebody removes while it is written is written again', async () => {
    await server.put('gone.ipynb', waiting('go-gone'));
    const run = start(['run', 's3://flows/gone.ipynb', 's3://flows/gone.ipynb', '--log-output']);
    await run.saw('waiting');
    await server.remove('gone.ipynb');
    writeFileSync(join(place.folder, 'go-gone'), '');
    expect(await run.finished).toMatchObject({ code: 0 });
    expect((await server.read('gone.ipynb')).metadata.octavo).toMatchObject({ status: 'completed' });
  });

  test('an object that somebody changes while it is run is named once at the end', async () => {
    await server.put('read.ipynb', waiting('go-read'));
    const run = start(['run', 's3://flows/read.ipynb', 's3://flows/read-out.ipynb', '--log-output']);
    await run.saw('waiting');
    await server.put('read.ipynb', simple);
    writeFileSync(join(place.folder, 'go-read'), '');
    const { code, stderr } = await run.finished;
    expect(code).toBe(0);
    expect(stderr.match(/s3:\/\/flows\/read\.ipynb has changed while it ran/g)).toHaveLength(1);
    expect((await server.read('read-out.ipynb')).cells).toHaveLength(1);
  });
});
