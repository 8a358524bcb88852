import { afterEach, expect, test } from 'vitest';
import { keepProcessState } from '../../lib/test/vitest/worker-state.ts';

const { map } = Array.prototype;

afterEach(() => {
  delete process.env.OCTAVO_LEAKED;
  Array.prototype.map = map;
});

test('what was changed of a process is put back', () => {
  const kept = keepProcessState();
  const { log } = console;
  Object.assign(globalThis, { leaked: 1 });
  Object.assign(process.env, { OCTAVO_LEAKED: 'yes' });
  Object.assign(console, { log: () => {}, leaked: 1 });
  Array.prototype.map = () => [];
  Math.random = () => 0;
  process.argv = ['other'];
  const listener = () => {};
  process.on('exit', listener);
  const { setTimeout: noting } = globalThis;
  kept.restore();
  expect('leaked' in globalThis).toBe(false);
  expect(process.env.OCTAVO_LEAKED).toBeUndefined();
  expect([console.log, 'leaked' in console]).toEqual([log, false]);
  expect([1].map((one) => one + 1)).toEqual([2]);
  expect([Math.random(), Math.random()]).not.toEqual([0, 0]);
  expect(process.argv).not.toEqual(['other']);
  expect(process.listeners('exit')).not.toContain(listener);
  expect(globalThis.setTimeout).not.toBe(noting);
});

test('timers that are left do not fire', async () => {
  const kept = keepProcessState();
  let fired = 0;
  const count = () => {
    fired += 1;
  };
  expect(kept.hasTimers()).toBe(false);
  setTimeout(count, 1);
  setInterval(count, 1);
  setImmediate(count);
  expect(kept.hasTimers()).toBe(true);
  kept.restore();
  await new Promise((done) => setTimeout(done, 20));
  expect(fired).toBe(0);
});
