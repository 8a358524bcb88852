import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { OctavoError } from '../../errors/index.ts';
import { createServer, type ServerOptions } from './create-server.ts';

export interface StartServerOptions extends Omit<ServerOptions, 'token'> {
  port: number; // 0: any that is free
  token?: string | undefined; // default: a random one
}

/** A server that listens on 127.0.0.1. */
export interface RunningServer {
  app: FastifyInstance;
  address: string; // http://127.0.0.1:7878
  port: number;
  token: string;
  close: () => Promise<void>;
}

/** Starts the server of a project. Throws `track-server-port` when it cannot listen there. */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const token = options.token || randomBytes(24).toString('base64url');
  const app = await createServer({ ...options, token });
  try {
    await app.listen({ host: '127.0.0.1', port: options.port });
  } catch (cause) {
    await app.close();
    throw portError(options.port, cause as NodeJS.ErrnoException);
  }
  const { port } = app.server.address() as AddressInfo;
  return { app, port, token, address: `http://127.0.0.1:${port}`, close: () => app.close() };
}

function portError(port: number, cause: NodeJS.ErrnoException): unknown {
  const why: Record<string, string> = {
    EADDRINUSE: 'another program listens there',
    EACCES: 'the system does not allow it',
  };
  const reason = why[cause.code ?? ''];
  if (reason === undefined) return cause;
  return new OctavoError('track-server-port', `Cannot listen on port ${port} of 127.0.0.1: ${reason}`, {
    cause,
    hint: 'octavo server --port 0',
  });
}
