import { afterAll, beforeAll } from 'vitest';
import { octavoKernelSpec, type Session, startSession } from '../../../lib/kernel/index.ts';

/** A session for the tests of a file, whose cells' types are not checked. `options.interruptMode`: how it is interrupted. */
export function sessionForTests(options: { interruptMode?: 'signal' | 'message' } = {}): { current: Session } {
  const holder = {} as { current: Session };
  beforeAll(async () => {
    holder.current = await startUntyped(options);
  });
  afterAll(() => holder.current.stop());
  return holder;
}

export function startUntyped(options: { interruptMode?: 'signal' | 'message'; env?: Record<string, string> } = {}) {
  const { env, ...spec } = options;
  return startSession(
    { ...octavoKernelSpec(), ...spec },
    { cwd: import.meta.dirname, env: { OCTAVO_TYPES: 'off', ...env } },
  );
}
