import { delimiter, join } from 'node:path';
import { readCommand } from '../../host/index.ts';
import { readTemplateManifest } from '../new/template-files.ts';
import { type Check, exists, type Finding } from './finding.ts';

const oldestNode = 24;
const oldestPythonMinor = 10;

/** The Node that npm scripts and JupyterLab's kernel start: that of the project, else that of the machine. */
export const checkRuntime: Check = async ({ project, host }) => {
  const bin = join(project.root, 'node_modules', '.bin');
  const name = process.platform === 'win32' ? 'node.cmd' : 'node';
  const isBrought = await exists(join(bin, name), host);
  const command = isBrought ? join(bin, name) : 'node';
  const version = (await readCommand(command, ['--version'], project.root))?.trim();
  if (version && Number(/^v(\d+)/.exec(version)?.[1]) >= oldestNode) return [];
  const found = version ? `${command} is Node ${version}` : `there is no Node at ${command}`;
  return [
    {
      code: 'runtime-old',
      level: 'broken',
      sentence: `the scripts of this project need Node ${oldestNode} or newer, and ${found}`,
      command: await runtimeCommand(host),
    },
  ];
};

/** npm has a Node for this platform, or has none. */
async function runtimeCommand(host: Parameters<Check>[0]['host']): Promise<string | undefined> {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const pins = Object.entries((await readTemplateManifest(host)).optionalDependencies ?? {});
  const pin = pins.find(([name]) => name.endsWith(`${platform}-${process.arch}`));
  return pin && `npm install --save-optional --save-exact ${pin[0]}@${pin[1]}`;
}

/** JupyterLab needs Python; nothing else does. */
export const checkJupyterLab: Check = async ({ project, host }) => {
  if (await exists(join(project.root, '.venv'), host)) return [];
  const named = host.env.OCTAVO_PYTHON;
  for (const command of named ? [named] : ['python3', 'python']) {
    const version = await readCommand(command, ['--version'], project.root);
    const [, major, minor] = /(\d+)\.(\d+)/.exec(version ?? '') ?? [];
    if (Number(major) === 3 && Number(minor) >= oldestPythonMinor) {
      const sentence = 'JupyterLab is not installed in this project yet; only npm run lab needs it';
      return [{ code: 'lab-not-installed', level: 'note', sentence, command: 'npx octavo lab --prepare' }];
    }
  }
  const sentence = `no Python 3.${oldestPythonMinor} or newer was found; JupyterLab needs it, nothing else does`;
  return [{ code: 'python-missing', level: 'note', sentence, command: pythonCommand() }];
};

function pythonCommand(): string {
  if (process.platform === 'darwin') return 'brew install python@3.13';
  if (process.platform === 'win32') return 'winget install Python.Python.3.13';
  return 'sudo apt-get install python3 python3-venv';
}

/** Git on this machine; what it finds in the project is a check of its own. */
export const checkGit: Check = async ({ host }): Promise<Finding[]> => {
  const folders = (host.env.PATH ?? '').split(delimiter);
  const names = process.platform === 'win32' ? ['git.exe', 'git.cmd'] : ['git'];
  for (const folder of folders) {
    for (const name of names) if (folder !== '' && (await exists(join(folder, name), host))) return [];
  }
  const command = { darwin: 'xcode-select --install', win32: 'winget install Git.Git' }[process.platform as 'darwin'];
  const sentence = 'there is no git on the PATH; hooks, diffs and merges of notebooks need it';
  return [{ code: 'git-missing', level: 'warning', sentence, command: command ?? 'sudo apt-get install git' }];
};
