import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Host, type ProcessEnd, signalGroup, startProcess } from '../../host/index.ts';
import { keptAhead } from '../ahead/kept.ts';
import { lateCrypto } from '../late-crypto.ts';
import type { KernelSpec } from '../spec/kernel-spec.ts';
import { type Connection, formatConnection } from '../wire/connection.ts';
import { makeConnectionFolder, removeLeftFolders } from './connection-folder.ts';
import { chooseFreePorts } from './ports.ts';
import { OutputTail } from './tail.ts';

/** A kernel's process and the end of what it printed. */
export interface KernelProcess {
  readonly pid: number | undefined;
  readonly ended: Promise<ProcessEnd>;
  readonly output: OutputTail;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void; // to the whole process group
  discard(): Promise<void>; // kills what is left of the group and removes the connection file
}

/** One that has been launched, and where it listens. */
export type LaunchedKernel = KernelProcess & { readonly connection: Connection };

/** Those that were launched ahead, by name, folder and what they were told of their session. */
export const keptLaunches = keptAhead<Promise<LaunchedKernel>>('launch');

const loopback = '127.0.0.1';
const running = new Set<number>(); // group leaders that must not outlive this process

/** Starts the process of a kernel as the leader of its own group, so that a ^C at the terminal does not reach it. */
export async function launchKernel(
  spec: KernelSpec,
  options: { cwd: string; env: Record<string, string | undefined> },
  host: Host,
): Promise<LaunchedKernel> {
  const folder = await makeConnectionFolder();
  void removeLeftFolders(); // of programs that were killed; nobody waits for it
  const file = join(folder, 'connection.json');
  const key = lateCrypto().randomBytes(32).toString('hex');
  const connection: Connection = { transport: 'tcp', ip: loopback, key, ports: await chooseFreePorts(loopback) };
  await writeFile(file, formatConnection(connection, spec.name), { mode: 0o600 });
  const [command = '', ...args] = fillArguments(spec, file);
  const env = { ...host.env, ...fillEnvironment(spec.env, host.env), ...options.env, JPY_PARENT_PID: `${process.pid}` };
  const started = startProcess(command, args, { cwd: options.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = started;
  const output = new OutputTail();
  output.follow(started.child.stdout);
  output.follow(started.child.stderr);
  let hasEnded = false;
  const ended = started.ended.then((end) => {
    hasEnded = true;
    return end;
  });
  if (pid !== undefined) endWithThisProcess(pid);
  return {
    pid,
    connection,
    ended,
    output,
    hasEnded: () => hasEnded,
    signal: (signal) => void (pid !== undefined && signalGroup(pid, signal)),
    discard: async () => {
      if (pid !== undefined) {
        signalGroup(pid, 'SIGKILL');
        forgetGroup(pid);
      }
      await ended;
      started.child.stdout?.destroy(); // a process that left the group may still hold the other end
      started.child.stderr?.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Puts the connection file, the spec's folder and its prefix into argv. */
function fillArguments(spec: KernelSpec, connectionFile: string): string[] {
  const values: Record<string, string | undefined> = {
    connection_file: connectionFile,
    resource_dir: spec.resourceFolder,
    prefix: spec.resourceFolder && join(spec.resourceFolder, '..', '..', '..', '..'),
  };
  return spec.argv.map((word) => word.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all));
}

/** kernel.json may name variables of the environment: `"PATH": "/opt/bin:${PATH}"`. */
function fillEnvironment(env: Record<string, string>, outer: Record<string, string | undefined>) {
  const fill = (value: string) => value.replace(/\$\{(\w+)\}/g, (all, name: string) => outer[name] ?? all);
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
}

/** A program that ends without stopping its sessions takes their kernels along: to be called with the leader of a group. */
export function endWithThisProcess(pid: number): void {
  if (running.size === 0) process.removeListener('exit', killRunning).once('exit', killRunning);
  running.add(pid);
}

/** To be called when the group of a kernel is gone. */
export function forgetGroup(pid: number): void {
  running.delete(pid);
}

function killRunning(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/** How a process ended, in words. */
export function describeEnd(end: ProcessEnd): string {
  if (end.message !== undefined) return end.message;
  return end.signal === undefined ? `it ended with exit code ${end.code}` : `it was ended by ${end.signal}`;
}
