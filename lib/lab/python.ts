import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';
import { runProgram } from './program.ts';

export interface Python {
  command: string; // as it was found, `python3` or a path
  version: string; // `3.11.7`
}

interface Probe {
  version: [number, number, number];
  modules: string[]; // those of venv and ensurepip that are there
}

const oldestMinor = 10;
const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

// In words that Python 2 understands too. ensurepip is asked for by import: Debian has venv without it.
const question = [
  'import sys, json',
  'found = []',
  'for name in ("venv", "ensurepip"):',
  '    try:',
  '        __import__(name)',
  '        found.append(name)',
  '    except ImportError:',
  '        pass',
  'print(json.dumps({"version": list(sys.version_info[:3]), "modules": found}))',
].join('\n');

/**
 * A Python that can make environments: the one named by OCTAVO_PYTHON, else the first fitting one on the PATH. Throws
 * `lab-python-missing`, `lab-python-too-old`, `lab-python-without-venv`.
 */
export async function findPython(host: Host = nodeHost): Promise<Python> {
  const named = host.env.OCTAVO_PYTHON;
  const found: { python: Python; probe: Probe }[] = [];
  for (const command of named ? [named] : names) {
    const probe = await probePython(command, host);
    if (probe === undefined) continue;
    const python = { command, version: probe.version.join('.') };
    if (isNewEnough(probe) && isWhole(probe)) return python;
    found.push({ python, probe });
  }
  throw describeLack(found, named);
}

async function probePython(command: string, host: Host): Promise<Probe | undefined> {
  const signal = AbortSignal.timeout(20_000); // a program of this name that waits for something is no Python
  const end = await runProgram(command, ['-c', question], { cwd: host.cwd(), env: host.env, signal });
  try {
    const probe = JSON.parse(end.lines.at(-1) ?? '') as Probe;
    return end.code === 0 && Array.isArray(probe.version) && Array.isArray(probe.modules) ? probe : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough({ version: [major, minor] }: Probe): boolean {
  return major > 3 || (major === 3 && minor >= oldestMinor);
}

function isWhole({ modules }: Probe): boolean {
  return modules.length === 2;
}

function describeLack(found: { python: Python; probe: Probe }[], named: string | undefined): OctavoError {
  const install = 'install Python 3.10 or newer, or name one: OCTAVO_PYTHON=/path/to/python3 octavo lab';
  const incomplete = found.find(({ probe }) => isNewEnough(probe));
  if (incomplete) {
    const { command, version } = incomplete.python;
    const lacking = ['venv', 'ensurepip'].filter((name) => !incomplete.probe.modules.includes(name)).join(' and ');
    const message = `Python ${version} (${command}) comes without ${lacking}, so it cannot make the .venv that JupyterLab lives in`;
    const [major, minor] = incomplete.probe.version;
    const hint = `on Debian and Ubuntu: apt install python${major}.${minor}-venv; or name another: OCTAVO_PYTHON=/path/to/python3 octavo lab`;
    return new OctavoError('lab-python-without-venv', message, { hint });
  }
  const [old] = found;
  if (old) {
    const message = `JupyterLab needs Python 3.10 or newer, and ${old.python.command} is Python ${old.python.version}`;
    return new OctavoError('lab-python-too-old', message, { hint: install });
  }
  const message = named
    ? `JupyterLab needs Python 3.10 or newer, and OCTAVO_PYTHON names none: ${named}`
    : 'JupyterLab needs Python 3.10 or newer, and there is none on the PATH';
  return new OctavoError('lab-python-missing', message, { hint: install });
}
