/** TypeScript's kernel, and a client that drives any Jupyter kernel. Plain TypeScript (not generated). */
export { cellSignal } from './cell-signal.ts';
export type { ExecuteReply, ExecutionTiming, KernelMessage } from './client/execution.ts';
export type { KernelInfo } from './client/handshake.ts';
export type { ExecuteOptions, SendOptions, Session } from './client/session.ts';
export { type SessionOptions, startSession } from './client/start.ts';
export {
  type Comm,
  type CommContent,
  type CommListener,
  type CommOpened,
  type CommOptions,
  openComm,
  registerCommTarget,
} from './comms.ts';
export {
  clearOutput,
  type Display,
  type DisplayOptions,
  display,
  type JsonOptions,
  newDisplay,
} from './display.ts';

export { kernelErrors } from './errors.ts';
export type { LeftRunning } from './evaluator/protocol.ts';
export type { TypeChecks } from './front/type-checks.ts';
export { checkThread, openThread } from './in-process/open-thread.ts';
export { alert, confirm, type InputOptions, input, prompt, StdinNotImplementedError } from './input.ts';
export { openKernel } from './local/open-kernel.ts';
export { findKernelSpec, type InstalledKernels, listKernelSpecs, readInstalledKernels } from './spec/find-spec.ts';
export { type InstalledSpec, type InstallOptions, installKernelSpec } from './spec/install.ts';
export type { KernelSpec } from './spec/kernel-spec.ts';
export { nearestOctavo } from './spec/nearest-octavo.ts';
export { octavoKernelSpec } from './spec/octavo-spec.ts';
export { userDataFolder } from './spec/search-path.ts';
