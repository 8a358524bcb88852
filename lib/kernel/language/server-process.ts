import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { signalGroup, startProcess } from '../../host/processes.ts';
import { assistCapabilities, assistPreferences, assistSuggestions } from './assist-capabilities.ts';
import { connectJsonRpc, type JsonRpc } from './json-rpc.ts';

/** A running language server that has answered `initialize`. */
export interface ServerProcess extends JsonRpc {
  readonly pid: number;
  kill(): void;
}

/** Where a server works. */
export interface ServerSurroundings {
  cwd: string;
  env: Record<string, string | undefined>;
}

// Go collects garbage when memory has grown by so many percent: at 100, its own choice, a server that starts, and reads all
// the types of Node, spends a fifth of its time on that.
const garbagePercent = '400';

/** The name of the settings file of the cells; it must not be the project's own tsconfig.json, which lies beside it. */
export const configName = 'octavo-cells.json';

// What the server asks for as `workspace/configuration`, for each section it names.
const settings = {
  customConfigFileName: configName,
  unstable: { customConfigFileName: configName, maximumHoverLength: 100_000 },
  preferences: { maximumHoverLength: 100_000 },
  suggest: assistSuggestions,
  disableAutomaticTypeAcquisition: true, // it would run `npm install` over the network
  tsserver: { automaticTypeAcquisition: { enabled: false } },
};

/**
 * Starts TypeScript's native server in a folder. `ended` is called once when it is gone, also when it never came to
 * answer. Throws when there is none, with one line that says why.
 */
export async function startServer(
  { cwd, env }: ServerSurroundings,
  ended: (reason: string) => void,
): Promise<ServerProcess> {
  const {
    child,
    pid,
    ended: exit,
  } = startProcess(serverPath(env), ['--lsp', '--stdio'], {
    cwd,
    env: { GOGC: garbagePercent, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let isTold = false;
  const tell = (reason: string) => {
    if (isTold) return;
    isTold = true;
    rpc.end(reason);
    ended(reason);
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  };
  const rpc =
    child.stdout && child.stdin
      ? connectJsonRpc(child.stdout, child.stdin, (method, params) => answer(method, params))
      : noStreams();
  void exit.then(({ code, signal, message }) =>
    tell(message ? `it could not be started: ${message}` : `it ended by itself (${signal ?? `exit code ${code}`})`),
  );
  try {
    await rpc.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(cwd).href,
      capabilities,
      initializationOptions: { disablePushDiagnostics: true, userPreferences: assistPreferences },
    });
  } catch (error) {
    const reason = (error as Error).message;
    tell(reason);
    throw new Error(reason);
  }
  rpc.notify('initialized', {});
  // It takes up `settings` with the first request; until then each document that is opened has it make up a project of its own.
  await rpc.request('workspace/symbol', { query: '' }).catch(() => undefined);
  return { ...rpc, pid: pid ?? 0, kill: () => tell('it was ended') };
}

const capabilities = {
  textDocument: { ...assistCapabilities, diagnostic: {} },
  workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } },
};

function answer(method: string, params: unknown): unknown {
  if (method !== 'workspace/configuration') return null;
  return ((params as { items?: unknown[] }).items ?? []).map(() => settings);
}

/** Where the server's program is: OCTAVO_LANGUAGE_SERVER, else the native part of the `typescript` that Octavo has. */
function serverPath(env: ServerSurroundings['env']): string {
  const told = env.OCTAVO_LANGUAGE_SERVER;
  if (told) return told;
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const name = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const folder = dirname(createRequire(typescript).resolve(name));
  return join(folder, 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
}

function noStreams(): JsonRpc {
  const gone = () => Promise.reject(new Error('it could not be started'));
  return { request: gone, notify: () => {}, end: () => {} };
}
