import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { octavoKernelSpec } from '../../lib/kernel/index.ts';
import type { KernelSpec } from '../../lib/kernel/spec/kernel-spec.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(import.meta.dirname, 'rivals');
const target = join(root, 'local_data', 'kernel-rivals'); // ignored by git

/** The kernels that are compared, and the project in which all of them are started. */
export interface Rivals {
  project: string; // a folder with a package.json, a tsconfig.json, TensorFlow.js, Arrow and zod
  ownProject: string; // Octavo's own clone: some hundred modules of its own
  checked: KernelSpec; // Octavo's, types checked
  unchecked: KernelSpec; // Octavo's, types off
  tslab: KernelSpec;
  deno: KernelSpec;
  ipykernel: KernelSpec;
}

/** Installs what is not there yet (no package's script is run) and says how each kernel is started. */
export function installRivals(say: (line: string) => void): Rivals {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const stamp = join(target, 'installed-lock.json'); // written last
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    say('installing stock tslab, Deno, TensorFlow.js, Arrow and zod into local_data/kernel-rivals (some 500 MB)');
    mkdirSync(target, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(source, name), join(target, name));
    // Not `npm ci`: it refuses a lock without the binaries of Deno for the other platforms.
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr } = spawnSync('npm', args, { cwd: target, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the rival kernels could not be installed: ${stderr.trim()}`);
    writeFileSync(stamp, lock);
  }
  const octavo = octavoKernelSpec();
  const withTypes = (types: string): KernelSpec => ({ ...octavo, env: { ...octavo.env, OCTAVO_TYPES: types } });
  const tslab = join(target, 'node_modules', 'tslab', 'bin', 'tslab');
  return {
    project: makeProject(),
    ownProject: root,
    checked: withTypes('error'),
    unchecked: withTypes('off'),
    tslab: foreign('tslab', [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}']),
    deno: foreign('deno', [denoBinary(), 'jupyter', '--kernel', '--conn', '{connection_file}'], {
      DENO_NO_UPDATE_CHECK: '1',
      DENO_DIR: join(target, 'deno-cache'),
      NO_COLOR: '1',
    }),
    ipykernel: foreign('ipykernel', [
      ...[python(), '-Xfrozen_modules=off', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    ]),
  };
}

/** A project outside of the clone, as a newcomer has it; it is removed by whoever asked for the rivals. */
function makeProject(): string {
  const project = mkdtempSync(join(tmpdir(), 'octavo-kernels-'));
  copyFileSync(join(source, 'package.json'), join(project, 'package.json'));
  writeFileSync(join(project, 'tsconfig.json'), tsconfig);
  symlinkSync(join(target, 'node_modules'), join(project, 'node_modules'), 'dir');
  return project;
}

/** What tslab sets for itself: without it the two would check by different rules. */
const tsconfig = `${JSON.stringify(
  {
    compilerOptions: {
      ...{ module: 'nodenext', target: 'esnext', strict: false, skipLibCheck: true, types: ['node'] },
    },
  },
  null,
  2,
)}\n`;

function foreign(name: string, argv: string[], env: Record<string, string> = {}): KernelSpec {
  const language = name === 'ipykernel' ? 'python' : 'typescript';
  return { name, displayName: name, language, argv, env, interruptMode: 'signal' };
}

/** The package `deno` has its program in a package for the platform; its install script would only link it. */
function denoBinary(): string {
  const scope = join(target, 'node_modules', '@deno');
  const platform = existsSync(scope) ? readdirSync(scope)[0] : undefined;
  if (platform === undefined) throw new Error('Deno has no package for this platform');
  return join(scope, platform, process.platform === 'win32' ? 'deno.exe' : 'deno');
}

function python(): string {
  const places = ['.venv-peers', '.venv'].map((folder) => join(root, folder, 'bin', 'python'));
  const found = places.find(existsSync);
  if (!found) throw new Error('ipykernel is not installed: type `node scripts/peers.ts` first');
  return found;
}
