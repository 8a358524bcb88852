import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type Host, nodeHost, startProcess } from '../host/index.ts';

const waitMs = 60_000; // for a browser that has to start first

/** Whether this machine has a browser to open: a desktop, or one named by BROWSER. */
export function hasBrowser({ env }: Host = nodeHost): boolean {
  if (env.BROWSER !== undefined) return !['', 'none', 'false'].includes(env.BROWSER);
  if (process.platform === 'win32' || process.platform === 'darwin') return env.SSH_CONNECTION === undefined;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/**
 * Opens an address in the person's browser. The address holds a token, and the command line of a browser can be read by
 * everyone on the machine; so the browser gets an address of ours that leads there once. Resolves to false when no
 * browser came.
 */
export async function openInBrowser(url: string, host: Host = nodeHost): Promise<boolean> {
  const path = `/${randomBytes(16).toString('hex')}`;
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let isUsed = false;
  const came = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), waitMs).unref();
    server.on('request', (request, response) => {
      if (request.url !== path || isUsed) return void response.writeHead(404).end();
      isUsed = true;
      response.writeHead(302, { location: url, 'cache-control': 'no-store', connection: 'close' }).end();
      clearTimeout(timer);
      resolve(true);
    });
    const [command, args] = opener(`http://127.0.0.1:${port}${path}`, host);
    const started = startProcess(command, args, {
      cwd: host.cwd(),
      env: host.env,
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    started.child.unref();
    void started.ended.then(({ code, message }) => {
      const isFailure = code !== 0 && process.platform !== 'win32'; // explorer.exe always ends with 1
      if (isFailure || message !== undefined) resolve(false); // nothing will be opened later
    });
  });
  server.unref();
  const result = await came;
  server.close();
  return result;
}

function opener(url: string, { env }: Host): [string, string[]] {
  if (env.BROWSER) {
    const words = env.BROWSER.split(' '); // `firefox`, or `firefox --new-window %s`
    const isPlaced = words.some((word) => word.includes('%s'));
    const args = words.slice(1).map((word) => word.replaceAll('%s', url));
    return [words[0] as string, isPlaced ? args : [...args, url]];
  }
  if (process.platform === 'win32') return ['explorer.exe', [url]];
  return [process.platform === 'darwin' ? 'open' : 'xdg-open', [url]];
}
