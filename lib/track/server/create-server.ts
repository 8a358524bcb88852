import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OctavoError } from '../../errors/index.ts';
import { ChangeFeed, type ChangeFeedOptions } from './change-feed.ts';
import { isKnown, weakTag } from './entity-tag.ts';
import { admit } from './guard.ts';
import { octavoApi } from './octavo-api.ts';
import { describeApi } from './open-api.ts';
import { problemOf } from './problem.ts';
import { ProjectStore } from './project-store.ts';
import { sweepProject } from './sweep.ts';

export interface ServerOptions {
  root: string; // of the project, absolute
  storePath: string; // absolute; the file may come later
  token: string; // what every request must show
  isBehindProxy?: boolean | undefined; // take requests to any Host (default false)
  changes?: Omit<ChangeFeedOptions, 'sweep'> | undefined;
  onBug?: ((error: unknown) => void) | undefined; // told of what was answered by 500; default: on stderr
}

/** What every answer says to a browser. An artifact adds a policy of its own. */
const everyAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer', // an address may hold the token
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Makes the server of a project, without listening yet: `inject` asks it in tests. It reads the store and nothing else,
 * but for closing runs whose process is gone. Close it with `close()`.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false, // headers hold the token, and Jupyter's cookie: nothing of a request is written anywhere
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (error, _request, reply) => void sendProblem(error, reply as FastifyReply, options),
  });
  app.setSerializerCompiler(() => JSON.stringify); // the schemas describe the answers; tests compare them
  const store = new ProjectStore(options.storePath);
  const changes = new ChangeFeed(store, { ...options.changes, sweep: () => void sweepProject(store) });
  app.addHook('onClose', async () => {
    changes.close();
    store.close();
  });
  const port = () => (app.server.address() as { port: number } | null)?.port ?? 80;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(everyAnswer);
    const query = request.query as Record<string, unknown>;
    admit(
      { headers: request.headers, query },
      { token: options.token, isBehindProxy: options.isBehindProxy ?? false, port },
    );
  });
  app.addHook('onSend', addEntityTag);
  app.addHook('onResponse', async (request) => {
    // Node leaves the connection of an upgrade to whoever asked for it: refused, it would stay open, and hold up the end.
    if (request.raw.headers.upgrade !== undefined) request.raw.socket.destroySoon();
  });
  app.setErrorHandler((error, _request, reply) => sendProblem(error, reply, options));
  app.setNotFoundHandler((request, reply) => {
    const error = new OctavoError('track-server-route', `There is nothing at ${request.url.split('?')[0]}`, {
      hint: '/api/octavo/openapi.json says what there is',
    });
    return sendProblem(error, reply, options);
  });
  await app.register(websocket, { options: { maxPayload: 1024, perMessageDeflate: false } });
  await describeApi(app);
  // Each API is a plugin of its own: MLflow's REST can stand beside this one.
  await app.register(octavoApi, { prefix: '/api/octavo', context: { root: options.root, store, changes } });
  await app.ready();
  return app;
}

function sendProblem(error: unknown, reply: FastifyReply, options: ServerOptions): FastifyReply {
  const { status, body, isBug } = problemOf(error);
  if (isBug) (options.onBug ?? reportBug)(error);
  if (status === 503) reply.header('retry-after', '1');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (reply.hasHeader('content-length')) reply.removeHeader('content-length');
  return reply
    .headers(everyAnswer)
    .header('cache-control', 'no-store')
    .code(status)
    .type('application/json; charset=utf-8')
    .send(body);
}

function reportBug(error: unknown): void {
  process.stderr.write(
    `octavo server: this is a bug in Octavo, please report it:\n${(error as Error).stack ?? error}\n`,
  );
}

/** An answer in JSON gets a tag by what it says, and is not sent to who has it. */
async function addEntityTag(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('etag')) return payload;
  const tag = weakTag(payload);
  reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
  if (!isKnown(request.headers['if-none-match'], tag)) return payload;
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return null;
}
