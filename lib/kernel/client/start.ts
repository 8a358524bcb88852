import { OctavoError } from '../../errors/index.ts';
import { type Host, nodeHost } from '../../host/index.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { type ChannelOptions, openChannels } from './channels.ts';
import { Handshake } from './handshake.ts';
import { describeEnd, type KernelProcess, keptLaunches, type LaunchedKernel, launchKernel } from './kernel-process.ts';
import { connectSession, type Session } from './session.ts';
import { sessionEnvironment } from './session-environment.ts';

export interface SessionOptions {
  cwd: string; // of the kernel process
  env?: Record<string, string | undefined> | undefined; // on top of this process's environment
  startTimeoutMs?: number | undefined; // 60,000 unless given: a loaded machine is slow
  notebookPath?: string | undefined; // what the session is for; Jupyter's servers put it in JPY_SESSION_NAME
  signal?: AbortSignal | undefined; // gives up the start
  warn?: ((message: string) => void) | undefined; // takes what is odd about the kernel's answers
}

const portAttempts = 5;
const portTaken = /EADDRINUSE|address already in use|AddrInUse/i;

/**
 * Starts a kernel and waits until it answers. Throws `kernel-start-failed` when its process cannot be started or ends
 * early, and `kernel-start-timeout`; both with the end of what it printed.
 */
export async function startSession(spec: KernelSpec, options: SessionOptions, host: Host = nodeHost): Promise<Session> {
  for (let attempt = 1; ; attempt++) {
    const { cwd } = options;
    const env = sessionEnvironment(options);
    const kept = keptLaunches.take({ name: spec.name, cwd, env })?.catch(() => undefined);
    const launched = (await kept) ?? (await launchKernel(spec, { cwd, env }, host));
    try {
      return await connect(spec, launched, options);
    } catch (error) {
      await launched.discard();
      // Another program took a port between our probe and the kernel's bind: such a start is worth another try.
      if (attempt < portAttempts && !options.signal?.aborted && portTaken.test(launched.output.text)) continue;
      throw error;
    }
  }
}

async function connect(spec: KernelSpec, launched: LaunchedKernel, options: SessionOptions): Promise<Session> {
  const handshake = new Handshake();
  const over = new AbortController();
  const open = (channelOptions: ChannelOptions) => openChannels(launched.connection, channelOptions);
  const session = await connectSession(spec, launched, open, handshake, options.warn);
  try {
    void handshake.ask(session.channels, over.signal);
    return session.open(await awaitStart(spec, launched, options, handshake.done));
  } catch (error) {
    session.channels.close();
    throw error;
  } finally {
    over.abort();
  }
}

/**
 * Waits for the first sign of a kernel that has been launched. Throws `kernel-start-failed` when it ends before, or when the
 * start is given up, and `kernel-start-timeout`.
 */
export async function awaitStart<Sign>(
  spec: KernelSpec,
  launched: KernelProcess,
  options: Pick<SessionOptions, 'startTimeoutMs' | 'signal'>,
  sign: Promise<Sign>,
): Promise<Sign> {
  const timeoutMs = options.startTimeoutMs ?? 60_000;
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(startTimeout(spec, launched, timeoutMs)), timeoutMs);
  });
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = () => reject(startFailed(spec, launched, 'the start was given up'));
    if (options.signal?.aborted) giveUp();
    options.signal?.addEventListener('abort', giveUp, { signal: over.signal });
  });
  const early = launched.ended.then((end) => {
    throw startFailed(spec, launched, describeEnd(end));
  });
  try {
    return await Promise.race([sign, early, timeout, aborted]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function startFailed(spec: KernelSpec, launched: KernelProcess, reason: string): OctavoError {
  const printed = launched.output.last(20);
  const message = `Cannot start kernel "${spec.name}": ${reason}${printed && `\n${printed}`}`;
  return new OctavoError('kernel-start-failed', message, { hint: `run by hand: ${spec.argv.join(' ')}` });
}

function startTimeout(spec: KernelSpec, launched: KernelProcess, timeoutMs: number): OctavoError {
  const printed = launched.output.last(20);
  const message = `Kernel "${spec.name}" did not answer within ${timeoutMs / 1000} s${printed && `\n${printed}`}`;
  return new OctavoError('kernel-start-timeout', message, {
    hint: 'a longer start timeout, or fewer programs at once',
  });
}
