import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { whileHolding } from '../lib/lab/mutual-exclusion.ts';
import { isInstalled } from './installed.js';
import { root } from './step.ts';

// Builds the JupyterLab extension when its sources have changed, and installs what it is built with when that is missing.
// `node scripts/extension.ts` by hand; `npm run lab`, `npm test` and `npm pack` by themselves.

export const extensionFolder = join(root, 'jupyter-extension');
export const builtExtension = join(extensionFolder, 'share', 'jupyter'); // goes into JUPYTER_PATH
const stampFile = join(extensionFolder, 'share', 'build-stamp.json');
const recipe = 1; // raise it when this file builds differently
const sources = ['{src,style,schema}/**/*', 'package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * Makes the built extension current; two at once make it one after the other. `say` gets the progress, line by line.
 * Throws when a step fails.
 */
export async function makeExtension(say: (line: string) => void): Promise<void> {
  if (isCurrent()) return;
  const lockFile = join(root, '.octavo', 'making-extension.lock');
  mkdirSync(dirname(lockFile), { recursive: true });
  const waiting = 'the JupyterLab extension is being built by another process; waiting for it';
  await whileHolding(lockFile, { say, waiting }, async () => {
    if (isCurrent()) return;
    await installPackages(say);
    await build(say);
  });
}

async function build(say: (line: string) => void): Promise<void> {
  const key = sourceKey(); // of before: a source that changes meanwhile makes the build outdated
  const startedAt = performance.now();
  say('building the JupyterLab extension');
  rmSync(stampFile, { force: true });
  rmSync(join(extensionFolder, 'lib'), { recursive: true, force: true }); // modules whose source is gone
  await runNpm(['run', '--silent', 'build']);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ key })}\n`);
  say(`built the JupyterLab extension (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
}

function isCurrent(): boolean {
  const built = join(builtExtension, 'labextensions', 'octavo-jupyterlab', 'package.json');
  return hasExtensionPackages() && existsSync(built) && readStamp() === sourceKey();
}

/** Whether the packages of the extension are there, as its lock file names them. */
export function hasExtensionPackages(): boolean {
  return isInstalled(extensionFolder);
}

async function installPackages(say: (line: string) => void): Promise<void> {
  if (hasExtensionPackages()) return;
  say('installing what the JupyterLab extension is built with (once, about half a minute)');
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of other platforms, which a mirror may not carry.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runNpm(args);
}

/** Changes whenever a source of the extension does. */
function sourceKey(): string {
  const hash = createHash('sha256').update(`${recipe}\n`);
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: extensionFolder, withFileTypes: true }));
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of paths.sort()) {
    const text = readFileSync(path);
    hash.update(`${path.slice(extensionFolder.length).split(sep).join('/')} ${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

function readStamp(): unknown {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')).key;
  } catch {
    return undefined;
  }
}

/** Runs npm in the extension's folder; what it prints is in the error when it fails. */
async function runNpm(args: string[]): Promise<void> {
  const isWindows = process.platform === 'win32';
  const child = spawn(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: extensionFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0)
    throw new Error(`npm ${args.slice(0, 3).join(' ')} failed in jupyter-extension:\n${firstLines(output)}`);
}

/** npm ends an error with pages about its own usage. */
function firstLines(output: string, count = 30): string {
  return output.trim().split('\n').slice(0, count).join('\n');
}

if (import.meta.main) {
  try {
    await makeExtension((line) => process.stderr.write(`extension: ${line}\n`));
  } catch (error) {
    process.stderr.write(`extension: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
