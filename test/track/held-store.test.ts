import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { runInThisContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { nodeHost } from '../../lib/host/index.ts';
import { createNotebook } from '../../lib/notebook/index.ts';
import type { RunEvent, RunResult } from '../../lib/run/index.ts';
import { readRun, recorder } from '../../lib/track/index.ts';
import { createMetricBuffer } from '../../lib/track/metric-buffer.ts';
import { recordGitState } from '../../lib/track/recorder.ts';
import { ensureExperiment } from '../../lib/track/store/experiments.ts';
import { setTags } from '../../lib/track/store/tags.ts';
import { openStoreFile } from '../../lib/track/store/tracking-store.ts';
import { storeWithRun, temporaryFolder } from './temporary-store.ts';

// A store that another process holds, as a long transaction of another program does. Another connection is as good.

/** Holds the store until it is let go. */
function hold(path: string): () => void {
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  onTestFinished(() => {
    if (other.isOpen) other.close();
  });
  return () => other.close();
}

/** A recorder of a store that is there already, and what it warned of. */
function recording(more: { signal?: AbortSignal; killSignal?: AbortSignal } = {}) {
  const folder = temporaryFolder();
  const store = join(folder, 'octavo.db');
  openStoreFile(store).close();
  const warnings: string[] = [];
  const host = { ...nodeHost, env: {}, cwd: () => folder };
  const options = { store, onWarning: (message: string) => void warnings.push(message), ...more };
  return { store, warnings, observer: recorder(options, host) };
}

const notebook = createNotebook({ cells: [] });
const [input, kernel] = ['a.ipynb', 'octavo'];
const shared = { runUuid: 'a', input, parameters: {}, defaults: {}, kernel, cwd: '.', notebook };
const started = (): RunEvent => ({ type: 'run-started', ...shared, startedAt: new Date() });
const finished = (runId: string | undefined): RunEvent => {
  const result: RunResult = {
    ...shared,
    runId,
    status: 'interrupted',
    exitCode: 130,
    cells: [],
    outputs: [],
    durationMs: 1,
  };
  return { type: 'run-finished', result, endedAt: new Date() };
};

test('recorder() waits for a held store without blocking, at the start of a run and at its end', async () => {
  const { store, warnings, observer } = recording();
  let release = hold(store);
  setTimeout(() => release(), 120); // never comes where the event loop stands still
  const run = (await observer(started())) ?? {};
  release = hold(store);
  setTimeout(() => release(), 120);
  await observer(finished(run.runId));
  const open = openStoreFile(store);
  const lost = warnings.filter((text) => !text.includes('waiting for it')); // said on a machine that is slow
  expect([readRun(open, run.runId ?? '').ending, lost]).toEqual(['interrupted', []]);
  open.close();
});

test('recorder() says that it waits, and waits no longer when somebody has asked twice to stop', async () => {
  const kill = new AbortController();
  const { store, warnings, observer } = recording({ killSignal: kill.signal });
  hold(store);
  const run = Promise.resolve(observer(started()));
  while (warnings.length === 0) await sleep(5);
  kill.abort();
  expect(await run).toEqual({ env: { OCTAVO_TRACK: 'off' } });
  const held = `The store ${store} is held by another process`;
  expect(warnings).toEqual([
    `${held}; waiting for it (Ctrl-C twice ends this)`,
    `the run is not fully recorded: ${held}`,
  ]);
});

test('recordGitState() does not hold up the end of a stopped run: it returns what is not written yet', async () => {
  const { store, runId } = storeWithRun();
  const release = hold(store.path);
  const tags = { 'mlflow.source.git.commit': 'abc' };
  expect(await recordGitState(store.path, runId, Promise.resolve(tags), AbortSignal.abort())).toEqual(tags);
  release();
  expect(await recordGitState(store.path, runId, Promise.resolve(tags), AbortSignal.abort())).toEqual({});
});

/** Does work until an interrupt breaks it off, as that of a kernel: neither `catch` nor `finally` runs. */
function interrupted(work: () => unknown, timeout: number): string {
  const name = Symbol.for('octavo.test.work');
  Object.assign(globalThis, { [name]: work });
  try {
    return String(runInThisContext("globalThis[Symbol.for('octavo.test.work')]()", { timeout }));
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
const brokenOff = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

test('a cell that waits for a held store can be interrupted', () => {
  const path = join(temporaryFolder(), 'octavo.db');
  const store = openStoreFile(path);
  const release = hold(path);
  expect(interrupted(() => ensureExperiment(store, 'iris'), 50)).toBe(brokenOff);
  release();
  expect(ensureExperiment(store, 'iris').id).toBe('1');
  store.close();
});

test('a write that is interrupted is undone, and holds the store for nobody', async () => {
  const { store, runId } = storeWithRun();
  const write = () =>
    store.write(() => {
      setTags(store, runId, { half: 'done' });
      while (true);
    });
  expect(interrupted(write, 50)).toBe(brokenOff);
  await turn(); // in which it is undone
  const other = openStoreFile(store.path, { busyTimeoutMs: 50 });
  setTags(other, runId, { whole: 'yes' });
  expect(Object.keys(readRun(other, runId).tags)).not.toContain('half');
  other.close();
  setTags(store, runId, { later: 'yes' });
  expect(readRun(store, runId).tags).toMatchObject({ whole: 'yes', later: 'yes' });
});

test('createMetricBuffer() keeps the points that an interrupted write did not write', () => {
  let isHeld = true;
  const written: number[] = [];
  const write = (_runId: string, points: { value: number }[]) => {
    while (isHeld);
    written.push(...points.map(({ value }) => value));
  };
  const buffer = createMetricBuffer(write, (error) => expect(error).toBeUndefined());
  const point = (value: number) => ({ name: 'loss', value, step: value, timestampMs: 1 });
  buffer.add('a', point(1));
  buffer.add('a', point(2));
  expect(interrupted(buffer.flush, 50)).toBe(brokenOff);
  isHeld = false;
  buffer.add('a', point(3));
  buffer.flush();
  buffer.flush();
  expect(written).toEqual([1, 2, 3]);
});
