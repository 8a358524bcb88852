import type { Host } from '../../host/index.ts';
import { openKernel, openThread, type Session } from '../../kernel/index.ts';
import type { RunOrder } from './run-order.ts';
import { seedEnvironment, warnOfSeed } from './seed.ts';

/** The session that evaluates the cells of a run: from the pool, or started now. Resolves to the reason when there is none. */
export async function openSession(order: RunOrder, host: Host): Promise<Session | Error> {
  const { prepared, cwd, input, contribution, startTimeoutMs, signal, pool } = order;
  const types = order.types && { OCTAVO_TYPES: order.types };
  warnOfSeed(prepared.choices.seed, prepared.spec, order.warn);
  const env = { ...seedEnvironment(prepared.choices.seed, prepared.spec), ...order.env, ...types, ...contribution.env };
  const options = { cwd, env, startTimeoutMs, notebookPath: input, signal, warn: order.warn };
  if (signal?.aborted) return new Error('the run was stopped before its kernel started');
  try {
    if (order.engine === 'in-process') return await openThread(prepared.spec, options, host);
    return await (pool ? pool.take(prepared.spec, options, host) : openKernel(prepared.spec, options, host));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
