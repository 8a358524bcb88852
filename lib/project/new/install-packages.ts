import type { Host } from '../../host/index.ts';
import { runToEnd } from '../run-to-end.ts';

/**
 * Runs `npm install` in a new project. Returns whether it succeeded. A registry that is out of reach is asked once more
 * and then given up, where npm by itself would try for minutes.
 */
export async function installPackages(root: string, host: Host, signal?: AbortSignal): Promise<boolean> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'];
  const [command, ...first] = process.platform === 'win32' ? ['cmd.exe', '/d', '/c', 'npm'] : ['npm'];
  return (await runToEnd(command as string, [...first, ...args], { cwd: root, env: host.env, signal })) === 0;
}
