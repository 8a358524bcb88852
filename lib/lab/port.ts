import { createServer } from 'node:net';
import { OctavoError } from '../errors/index.ts';

const firstPort = 8888;
const portCount = 200;

/** A free port on 127.0.0.1: the one that was asked for, else the first from 8888. Throws `lab-port-busy`. */
export async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    const hint = 'octavo lab, which takes the next free port, or another --port';
    throw new OctavoError('lab-port-busy', `Port ${wanted} is taken by another program`, { hint });
  }
  for (let port = firstPort; port < firstPort + portCount; port++) if (await isFree(port)) return port;
  const message = `No port from ${firstPort} to ${firstPort + portCount - 1} is free`;
  throw new OctavoError('lab-port-busy', message, { hint: 'octavo lab --port 0' });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
