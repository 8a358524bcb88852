import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, nodeHost } from '../../lib/host/index.ts';

export interface FakePython {
  version?: string; // as JSON, [3, 11, 7] unless given
  modules?: string; // as JSON
  versions?: string; // of JupyterLab and the proxy in an environment made by it, as JSON; '' fails
  pip?: string; // shell commands in place of pip
  lab?: string; // shell commands in place of JupyterLab
}

/** A project in a folder of its own, on a machine whose PATH holds nothing but the Pythons that a test puts there. */
export interface FakeMachine {
  root: string;
  host: Host;
  addPython: (name: string, python?: FakePython) => string; // returns its path
  calls: () => string[]; // of pip and venv, in order, with their arguments
  remove: () => void;
}

export function fakeMachine(): FakeMachine {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'octavo-lab-')));
  const [root, bin, log] = [join(folder, 'project'), join(folder, 'bin'), join(folder, 'calls.txt')];
  mkdirSync(root);
  mkdirSync(bin);
  writeFileSync(join(root, 'package.json'), '{ "name": "project" }\n');
  return {
    root,
    host: { ...nodeHost, env: { PATH: bin, HOME: folder }, cwd: () => root },
    addPython: (name, python = {}) => {
      const path = join(bin, name);
      writeFileSync(path, scriptOf(python, log));
      chmodSync(path, 0o755);
      return path;
    },
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What lib/lab asks a Python, answered by a shell: the two questions of `-c`, and the modules that guarded.py runs. */
function scriptOf(python: FakePython, log: string): string {
  const { version = '[3, 11, 7]', modules = '["venv", "ensurepip"]', pip = ':', lab = 'exit 1' } = python;
  const { versions = '{"jupyterlab": "4.6.6", "jupyter-server-proxy": "4.6.0"}' } = python;
  return `#!/bin/sh
case "$1$2" in
  -c*ensurepip*) echo '{"version": ${version}, "modules": ${modules}}' ;;
  -c*metadata*) ${versions === '' ? 'exit 1' : `echo '${versions}'`} ;;
  *guarded.pyvenv) echo "$*" >> ${log}; /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
  *guarded.pypip) echo "$*" >> ${log}
    ${pip} ;;
  *guarded.pyjupyterlab)
    ${lab} ;;
esac
`;
}
