/** TypeScript's kernel, and a client that drives any Jupyter kernel. Plain TypeScript (not generated). */
export type { ExecuteReply, ExecutionTiming, KernelMessage } from './client/execution.ts';
export type { KernelInfo } from './client/handshake.ts';
export type { ExecuteOptions, Session } from './client/session.ts';
export { type SessionOptions, startSession } from './client/start.ts';
export { kernelErrors } from './errors.ts';
export type { KernelSpec } from './spec/kernel-spec.ts';
export { octavoKernelSpec } from './spec/octavo-spec.ts';
