import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// Makes `.venv-peers`: papermill, MLflow, nbdev, Jupyter's client and ipykernel from test/compat/requirements.lock, and
// stock tslab from npm. Made once and reused as long as the locks stay; a half-made folder has no stamp and is made again.
// `node scripts/peers.ts` makes it by hand, `npm test` does by itself.

const root = join(import.meta.dirname, '..');
const lockFile = join(root, 'test', 'compat', 'requirements.lock');
const tslabSource = join(root, 'test', 'compat', 'tslab');
const recipe = 1; // raise it when this file makes the folder differently, so that old folders are made again

export interface PeersResult {
  status: 'ready' | 'no-python' | 'failed';
  message: string; // one line
}

/** Makes the peers' folder unless it is there already. Never throws; `say` gets the progress, line by line. */
export async function makePeers(say: (line: string) => void, folder = join(root, '.venv-peers')): Promise<PeersResult> {
  if (isReady(folder)) return { status: 'ready', message: 'peers are ready in .venv-peers' };
  const source = findPython();
  if (!source)
    return { status: 'no-python', message: 'the peers need Python 3.10 or newer with venv, and none was found' };
  const startedAt = performance.now();
  try {
    say(`making .venv-peers with ${source.command} (Python ${source.version}); the first time takes some minutes`);
    rmSync(folder, { recursive: true, force: true });
    await stream(source.command, ['-m', 'venv', folder], root);
    await installPythonPackages(folder, say);
    say('installing stock tslab');
    await installTslab(folder);
    writeKernelspecs(folder);
    writeFileSync(stampOf(folder), `${JSON.stringify({ key: lockKey(folder), python: source.version })}\n`);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { status: 'ready', message: `peers are ready in .venv-peers (${seconds} s)` };
  } catch (error) {
    const message = `the peers could not be installed (is the network reachable?): ${(error as Error).message}`;
    return { status: 'failed', message };
  }
}

function isReady(folder: string): boolean {
  try {
    const stamp = JSON.parse(readFileSync(stampOf(folder), 'utf8')) as { key?: unknown };
    // A venv whose Python was updated away is as good as none.
    return stamp.key === lockKey(folder) && spawnSync(pythonOf(folder), ['-c', 'import papermill']).status === 0;
  } catch {
    return false;
  }
}

/** Changes whenever one of the locks or the recipe does, or the folder moves (a venv holds its own path). */
function lockKey(folder: string): string {
  const hash = createHash('sha256');
  for (const file of [lockFile, join(tslabSource, 'package-lock.json')]) hash.update(readFileSync(file));
  return hash.update(`${recipe} ${folder}`).digest('hex');
}

function stampOf(folder: string): string {
  return join(folder, 'peers-stamp.json');
}

function pythonOf(folder: string): string {
  return join(folder, 'bin', 'python');
}

function findPython(): { command: string; version: string } | undefined {
  const probe =
    'import sys, venv, ensurepip; print("%d.%d.%d" % sys.version_info[:3]); sys.exit(sys.version_info < (3, 10))';
  const named = process.env.OCTAVO_PYTHON;
  const commands = named ? [named] : ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  for (const command of commands) {
    const result = spawnSync(command, ['-c', probe], { encoding: 'utf8' });
    if (result.status === 0) return { command, version: result.stdout.trim() };
  }
  return undefined;
}

async function installPythonPackages(folder: string, say: (line: string) => void): Promise<void> {
  const total = readFileSync(lockFile, 'utf8').match(/^[a-z0-9][^ ]*==/gim)?.length ?? 0;
  let collected = 0;
  const args = ['-m', 'pip', 'install', '--require-hashes', '--no-deps', '--disable-pip-version-check'];
  await stream(pythonOf(folder), [...args, '--no-input', '-r', lockFile], root, (line) => {
    if (/^Collecting /.test(line) && ++collected % 25 === 0)
      say(`fetched ${collected} of about ${total} Python packages`);
    if (/^Installing collected/.test(line)) say('unpacking them');
  });
}

async function installTslab(folder: string): Promise<void> {
  const target = join(folder, 'tslab');
  mkdirSync(target, { recursive: true });
  cpSync(tslabSource, target, { recursive: true });
  await stream('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], target);
}

/** Both kernelspecs name their program by its whole path, so that they start from any folder and with any PATH. */
function writeKernelspecs(folder: string): void {
  const tslab = join(folder, 'tslab', 'node_modules', 'tslab', 'bin', 'tslab');
  if (!existsSync(tslab)) throw new Error(`${tslab} is missing after npm ci`);
  const specs = {
    python3: {
      argv: [pythonOf(folder), '-Xfrozen_modules=off', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
      display_name: 'Python 3 (ipykernel)',
      language: 'python',
      metadata: { debugger: true },
    },
    tslab: {
      argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
    },
  };
  for (const [name, spec] of Object.entries(specs)) {
    const target = join(folder, 'share', 'jupyter', 'kernels', name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'kernel.json'), `${JSON.stringify(spec, null, 1)}\n`);
  }
}

/** Runs a program to its end; its output goes line by line to `onLine`. Rejects with its last words when it fails. */
async function stream(command: string, args: string[], cwd: string, onLine?: (line: string) => void): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const tail: string[] = [];
  const keep = (line: string) => {
    onLine?.(line);
    if (line.trim() !== '' && !/^(\[notice\]|WARNING: Retrying)/.test(line)) tail.push(line.trim());
    if (tail.length > 3) tail.shift();
  };
  createInterface(child.stdout).on('line', keep);
  createInterface(child.stderr).on('line', keep);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} exited with ${code}: ${tail.join(' | ')}`);
}

if (import.meta.main) {
  const result = await makePeers((line) => process.stderr.write(`peers: ${line}\n`));
  process.stderr.write(`peers: ${result.message}\n`);
  if (result.status !== 'ready') process.exitCode = 1;
}
