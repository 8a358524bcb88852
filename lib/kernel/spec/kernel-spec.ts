import type { JsonObject } from '../../notebook/json/json.ts';

/** An installed kernel: how to start it and how to interrupt it. */
export interface KernelSpec {
  name: string;
  displayName: string;
  language: string; // lower case
  argv: string[]; // with {connection_file}, {resource_dir}, {prefix} still in it
  env: Record<string, string>;
  interruptMode: 'signal' | 'message';
  resourceFolder?: string | undefined; // absolute; the folder that holds its kernel.json
  metadata?: JsonObject | undefined; // kernel.json's own; `octavo: true` marks a kernel that waits for slow readers
}

/** Tells whether a kernel is Python's own, ipykernel. */
export function isPythonKernel({ language, argv }: KernelSpec): boolean {
  return language === 'python' && argv.some((word) => word.startsWith('ipykernel'));
}
