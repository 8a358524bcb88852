import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { findProject, type Host } from '../../host/index.ts';

/**
 * The folders in which Jupyter looks for `kernels/`, first come first served (source: jupyter_core.paths.jupyter_path),
 * and, behind JUPYTER_PATH, the project's own `.octavo/jupyter`.
 */
export function jupyterDataFolders(host: Host): string[] {
  const { env } = host;
  const listed = (env.JUPYTER_PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const project = join(findProject(host.cwd()).root, '.octavo', 'jupyter');
  const user = userDataFolder(host);
  const environments = environmentPrefixes(env).map((prefix) => join(prefix, 'share', 'jupyter'));
  const middle = prefersEnvironment(env) ? [...environments, user] : [user, ...environments];
  const folders = [...listed, project, ...middle, ...systemFolders(env)];
  return [...new Set(folders.map((folder) => resolve(host.cwd(), folder)))];
}

/** The folder of this user's Jupyter data, where `--user` installs (source: jupyter_core.paths.jupyter_data_dir). */
export function userDataFolder({ env }: Host): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  const home = env.HOME || homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'jupyter');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
}

/** Where Python environments live: Jupyter knows its own `sys.prefix`, we know the active one and the one on PATH. */
function environmentPrefixes(env: Host['env']): string[] {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const holder = folders.find(
    (folder) => existsSync(join(folder, 'jupyter')) || existsSync(join(folder, 'jupyter.exe')),
  );
  const prefixes = [env.VIRTUAL_ENV, env.CONDA_PREFIX, holder && dirname(holder)];
  return prefixes.filter((prefix): prefix is string => prefix !== undefined && prefix !== '');
}

function prefersEnvironment(env: Host['env']): boolean {
  const wish = env.JUPYTER_PREFER_ENV_PATH;
  if (wish !== undefined) return !['', '0', 'n', 'no', 'false', 'off'].includes(wish.toLowerCase());
  return Boolean(env.VIRTUAL_ENV || (env.CONDA_PREFIX && (env.CONDA_DEFAULT_ENV ?? 'base') !== 'base'));
}

function systemFolders(env: Host['env']): string[] {
  if (process.platform !== 'win32') return ['/usr/local/share/jupyter', '/usr/share/jupyter'];
  return env.PROGRAMDATA ? [join(env.PROGRAMDATA, 'jupyter')] : [];
}
