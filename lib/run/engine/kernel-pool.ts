import { type Host, nodeHost } from '../../host/index.ts';
import { type KernelSpec, openKernel, type Session } from '../../kernel/index.ts';
import { canStartAhead, type KernelOptions, type StartedKernel, startAhead } from './started-kernel.ts';

/** Kernels that have been started ahead. Each is used once. */
export interface KernelPool {
  /** A kernel that is ready, or one that starts now; from here on it belongs to the caller, who stops it. */
  take: (spec: KernelSpec, options: KernelOptions, host?: Host) => Promise<Session>;
  /** Starts kernels before the first is taken: for a service that knows what it will be asked for. */
  warm: (spec: KernelSpec, options: KernelOptions, host?: Host) => void;
  /** Stops those that nobody has taken. */
  close: () => Promise<void>;
}

export interface KernelPoolOptions {
  size: number; // kernels that wait at most
  most?: number | undefined; // kernels in all, when it is known how many will be taken
}

/**
 * Makes a pool. It is empty until a first kernel is taken, or `warm` is called: those that are started ahead are like the
 * one that was asked for last. What tells a session from the next (its folder, its environment) a waiting kernel takes on when it is taken.
 */
export function createKernelPool({ size, most = Number.POSITIVE_INFINITY }: KernelPoolOptions): KernelPool {
  let waiting: StartedKernel[] = [];
  let taken = 0;
  let isClosed = false;

  function find(spec: KernelSpec, options: KernelOptions): StartedKernel | undefined {
    waiting = waiting.filter((kernel) => !kernel.hasEnded());
    const found = waiting.find((kernel) => kernel.fits(spec, options));
    waiting = waiting.filter((kernel) => kernel !== found);
    return found;
  }

  function fill(spec: KernelSpec, options: KernelOptions, host: Host): void {
    if (isClosed || !canStartAhead(spec, options)) return;
    while (waiting.length < Math.min(size, most - taken)) waiting.push(startAhead(spec, options, host));
    const unlike = waiting.filter((kernel) => !kernel.fits(spec, options)); // nobody asks for such any more
    if (unlike.length === 0) return;
    waiting = waiting.filter((kernel) => !unlike.includes(kernel));
    void Promise.all(unlike.map((kernel) => kernel.stop()));
    fill(spec, options, host);
  }

  return {
    take: async (spec, options, host = nodeHost) => {
      taken++;
      const ready = find(spec, options);
      const openNew = () => openKernel(spec, options, host);
      const instead = (error: unknown) => {
        if (options.signal?.aborted) throw error;
        return openNew(); // it has died just now
      };
      const opening = ready ? ready.open(options, host).catch(instead) : openNew();
      fill(spec, options, host);
      return await opening;
    },
    warm: (spec, options, host = nodeHost) => fill(spec, options, host),
    close: async () => {
      isClosed = true;
      const left = waiting;
      waiting = [];
      await Promise.all(left.map((kernel) => kernel.stop()));
    },
  };
}
