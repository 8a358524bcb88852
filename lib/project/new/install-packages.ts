import { type Host, startProcess } from '../../host/index.ts';

/**
 * Runs `npm install` in a new project; what npm says goes to stderr. Returns whether it succeeded. A registry that is out
 * of reach is asked once more and then given up, where npm by itself would try for minutes.
 */
export async function installPackages(root: string, host: Host): Promise<boolean> {
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'];
  const [command, ...first] = process.platform === 'win32' ? ['cmd.exe', '/d', '/c', 'npm'] : ['npm'];
  const { ended } = startProcess(command as string, [...first, ...args], {
    cwd: root,
    env: host.env,
    stdio: ['ignore', 2, 2], // stdout belongs to --json
  });
  return (await ended).code === 0;
}
