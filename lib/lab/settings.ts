import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host } from '../host/index.ts';
import { userDataFolder } from '../kernel/index.ts';
import type { Environment } from './install.ts';
import type { Workplace } from './workplace.ts';

export interface LabSettings {
  root: string; // the project, absolute
  port: number;
  fixedPort: boolean; // false: Jupyter takes another one when this one is taken meanwhile
  token: string; // of the lab
  serverToken: string; // of `octavo server` behind the proxy
}

const home = fileURLToPath(new URL('../../', import.meta.url)); // the package, in the clone and installed

/** The folder that holds `labextensions/`: the clone's build, or what the package brings. */
export function extensionFolder(): string {
  const built = join(home, 'jupyter-extension', 'share', 'jupyter');
  return existsSync(join(home, 'jupyter-extension', 'package.json')) ? built : join(home, 'dist', 'jupyter');
}

/**
 * Writes Jupyter's settings of one start. They stand before the person's own, and in files because a command line can be
 * read by everyone on the machine. News and update checks are off: nothing asks the network.
 */
export async function writeSettings(workplace: Workplace, settings: LabSettings): Promise<void> {
  const { port, fixedPort, root, token, serverToken } = settings;
  const server = {
    IdentityProvider: { token },
    ServerApp: {
      ...{ ip: '127.0.0.1', port, port_retries: fixedPort ? 0 : 50, base_url: '/', root_dir: root },
      ...{ open_browser: false, allow_root: true, answer_yes: true, certfile: '', keyfile: '' },
    },
    MappingKernelManager: { default_kernel_name: 'tslab' }, // first in the launcher, and for `New > Notebook`
    ServerProxy: { servers: { octavo: octavoServer(serverToken) } },
  };
  const lab = {
    LabApp: {
      news_url: null,
      check_for_updates_class: 'jupyterlab.NeverCheckForUpdate',
      extension_manager: 'readonly',
      workspaces_dir: workplace.workspaces,
    },
  };
  const defaults = {
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
    '@jupyterlab/completer-extension:manager': { showDocumentationPanel: true }, // beside the matches
  };
  const write = (name: string, content: object) =>
    writeFile(join(workplace.settings, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await write('jupyter_server_config.json', server);
  await write('jupyter_lab_config.json', lab);
  await write(join('labconfig', 'default_setting_overrides.json'), defaults);
}

/** How jupyter-server-proxy starts `octavo server`, and the header by which it is let in. */
function octavoServer(serverToken: string): object {
  return {
    command: [process.execPath, join(home, 'bin', 'octavo.js'), 'server', '--port', '{port}', '--behind-proxy'],
    environment: { OCTAVO_SERVER_TOKEN: serverToken },
    request_headers_override: { 'X-Octavo-Token': serverToken },
    absolute_url: false,
    timeout: 20,
    new_browser_tab: false,
    launcher_entry: { enabled: false, title: 'Octavo' },
  };
}

/** The environment of Jupyter and all it starts: this Node and the .venv first, and everything written in the project. */
export function labEnvironment(
  root: string,
  { folder, python }: Environment,
  workplace: Workplace,
  host: Host,
): Record<string, string | undefined> {
  const { env } = host;
  const list = (...paths: (string | undefined)[]) => paths.filter(Boolean).join(delimiter);
  return {
    ...env,
    PATH: list(dirname(process.execPath), dirname(python), env.PATH),
    VIRTUAL_ENV: folder,
    PYTHONHOME: undefined,
    PYTHONUNBUFFERED: '1',
    JUPYTER_PATH: list(join(root, '.octavo', 'jupyter'), extensionFolder(), env.JUPYTER_PATH, userDataFolder(host)),
    JUPYTER_CONFIG_PATH: list(workplace.settings, env.JUPYTER_CONFIG_PATH),
    JUPYTER_DATA_DIR: workplace.data,
    JUPYTER_RUNTIME_DIR: workplace.runtime,
    JUPYTER_NO_CONFIG: undefined, // would also turn these settings off
    JUPYTER_TOKEN: undefined, // stands in the settings, so that kernels do not inherit it
    JUPYTER_TOKEN_FILE: undefined,
    JPY_PARENT_PID: undefined, // of the kernel that this may be started from
  };
}
