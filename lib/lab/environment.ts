import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OctavoError } from '../errors/index.ts';
import { type Host, isTemporaryOf } from '../host/index.ts';
import { type Environment, type InstallOptions, installJupyterLab, makeVenv } from './install.ts';
import { whileHolding } from './mutual-exclusion.ts';
import { runProgram } from './program.ts';
import { findPython } from './python.ts';
import { unwritableProject } from './workplace.ts';

type State = 'missing' | 'foreign' | 'half-made' | 'outdated' | 'ready';

export const lockFile = fileURLToPath(new URL('./requirements.lock', import.meta.url));
const recipe = 1; // raise it when .venv is made differently, so that old ones are made again
const markerName = 'octavo-lab.json'; // in .venv: says that Octavo made it, and from which lock when it is whole

/**
 * The project's `.venv`: made with JupyterLab in it when it is missing, half-made or of another lock file, else used as
 * it is. Two processes at once make it once. Throws the codes of `findPython`, `lab-venv-foreign`, `lab-network`,
 * `lab-wheel-missing`, `lab-install-failed`, `lab-interrupted`, `lab-project-read-only`.
 */
export async function ensureEnvironment(root: string, options: InstallOptions, host: Host): Promise<Environment> {
  const found = await usableEnvironment(root, host);
  if (found) return found;
  const python = await findPython(host);
  const waiting = 'another octavo lab is making the .venv; waiting for it';
  return whileHolding(join(root, '.octavo', 'lab', 'making-venv.lock'), { ...options, waiting }, async () => {
    const madeMeanwhile = await usableEnvironment(root, host);
    if (madeMeanwhile) return madeMeanwhile;
    const environment = describe(root, true);
    const state = stateOf(environment.folder);
    if (state === 'half-made') options.say('the .venv is half-made (an installation was stopped); making it again');
    if (state === 'outdated') options.say('the .venv is of another lock file; making it again');
    options.say(`making .venv with ${python.command} (Python ${python.version}); this happens once and takes a minute`);
    await clear(environment.folder, host);
    await makeVenv(python.command, environment, options, host);
    await installJupyterLab(environment, lockFile, options, host);
    await host.files.writeAtomically(join(environment.folder, markerName), markerText(lockKey()));
    return environment;
  });
}

/** The environment if nothing needs to be made. Throws `lab-venv-foreign` for one that is not ours to change. */
async function usableEnvironment(root: string, host: Host): Promise<Environment | undefined> {
  const environment = describe(root, true);
  const state = stateOf(environment.folder);
  if (state === 'foreign') {
    await checkForeign(environment, host);
    return { ...environment, isOwn: false };
  }
  if (state !== 'ready') return undefined;
  return (await readVersions(environment, host)) ? environment : undefined; // none: its Python was updated away
}

function describe(root: string, isOwn: boolean): Environment {
  const folder = join(root, '.venv');
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  return { folder, python, isOwn };
}

function stateOf(folder: string): State {
  if (!existsSync(folder)) return 'missing';
  if (!statSync(folder).isDirectory()) return 'foreign';
  const names = readdirSync(folder); // once: another octavo may be writing the marker
  if (!names.includes(markerName))
    return names.every((name) => isTemporaryOf(markerName, name)) ? 'half-made' : 'foreign';
  try {
    const { key } = JSON.parse(readFileSync(join(folder, markerName), 'utf8')) as { key?: unknown };
    if (typeof key !== 'string') return 'half-made';
    return key === lockKey() ? 'ready' : 'outdated';
  } catch {
    return 'half-made';
  }
}

function lockKey(): string {
  return createHash('sha256').update(`${recipe}\n`).update(readFileSync(lockFile)).digest('hex');
}

function markerText(key: string | undefined): string {
  const text = 'Octavo made this environment for JupyterLab and may make it again; without a key it is half-made.';
  return `${JSON.stringify({ note: text, key }, null, 2)}\n`;
}

/** Empties the folder. The marker is there at every moment, so that a kill leaves a folder that is known as ours. */
async function clear(folder: string, host: Host): Promise<void> {
  try {
    mkdirSync(folder, { recursive: true });
    await host.files.writeAtomically(join(folder, markerName), markerText(undefined));
    for (const name of await host.files.list(folder)) {
      if (name !== markerName) await host.files.remove(join(folder, name));
    }
    await host.files.writeAtomically(join(folder, '.gitignore'), '*\n');
  } catch (cause) {
    throw unwritableProject(folder, cause);
  }
}

async function checkForeign(environment: Environment, host: Host): Promise<void> {
  const versions = await readVersions(environment, host);
  const isNewEnough = (version: string | null | undefined) => {
    const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
    return major === 4 && minor >= 6;
  };
  const lacking = ['jupyterlab', 'jupyter-server-proxy'].filter((name) => !isNewEnough(versions?.[name]));
  if (lacking.length === 0) return;
  const there = versions
    ? lacking.map((name) => `${name} ${versions[name] ?? 'is not installed'}`).join(', ')
    : 'it has no Python that runs';
  const message = `The .venv of this project was not made by Octavo and lacks what octavo lab needs (${there})`;
  const hint = versions
    ? `${environment.python} -m pip install ${lacking.map((name) => `"${name}>=4.6,<5"`).join(' ')}`
    : `move it away, then octavo lab makes one: mv ${environment.folder} ${environment.folder}-old`;
  throw new OctavoError('lab-venv-foreign', message, { hint });
}

/** The versions of what the lab needs, null where it is not installed; undefined when its Python does not run. */
async function readVersions(
  { python, folder }: Environment,
  host: Host,
): Promise<Record<string, string | null> | undefined> {
  const code = [
    'import importlib.metadata as metadata, json',
    'def version(name):',
    '    try: return metadata.version(name)',
    '    except metadata.PackageNotFoundError: return None',
    'print(json.dumps({name: version(name) for name in ("jupyterlab", "jupyter-server-proxy")}))',
  ].join('\n');
  const end = await runProgram(python, ['-c', code], { cwd: folder, env: host.env });
  try {
    return end.code === 0 ? JSON.parse(end.lines.at(-1) ?? '') : undefined;
  } catch {
    return undefined;
  }
}
