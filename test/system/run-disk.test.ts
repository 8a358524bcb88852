import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { codeCell } from '../../lib/notebook/index.ts';
import type { JsonObject } from '../../lib/notebook/json/index.ts';
import { runNotebook } from '../../lib/run/index.ts';
import { recorder } from '../../lib/track/index.ts';
import { checkEnded, markedEnvironment, printed } from './ended-run.ts';
import { workplace } from './run-workplace.ts';

// What happens to the disk, and to the clock, while a run is on its way.

const place = workplace();
afterAll(place.remove);
const at = (...names: string[]) => join(place.folder, ...names);

/** Prints, waits for the file `go`, prints again. */
const waiting = (go: string) => [
  codeCell("import { existsSync } from 'node:fs';\nconsole.log('begun');"),
  codeCell(`while (!existsSync('${go}')) await new Promise((next) => setTimeout(next, 20));\nconsole.log('done');`),
];

/** The run may just be writing into a folder, which then is not empty: it is tried again. */
const remove = (path: string) => rmSync(path, { recursive: true, maxRetries: 100, retryDelay: 10 });

const again = (path: string, make: (path: string) => void) => {
  remove(path);
  make(path);
};

describe.concurrent('while it runs, its output folder', () => {
  test.each<[string, (folder: string, output: string) => void, boolean]>([
    ['is removed', remove, false],
    ['is removed and made again', (folder) => again(folder, mkdirSync), true],
    ['is replaced by a file', (folder) => again(folder, (path) => writeFileSync(path, 'a file')), false],
    ['loses the output to a folder', (_, output) => again(output, mkdirSync), false],
    ['has an output that nobody may write', (_, output) => chmodSync(output, 0o444), false],
  ])('%s', async (name, change, isWritten) => {
    const folder = `folder ${name}`;
    const input = `in ${name}.ipynb`;
    mkdirSync(at(folder));
    place.write(input, waiting(`go ${name}`));
    const { env, mark } = markedEnvironment();
    const run = place.start(['run', input, `${folder}/out.ipynb`, '--json', '--log-output'], env);
    await run.saw('begun');
    change(at(folder), at(folder, 'out.ipynb'));
    place.write(`go ${name}`, '');
    const { code, stdout, stderr } = await run.finished;
    const summary = JSON.parse(stdout);
    expect([code, summary.status], stderr).toEqual([isWritten ? 0 : 1, 'completed']);
    const output = resolve(place.folder, summary.output); // where it could not be written it is kept in local_data/runs
    const elsewhere = name === 'loses the output to a folder' ? at(folder) : at('local_data', 'runs', `in ${name}`); // beside it, where that can be
    if (!isWritten) expect(dirname(output)).toBe(elsewhere);
    const end = { folder: dirname(output), output: 'out.ipynb', mark, word: 'completed', exitCode: 0 } as const;
    const kept = { ...end, output: output.slice(dirname(output).length + 1), project: place.folder, isTracked: true };
    const cells = await checkEnded(isWritten ? kept : { ...kept, commandCode: 1 });
    expect(cells.map(printed)).toEqual(['begun\n', 'done\n']);
    if (existsSync(at(folder)) && name !== 'is replaced by a file')
      expect(readdirSync(at(folder)).filter((one) => one.startsWith('.'))).toEqual([]);
  });
});

test.skipIf(!canMount())(
  'a disk that is full: the journal makes room, and the notebook is kept elsewhere',
  async () => {
    mkdirSync(at('disk'));
    place.write('flood.ipynb', [codeCell("console.log('small');"), codeCell("console.log('x'.repeat(6_000_000));")]);
    const { env, mark } = markedEnvironment();
    const shell =
      'mount -t tmpfs -o size=2m tmpfs disk; "$@"; code=$?; ls -A disk >&2; cp disk/out.ipynb first.ipynb; exit $code';
    const run = place.start(
      ['run', 'flood.ipynb', 'disk/out.ipynb', '--json'],
      env,
      `exec unshare -Urm bash -c '${shell}' bash "$@"`,
    );
    const { code, stdout, stderr } = await run.finished;
    const summary = JSON.parse(stdout);
    expect([code, summary.status, summary.writeError], stderr).toEqual([
      1,
      'completed',
      expect.stringContaining('the disk is full'),
    ]);
    expect(stderr).toContain('this run has no journal: ENOSPC');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('out.ipynb'); // nothing else is left there
    expect(place.read('first.ipynb').metadata.octavo).toMatchObject({ status: 'running' });
    const folder = dirname(at(summary.output));
    const output = summary.output.slice(summary.output.lastIndexOf('/') + 1);
    const end = {
      folder,
      output,
      mark,
      word: 'completed',
      exitCode: 0,
      commandCode: 1,
      project: place.folder,
    } as const;
    expect(printed((await checkEnded({ ...end, isTracked: true }))[1])).toHaveLength(6_000_001);
  },
);

test.skipIf(!canMount())(
  'a disk that is full, with the project on it: the notebook is kept among temporary files',
  async () => {
    mkdirSync(at('small'));
    mkdirSync(at('temporary'));
    const fill = `import { closeSync, openSync, writeSync } from 'node:fs';
const file = openSync('filler', 'w');
for (let size = 65536; size >= 1; size = Math.floor(size / 2)) {
  try {
    while (writeSync(file, Buffer.alloc(size)) === size);
  } catch {}
}
closeSync(file);
console.log('full');`;
    place.write('fill.ipynb', [
      codeCell("console.log('before');"),
      codeCell(fill),
      codeCell("console.log('x'.repeat(500_000));"),
    ]);
    const after = 'rm filler; "$1" "$2" runs list --json; cp out.ipynb ../settled.ipynb';
    const shell = `mount -t tmpfs -o size=3m tmpfs small; cp fill.ipynb package.json small; cd small; "$@"; code=$?; ${after}; exit $code`;
    const command = `exec unshare -Urm bash -c '${shell}' bash "$@"`;
    const args = ['run', 'fill.ipynb', 'out.ipynb', '--json', '--types', 'off'];
    const { env, mark } = markedEnvironment();
    const { code, stdout, stderr } = await place.start(args, { ...env, TMPDIR: at('temporary') }, command).finished;
    const [summary = '', recorded = ''] = stdout.trim().split(/\n(?=\[)/);
    const { status, output, runId } = JSON.parse(summary);
    expect([code, status], stderr).toEqual([1, 'completed']);
    expect(stderr).toContain('is not where it was to go');
    expect(stderr).toContain('later octavo runs list writes down how it ended');
    expect(JSON.parse(recorded)).toMatchObject([{ id: runId, status: 'FINISHED', ending: 'completed' }]);
    const { cells: settled, metadata } = place.read('settled.ipynb'); // once there was room
    expect([settled.map(printed), metadata.octavo]).toEqual([
      ['before\n', 'full\n', `${'x'.repeat(500_000)}\n`],
      expect.objectContaining({ run_id: runId, status: 'completed' }),
    ]);
    expect(dirname(dirname(output))).toBe(at('temporary'));
    const end = { folder: dirname(output), output: 'fill.ipynb', mark, word: 'completed', exitCode: 0 } as const;
    const cells = await checkEnded({ ...end, isTracked: false }); // the store lay on that disk
    expect(cells.map(printed)).toEqual(['before\n', 'full\n', `${'x'.repeat(500_000)}\n`]);
  },
);

test.skipIf(!canMount())(
  'a disk that has no room for a store: the reason in one line, and the run goes on',
  async () => {
    mkdirSync(at('tiny'));
    place.write('one.ipynb', [codeCell('1')]);
    const shell = 'mount -t tmpfs -o size=100k tmpfs tiny; cp one.ipynb package.json tiny; cd tiny; exec "$@"';
    const { env } = markedEnvironment();
    const args = ['run', 'one.ipynb', 'out.ipynb', '--types', 'off'];
    const { code, stderr } = await place.start(args, env, `exec unshare -Urm bash -c '${shell}' bash "$@"`).finished;
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/not fully recorded: Cannot write the store .*: database or disk is full\n/);
    expect(stderr).not.toContain('    at ');
  },
);

test('a clock that is put back: times keep their order, and durations are those that passed', async () => {
  place.write('clock.ipynb', [
    codeCell("console.log('one');"),
    codeCell('await new Promise((next) => setTimeout(next, 300));'),
    codeCell('3'),
  ]);
  const { env, mark } = markedEnvironment();
  let backMs = 0;
  const clock = { ...nodeHost.clock, now: () => new Date(Date.now() - backMs) };
  const host = { ...nodeHost, clock, cwd: () => place.folder, env: { ...nodeHost.env, ...env } };
  const jump = ({ type }: { type: string }) => {
    if (type === 'cell-started') backMs += 3_600_000;
  };
  const observers = [recorder({ policy: 'local' }, host), jump];
  const result = await runNotebook(
    at('clock.ipynb'),
    { output: at('clock-out.ipynb'), cwd: place.folder, observers, env },
    host,
  );
  expect(result.status).toBe('completed');
  const end = {
    folder: place.folder,
    output: 'clock-out.ipynb',
    mark,
    word: 'completed',
    exitCode: 0,
    isTracked: true,
  } as const;
  const cells = await checkEnded(end);
  const [, slept] = cells.map((cell) => Number((cell.metadata.papermill as JsonObject).duration));
  expect(slept).toBeGreaterThanOrEqual(0.29);
  expect(slept).toBeLessThan(3000);
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
