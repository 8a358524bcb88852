import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOctavoError, OctavoError } from '../errors/index.ts';
import { type ChildProcess, type Host, nodeHost, signalGroup, startProcess } from '../host/index.ts';
import type { Environment } from './install.ts';
import { hasBrowser, openInBrowser } from './open-in-browser.ts';
import { choosePort } from './port.ts';
import { prepareLab } from './prepare-lab.ts';
import { guarded } from './program.ts';
import { labEnvironment, writeSettings } from './settings.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

export interface LabOptions {
  root: string; // the project: what the lab shows; absolute
  port?: number | undefined; // the first free one from 8888 unless given; 0 lets the system choose
  env?: Record<string, string | undefined> | undefined; // added to the host's environment
  offline?: string | undefined; // a folder of wheels to install from
  jupyterArguments?: string[] | undefined; // as for `jupyter lab`
  openBrowser?: boolean | undefined; // when the machine has one
  say?: ((line: string) => void) | undefined; // progress, line by line
  signal?: AbortSignal | undefined; // stops the installation and the start; later only `close()` does
}

/** A running JupyterLab. */
export interface Lab {
  url: string; // with the token: what to open
  baseUrl: string; // ends with `/`
  token: string;
  pid: number; // of Jupyter
  ended: Promise<LabEnd>; // when Jupyter has ended, by `close()` or otherwise
  close: () => Promise<void>; // ends Jupyter, its kernels and the server behind it
}

export interface LabEnd {
  code: number | undefined;
  asked: boolean; // by `close()`
  lastLines: string[]; // of what Jupyter printed
}

const startTimeoutMs = 120_000;
const portAttempts = 5; // another program can take a port between the look and Jupyter's listening
const closeTimeoutMs = 15_000; // longer than the grace in guarded.py

/**
 * Starts JupyterLab on a project, with the environment and the kernels made first where they are missing. Resolves when
 * it answers. It ends with this process, however this process ends. Throws the codes of `ensureEnvironment`, and
 * `lab-port-busy`, `lab-died`.
 */
export async function startLab(options: LabOptions, host: Host = nodeHost): Promise<Lab> {
  const inside: Host = { ...host, env: { ...host.env, ...options.env }, cwd: () => options.root };
  const environment = await prepareLab(options, inside);
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(await choosePort(options.port), options, environment, inside);
    } catch (error) {
      const isBusy = isOctavoError(error) && error.code === 'lab-port-busy';
      if (!isBusy || options.port !== undefined || attempt === portAttempts) throw error;
    }
  }
}

async function startOn(port: number, options: LabOptions, environment: Environment, inside: Host): Promise<Lab> {
  const { root } = options;
  const workplace = await makeWorkplace(root);
  let running: ChildProcess | undefined;
  try {
    const tokens = { token: newToken(), serverToken: newToken() };
    await writeSettings(workplace, { root, port, fixedPort: options.port !== undefined, ...tokens });
    const env = labEnvironment(root, environment, workplace, inside);
    running = await startJupyter(environment.python, options, workplace, env);
    const info = await waitUntilReady(running, workplace, options.signal);
    const lab = describeLab(running, info, workplace);
    if (options.openBrowser && hasBrowser(inside)) void openInBrowser(lab.url, inside).catch(() => undefined);
    return lab;
  } catch (error) {
    if (running) await end(running);
    await removeStart(workplace);
    throw error;
  }
}

function newToken(): string {
  return randomBytes(24).toString('hex');
}

async function startJupyter(
  python: string,
  { root, jupyterArguments = [] }: LabOptions,
  { log }: Workplace,
  env: Record<string, string | undefined>,
): Promise<ChildProcess> {
  // Into a file and not a pipe: Jupyter goes on printing while it ends after this process was killed.
  const file: FileHandle = await open(log, 'a', 0o600);
  try {
    const stdio: ('pipe' | number)[] = ['pipe', file.fd, file.fd];
    const started = startProcess(python, guarded('jupyterlab', jupyterArguments), { cwd: root, env, stdio });
    started.child.stdin?.on('error', () => undefined);
    return started;
  } finally {
    await file.close();
  }
}

interface ServerInfo {
  url: string; // ends with `/`
  token: string;
  pid: number;
}

/** Waits for the file in which Jupyter says where it listens, then for its first answer. */
async function waitUntilReady(running: ChildProcess, workplace: Workplace, signal?: AbortSignal): Promise<ServerInfo> {
  let hasEnded = false;
  void running.ended.then(() => {
    hasEnded = true;
  });
  const deadlineMs = performance.now() + startTimeoutMs;
  while (performance.now() < deadlineMs) {
    if (signal?.aborted) throw new OctavoError('lab-interrupted', 'Stopped while starting', { exitCode: 130 });
    if (hasEnded) throw await died(running, workplace);
    const info = await readServerInfo(workplace);
    if (info && (await answers(info))) return info;
    await sleep(50);
  }
  const lines = await lastLines(workplace);
  const message = [`JupyterLab did not answer within ${startTimeoutMs / 1000} s:`, ...lines].join('\n  ');
  throw new OctavoError('lab-died', message, { hint: 'octavo lab -- --debug' });
}

async function died(running: ChildProcess, workplace: Workplace): Promise<OctavoError> {
  const { code, message } = await running.ended;
  const lines = await lastLines(workplace);
  const busy = busyPort(lines);
  if (busy) return new OctavoError('lab-port-busy', `Port ${busy} is taken by another program`, { hint: 'octavo lab' });
  const how = message ?? (code === undefined ? 'by a signal' : `with exit code ${code}`);
  const text = [`JupyterLab ended while it was starting, ${how}:`, ...lines].join('\n  ');
  return new OctavoError('lab-died', text, { hint: 'octavo lab -- --debug' });
}

/** The port that Jupyter could not have: it looks for a free one first, and says otherwise what it meets when it listens. */
function busyPort(lines: string[]): string | undefined {
  const text = lines.join('\n');
  if (!/could not be started because (no available port|port \d+ is not available)/.test(text)) return undefined;
  return /because port (\d+) is not available/.exec(text)?.[1] ?? /The port (\d+) is already in use\./.exec(text)?.[1];
}

async function readServerInfo({ runtime }: Workplace): Promise<ServerInfo | undefined> {
  const name = (await readdir(runtime).catch(() => [])).find((entry) => /^jpserver-\d+\.json$/.test(entry));
  if (name === undefined) return undefined;
  try {
    return JSON.parse(await readFile(join(runtime, name), 'utf8')) as ServerInfo;
  } catch {
    return undefined; // it is being written
  }
}

async function answers({ url, token }: ServerInfo): Promise<boolean> {
  try {
    const headers = { authorization: `token ${token}` };
    return (await fetch(new URL('api/status', url), { headers, signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}

async function lastLines({ log }: Workplace, count = 12): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count);
}

function describeLab(running: ChildProcess, { url, token, pid }: ServerInfo, workplace: Workplace): Lab {
  let asked = false;
  const ended = running.ended.then(async ({ code }) => {
    signalGroup(running.pid as number, 'SIGKILL');
    const lines = await lastLines(workplace);
    await removeStart(workplace);
    return { code, asked, lastLines: lines };
  });
  const close = async () => {
    asked = true;
    await end(running);
    await ended;
  };
  return { url: `${url}lab?token=${token}`, baseUrl: url, token, pid, ended, close };
}

/** Asks Jupyter to end, by closing the pipe that guarded.py reads; kills what is left when it does not. */
async function end(running: ChildProcess): Promise<void> {
  running.child.stdin?.end();
  const timer = new AbortController();
  const late = sleep(closeTimeoutMs, 'late', { signal: timer.signal }).catch(() => undefined);
  await Promise.race([running.ended, late]);
  timer.abort();
  if (running.pid !== undefined) signalGroup(running.pid, 'SIGKILL');
  await running.ended;
}

function removeStart({ start }: Workplace): Promise<void> {
  return rm(start, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}
