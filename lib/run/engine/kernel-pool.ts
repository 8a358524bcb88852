import type { Host } from '../../host/index.ts';
import type { KernelSpec, Session, SessionOptions } from '../../kernel/index.ts';

/** Kernels that have been started ahead. Each is used once. */
export interface KernelPool {
  /** A kernel that is ready, or one that starts now; from here on it belongs to the caller, who stops it. */
  take: (spec: KernelSpec, options: SessionOptions, host?: Host) => Promise<Session>;
  /** Stops those that nobody has taken. */
  close: () => Promise<void>;
}
