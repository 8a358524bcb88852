import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import { type Cell, codeCell, type Output } from '../../lib/notebook/index.ts';
import {
  type CellOutputEvent,
  type RunEvent,
  type RunOptions,
  type RunOutput,
  type RunResult,
  runNotebook,
  startRun,
} from '../../lib/run/index.ts';
import { descendants, ended, workplace } from './run-workplace.ts';

// What a program that runs notebooks gets: a result that never throws, events to loop over, and a way to stop.

const place = workplace();
const before = descendants(process.pid).map(({ pid }) => pid);
const ownProcesses = () => descendants(process.pid).flatMap(({ pid }) => (before.includes(pid) ? [] : [pid]));
afterAll(place.remove);

const quick: RunOptions = { output: null, types: 'off', warn: () => {} };

function write(cells: Cell[], name = 'in.ipynb'): string {
  place.write(name, cells);
  return join(place.folder, name);
}

test('a result has the outputs of all cells in order, each with its cell', async () => {
  const cells = [
    codeCell("console.log('a');\n'b'", { id: 'aa000001' }),
    codeCell('', { id: 'empty001' }),
    codeCell("console.error('c');\nthrow new RangeError('d');", { id: 'bb000002' }),
    codeCell("'never'", { id: 'cc000003' }),
  ];
  const result = await runNotebook(write(cells), quick);
  expect([result.status, result.exitCode, result.error?.ename]).toEqual(['failed', 1, 'RangeError']);
  expect(result.durationMs).toBeGreaterThan(0);
  const shown = result.outputs.map(({ cell, index, output }) => [cell, index, output.output_type]);
  expect(shown).toEqual([
    ['aa000001', 1, 'stream'],
    ['aa000001', 1, 'execute_result'],
    ['bb000002', 2, 'stream'],
    ['bb000002', 2, 'error'],
  ]);
  await expect(runNotebook(write(cells), { ...quick, throwOnError: true })).rejects.toMatchObject({
    code: 'run-failed',
    exitCode: 1,
    where: { cell: 'bb000002', line: 2 },
    cause: { status: 'failed', outputs: { length: 4 } },
  });
  expect((await runNotebook(write([codeCell('1')]), { ...quick, throwOnError: true })).status).toBe('completed');
});

test('events come in order to whoever loops over them, outputs with their cell', async () => {
  const cells = [codeCell("console.log('a')", { id: 'aa000001' }), codeCell("'b'", { id: 'bb000002' })];
  const run = startRun(write(cells), quick);
  const seen: string[] = [];
  for await (const event of run.events) {
    if (event.type === 'cell-output') seen.push(`${event.index} ${event.id} ${event.message.type}`);
    else seen.push(event.type);
  }
  expect(seen).toEqual([
    'run-started',
    'cell-started',
    '1 aa000001 stream',
    'cell-finished',
    'cell-started',
    '2 bb000002 execute_result',
    'cell-finished',
    'run-finished',
  ]);
  expect((await run.result).status).toBe('completed');
  expect(run.droppedOutputs).toBe(0);
});

test('leaving the loop does not stop the run; what was not read in time is counted', async () => {
  const many = "for (let i = 0; i < 400; i++) display({ 'text/plain': String(i) });";
  const left = startRun(write([codeCell('1'), codeCell('2')]), quick);
  for await (const event of left.events) if (event.type === 'cell-started') break;
  expect((await left.result).status).toBe('completed');
  expect(await left.events.next()).toEqual({ done: true, value: undefined });

  const unread = startRun(write([codeCell(many)]), quick);
  const result = await unread.result;
  const events = await Array.fromAsync(unread.events);
  expect(events.filter(({ type }) => type === 'cell-output').length).toBe(256);
  expect([events.at(0)?.type, events.at(-1)?.type]).toEqual(['run-started', 'run-finished']);
  expect([unread.droppedOutputs, result.outputs.length]).toEqual([144, 400]);
});

test('a failing notebook is no error of the events; with throwOnError it is, behind the last one', async () => {
  const path = write([codeCell("throw new Error('no')")]);
  const types = (await Array.fromAsync(startRun(path, quick).events)).map(({ type }) => type);
  expect(types.at(-1)).toBe('run-finished');
  const run = startRun(path, { ...quick, throwOnError: true });
  const seen: string[] = [];
  await expect(async () => {
    for await (const event of run.events) seen.push(event.type);
  }).rejects.toMatchObject({ code: 'run-failed' });
  expect(seen.at(-1)).toBe('run-finished');
  await expect(run.result).rejects.toMatchObject({ code: 'run-failed' });
});

/** A kernel that starts for ever. */
function muteKernel(): string {
  const folder = join(place.folder, 'mute');
  mkdirSync(folder, { recursive: true });
  const spec = { argv: ['sleep', '1000'], display_name: 'mute', language: 'typescript' };
  writeFileSync(join(folder, 'kernel.json'), JSON.stringify(spec));
  return folder;
}

async function kernelRuns(): Promise<void> {
  while (!descendants(process.pid).some(({ command }) => command.startsWith('sleep 1000'))) await sleep(10);
}

test('a kernel that does not answer in time is a failure before the first cell, and is ended', async () => {
  const options = { ...quick, kernel: muteKernel(), startTimeoutMs: 200 };
  const result = await runNotebook(write([codeCell('1')]), options);
  expect([result.status, result.exitCode, result.error?.ename]).toEqual(['failed', 1, 'kernel-start-timeout']);
  expect(result.error?.evalue).toContain('did not answer within 0.2 s');
  await ended(ownProcesses());
});

type When = RunEvent['type'] | 'before' | 'start' | 'output';

test.each<[string, When, unknown, string, string[]]>([
  ['before the start', 'before', undefined, 'interrupted', ['pending', 'pending', 'pending']],
  ['before the start, as SIGTERM', 'before', 'terminated', 'terminated', ['pending', 'pending', 'pending']],
  ['while the kernel starts', 'start', undefined, 'interrupted', ['pending', 'pending', 'pending']],
  ['in a cell', 'output', undefined, 'interrupted', ['completed', 'failed', 'pending']],
  ['in a cell, as SIGTERM', 'output', 'SIGTERM', 'terminated', ['completed', 'failed', 'pending']],
  ['between two cells', 'cell-finished', undefined, 'interrupted', ['completed', 'pending', 'pending']],
])('an AbortSignal %s ends the run, and nothing is left of it', async (_, when, reason, ending, statuses) => {
  const loop = "console.log('waiting'); await new Promise(() => {});";
  const path = write([codeCell('1'), codeCell(loop), codeCell('3')]);
  const stop = new AbortController();
  if (when === 'before') stop.abort(reason);
  const output = join(place.folder, 'out.ipynb');
  const atOnce = (event: RunEvent) => {
    if (event.type === 'cell-finished' && when === 'cell-finished') stop.abort(reason);
  };
  const kernel = when === 'start' ? muteKernel() : undefined;
  const run = startRun(path, { ...quick, output, kernel, signal: stop.signal, observers: [atOnce] });
  for await (const event of run.events) {
    if (event.type === 'run-started' && when === 'start') void kernelRuns().then(() => stop.abort(reason));
    if (event.type === 'cell-output' && when === 'output' && event.message.type === 'stream') stop.abort(reason);
  }
  const result = await run.result;
  expect([result.status, result.cells.map(({ status }) => status)]).toEqual([ending, statuses]);
  expect(place.read('out.ipynb').metadata.octavo).toMatchObject({ status: ending });
  expect(result.error?.ename ?? 'none').toBe(when === 'output' ? 'KeyboardInterrupt' : 'none');
  await ended(ownProcesses());
});

test.each<RunEvent['type']>(['run-started', 'cell-started'])(
  'a run that breaks off at %s because its caller threw leaves no process behind',
  async (when) => {
    const boom = (event: RunEvent) => {
      if (event.type === when) throw new Error('a slip');
    };
    const warn = (message: string) => {
      throw new Error(message);
    };
    const path = write([codeCell('1'), codeCell('2')]);
    await expect(runNotebook(path, { ...quick, observers: [boom], warn })).rejects.toThrow('a slip');
    await ended(ownProcesses());
  },
);

test('a signal during the last save changes nothing: the cells have ended', async () => {
  const stop = new AbortController();
  const { status } = await runNotebook(write([codeCell('1')]), {
    ...quick,
    output: join(place.folder, 'out.ipynb'),
    signal: stop.signal,
    observers: [(event) => void (event.type === 'cell-finished' && stop.abort())],
  });
  expect(status).toBe('completed');
  expect(place.read('out.ipynb').metadata.octavo).toMatchObject({ status: 'completed' });
});

test('the time of AbortSignal.timeout() is a time-out', async () => {
  const { status, exitCode, error } = await runNotebook(write([codeCell('while (true) {}')]), {
    ...quick,
    signal: AbortSignal.timeout(1500),
  });
  expect([status, exitCode, error?.ename]).toEqual(['timed-out', 124, 'RunTimeoutError']);
  await ended(ownProcesses());
});

test('types of what a caller gets', () => {
  expectTypeOf<ReturnType<typeof startRun>['events']>().toEqualTypeOf<
    AsyncIterableIterator<RunEvent | CellOutputEvent>
  >();
  expectTypeOf<RunResult['outputs']>().toEqualTypeOf<RunOutput[]>();
  expectTypeOf<RunOutput>().toEqualTypeOf<{ cell: string; index: number; output: Output }>();
  expectTypeOf(runNotebook).returns.resolves.toEqualTypeOf<RunResult>();
});
