import { readFileSync } from 'node:fs';
import { OctavoError } from '../errors/index.ts';
import type { Host } from '../host/index.ts';
import { guarded, type ProgramEnd, runProgram } from './program.ts';

/** The Python environment of a project, with JupyterLab in it. */
export interface Environment {
  folder: string; // <project>/.venv, absolute
  python: string; // its interpreter, absolute
  isOwn: boolean; // made by Octavo; false for a .venv that the person made
}

export interface InstallOptions {
  offline?: string | undefined; // a folder of wheels, instead of the package index
  say: (line: string) => void;
  signal?: AbortSignal | undefined; // stops the installation
}

/** Makes an empty environment with pip in it. Throws `lab-install-failed`, `lab-interrupted`. */
export async function makeVenv(
  python: string,
  { folder }: Environment,
  options: InstallOptions,
  host: Host,
): Promise<void> {
  const end = await runProgram(python, guarded('venv', [folder]), programOptions(folder, options, host));
  if (end.code !== 0) throw failed('Making the .venv', end, options);
}

/**
 * Installs what the lock file names, each file checked against its hash, from the package index or a folder of wheels.
 * Throws `lab-network`, `lab-wheel-missing`, `lab-install-failed`, `lab-interrupted`.
 */
export async function installJupyterLab(
  { python, folder }: Environment,
  lockFile: string,
  options: InstallOptions,
  host: Host,
): Promise<void> {
  const total = readFileSync(lockFile, 'utf8').match(/^[a-z0-9][^ ]*==/gim)?.length ?? 0;
  let collected = 0;
  const args = ['install', '--require-hashes', '--no-deps', '--only-binary=:all:', '--no-input', '-r', lockFile];
  args.push('--disable-pip-version-check');
  // Nobody waits minutes for an index that is out of reach: two more tries, not pip's five.
  if (!host.env.PIP_RETRIES) args.push('--retries=2');
  if (!host.env.PIP_DEFAULT_TIMEOUT) args.push('--timeout=15');
  if (options.offline !== undefined) args.push('--no-index', '--find-links', options.offline);
  const onLine = (line: string) => {
    if (/^Collecting /.test(line) && ++collected % 25 === 0) {
      options.say(`fetched ${collected} of about ${total} Python packages`);
    }
    if (/^Installing collected/.test(line)) options.say('unpacking them');
  };
  const end = await runProgram(python, guarded('pip', args), { ...programOptions(folder, options, host), onLine });
  if (end.code !== 0) throw installFailure(end, options);
}

function programOptions(cwd: string, { signal }: InstallOptions, host: Host) {
  const env = { ...host.env, PIP_USER: '0', PYTHONUNBUFFERED: '1', PYTHONPATH: undefined, PYTHONHOME: undefined };
  return { cwd, env, signal };
}

function installFailure(end: ProgramEnd, options: InstallOptions): OctavoError {
  const text = end.lines.join('\n');
  const lacking = /No matching distribution found for (\S+)/.exec(text)?.[1];
  const isUnreachable =
    /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|Max retries exceeded|Temporary failure in name resolution|Network is unreachable|Connection refused/i;
  if (options.signal?.aborted) return failed('Installing JupyterLab', end, options);
  if (options.offline !== undefined && lacking) {
    const message = `${options.offline} has no wheel for ${lacking} that fits this Python`;
    const hint = `on a machine with a network and the same system: pip download --require-hashes --no-deps --only-binary=:all: -r requirements.lock -d ${options.offline}`;
    return new OctavoError('lab-wheel-missing', message, { hint });
  }
  if (isUnreachable.test(text)) {
    const message = 'JupyterLab must be installed once, and the Python package index cannot be reached';
    return new OctavoError('lab-network', message, { hint: 'with a folder of wheels: octavo lab --offline WHEELS' });
  }
  return failed('Installing JupyterLab', end, options);
}

function failed(what: string, end: ProgramEnd, options: InstallOptions): OctavoError {
  if (options.signal?.aborted) {
    const message = `${what} was stopped; the next start begins it again`;
    return new OctavoError('lab-interrupted', message, { exitCode: 130 });
  }
  const last = end.lines.filter((line) => !/^(\[notice\]|Ignoring )/.test(line)).slice(-6);
  const message = [`${what} failed${end.code === undefined ? '' : ` (exit code ${end.code})`}:`, ...last].join('\n  ');
  return new OctavoError('lab-install-failed', message, { hint: 'octavo lab, once that is mended' });
}
