import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';

// Makes `local_data/tools/versitygw-<version>/versitygw`, a real S3 server that stores in a folder, by `go install`. Once;
// about a minute and a half the first time. `node scripts/versitygw.ts` makes it by hand, `npm test` does by itself.

const version = 'v1.8.0';
const program = 'github.com/versity/versitygw/cmd/versitygw';
const tools = join(import.meta.dirname, '..', 'local_data', 'tools');

/** The server's program; undefined when it has not been made. */
export function findVersitygw(folder = tools): string | undefined {
  const path = programIn(folder);
  return existsSync(path) ? path : undefined;
}

export interface VersitygwResult {
  status: 'ready' | 'no-go' | 'failed';
  message: string; // one line
}

/** Makes the server's program unless it is there already. Never throws; it takes only time that nobody else needs. */
export async function makeVersitygw(say: (line: string) => void, folder = tools): Promise<VersitygwResult> {
  if (findVersitygw(folder)) return { status: 'ready', message: `versitygw ${version} is ready` };
  const go = process.env.OCTAVO_GO ?? ['go', '/usr/local/go/bin/go'].find((command) => answers(command));
  if (go === undefined || !answers(go))
    return {
      status: 'no-go',
      message: 'the S3 server of the tests, versitygw, needs Go 1.25 or newer, and none was found',
    };
  const startedAt = performance.now();
  say(`making versitygw ${version} with Go; the first time takes a minute or two`);
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(folder, 'making-'));
  const { code, words } = await install(go, made);
  if (code === 0) {
    mkdirSync(join(folder, `versitygw-${version}`), { recursive: true });
    renameSync(join(made, fileName), programIn(folder)); // whole, or not there
  }
  rmSync(made, { recursive: true, force: true });
  if (code !== 0)
    return { status: 'failed', message: `versitygw could not be installed (is the network reachable?): ${words}` };
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return { status: 'ready', message: `versitygw ${version} is ready (${seconds} s)` };
}

const fileName = process.platform === 'win32' ? 'versitygw.exe' : 'versitygw';

function programIn(folder: string): string {
  return join(folder, `versitygw-${version}`, fileName);
}

function answers(command: string): boolean {
  return spawnSync(command, ['version']).status === 0;
}

async function install(go: string, target: string): Promise<{ code: number; words: string }> {
  const env = { ...process.env, CGO_ENABLED: '0', GOBIN: target, GOOS: '', GOARCH: '' };
  const child = spawn(go, ['install', `${program}@${version}`], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  if (child.pid !== undefined) setPriority(child.pid, 19);
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
  return { code, words: words.trim().split('\n').slice(-2).join(' | ') };
}

if (import.meta.main) {
  const result = await makeVersitygw((line) => process.stderr.write(`${line}\n`));
  process.stderr.write(`${result.message}\n`);
  if (result.status !== 'ready') process.exitCode = 1;
}
