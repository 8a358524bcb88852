import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { signalGroup, startProcess } from '../../host/processes.ts';
import { assistCapabilities, assistPreferences } from './assist-capabilities.ts';
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
// the types of Node, spends a fifth of its time on that. In a large project it collects as often as the limit asks for.
const garbage = { GOGC: '1600', GOMEMLIMIT: '1GiB' };

/** The name of the settings file of the cells; it must not be the project's own tsconfig.json, which lies beside it. */
export const configName = 'octavo-cells.json';

// For `initializationOptions.userPreferences`. A client that can be asked for its configuration is asked, and waited for.
const preferences = {
  ...assistPreferences,
  customConfigFileName: configName,
  unstable: { customConfigFileName: configName, maximumHoverLength: 100_000 },
  preferences: { maximumHoverLength: 100_000 },
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
  over: AbortSignal, // ends it, also while it has not answered yet
): Promise<ServerProcess> {
  const {
    child,
    pid,
    ended: exit,
  } = startProcess(serverPath(env), ['--lsp', '--stdio'], {
    cwd,
    env: { ...garbage, ...env },
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
  const rpc = child.stdout && child.stdin ? connectJsonRpc(child.stdout, child.stdin, () => null) : noStreams();
  const endNow = () => tell('it was ended');
  if (over.aborted) endNow();
  over.addEventListener('abort', endNow, { once: true });
  void exit.then(({ code, signal, message }) =>
    tell(message ? `it could not be started: ${message}` : `it ended by itself (${signal ?? `exit code ${code}`})`),
  );
  try {
    const initialized = rpc.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(cwd).href,
      capabilities,
      initializationOptions: { disablePushDiagnostics: true, logVerbosity: 0, userPreferences: preferences },
    });
    rpc.notify('initialized', {});
    // Preferences count from the first request on; before it, each document has the server make up a project of its own.
    const counted = rpc.request('workspace/symbol', { query: '' }).catch(() => undefined);
    await initialized;
    await counted;
  } catch (error) {
    const reason = (error as Error).message;
    tell(reason);
    throw new Error(reason);
  }
  return { ...rpc, pid: pid ?? 0, kill: endNow };
}

const capabilities = {
  textDocument: { ...assistCapabilities, diagnostic: {} },
  workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
};

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
