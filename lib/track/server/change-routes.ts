import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OctavoError } from '../../errors/index.ts';
import { octavoVersion } from '../../host/version.ts';
import { apiVersion } from './schemas.ts';
import type { ServerContext } from './server-context.ts';

const mostListeners = 200;
const heartbeatMs = 15_000;

/** The WebSocket that says what changed. */
export function changeRoutes(app: FastifyInstance, { changes }: ServerContext): void {
  app.route({
    method: 'GET',
    url: '/changes',
    exposeHeadRoute: false,
    schema: {
      operationId: 'watchChanges',
      summary: 'a WebSocket that says what changed',
      description:
        'Opened as a WebSocket it says `hello`, and then `changed` whenever any process has written to the store. ' +
        'The client sends nothing; it answers pings, as browsers do by themselves.',
      response: {
        101: { description: 'the WebSocket; each of its messages is a ChangeMessage', type: 'null' },
        426: { description: 'the request is no WebSocket', ...Type.Ref('Problem') },
        default: { description: 'a problem', ...Type.Ref('Problem') },
      },
    },
    handler: async (_request, reply) => {
      reply.code(426).header('upgrade', 'websocket');
      return {
        error: { code: 'track-server-request', message: 'Changes are told over a WebSocket', hint: 'new WebSocket(…)' },
      };
    },
    preValidation: async () => {
      if (changes.listenerCount < mostListeners) return;
      throw new OctavoError('track-server-busy', `${mostListeners} programs listen already`);
    },
    wsHandler: (socket) => listenTo(changes, socket),
  });
}

function listenTo(changes: ServerContext['changes'], socket: WebSocket): void {
  socket.on('error', () => socket.terminate()); // as a message from the client that is too long
  const say = (message: object) => socket.send(JSON.stringify(message), () => undefined);
  const stop = changes.listen({ send: say, waitingBytes: () => socket.bufferedAmount });
  say({ type: 'hello', revision: changes.revision, apiVersion, octavoVersion: octavoVersion() });
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const heartbeat = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  socket.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
