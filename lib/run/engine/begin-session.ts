import type { Host } from '../../host/index.ts';
import { endKept } from '../../kernel/ahead/kept.ts';
import { openKernel, openThread, type Session } from '../../kernel/index.ts';
import type { RunContribution } from '../observer.ts';
import type { RunOptions } from '../run-options.ts';
import type { PreparedRun } from './prepare.ts';
import { seedEnvironment, warnOfSeed } from './seed.ts';
import { canStartAhead, type StartedKernel, startAhead } from './started-kernel.ts';
import { warmTypes } from './type-checks.ts';

/** What a session needs of a run that is prepared. */
export interface SessionOrder
  extends Pick<RunOptions, 'env' | 'engine' | 'types' | 'typeChecks' | 'startTimeoutMs' | 'pool'> {
  input: string;
  prepared: PreparedRun;
  cwd: string; // absolute
  warn: (message: string) => void;
}

/** A session that gets ready. */
export interface BegunSession {
  /** Resolves to the reason when there is none; `contribution` holds what the kernel's environment has of the observers. */
  open: (contribution: RunContribution, signal: AbortSignal | undefined) => Promise<Session | Error>;
  /** Ends what has begun, whether it was opened or not: for a run that breaks off because something threw. */
  close: () => Promise<void>;
}

/**
 * Starts what the cells of a run need before it is known how the run is recorded: the kernel's process and TypeScript's
 * server get ready meanwhile. To be opened or closed in any case: nothing else ends them.
 */
export function beginSession(order: SessionOrder, host: Host): BegunSession {
  const { prepared, cwd, input, startTimeoutMs, pool, warn } = order;
  const { spec } = prepared;
  const env = environment(order, prepared);
  const language = order.typeChecks?.session() ?? warmTypes(spec, { cwd, env: { ...host.env, ...env } });
  const options = { cwd, env, startTimeoutMs, notebookPath: input, warn, language };
  const isAhead = order.engine !== 'in-process' && !pool && canStartAhead(spec, options);
  const started: StartedKernel | undefined = isAhead ? startAhead(spec, options, host) : undefined;

  async function open(contribution: RunContribution, signal: AbortSignal | undefined): Promise<Session> {
    warnOfSeed(prepared.choices.seed, spec, warn);
    const all = { ...options, env: { ...env, ...contribution.env }, signal };
    if (order.engine === 'in-process') return await openThread(spec, all, host);
    if (pool) return await pool.take(spec, all, host);
    if (started?.fits(spec, all)) return await started.open(all, host);
    await started?.stop();
    return await openKernel(spec, all, host);
  }

  async function openOrEnd(contribution: RunContribution, signal: AbortSignal | undefined): Promise<Session | Error> {
    try {
      if (signal?.aborted) throw new Error('the run was stopped before its kernel started');
      return await open(contribution, signal);
    } catch (error) {
      language?.close();
      await started?.stop();
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      endKept(); // what was started for another kind of run
    }
  }

  let opened: Promise<Session | Error> | undefined;
  return {
    open: (contribution, signal) => {
      opened = openOrEnd(contribution, signal);
      return opened;
    },
    close: async () => {
      const session = await (opened ?? openOrEnd({}, AbortSignal.abort()));
      if (!(session instanceof Error)) await session.stop();
    },
  };
}

function environment({ types, env }: SessionOrder, { choices, spec }: PreparedRun): Record<string, string> {
  return { ...seedEnvironment(choices.seed, spec), ...env, ...(types && { OCTAVO_TYPES: types }) };
}
