import type { FastifyInstance } from 'fastify';
import { OctavoError } from '../../errors/index.ts';
import { artifactRoutes } from './artifact-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { runRoutes } from './run-routes.ts';
import type { ServerContext } from './server-context.ts';

/** Octavo's own API, a Fastify plugin. It only reads. */
export async function octavoApi(app: FastifyInstance, options: { context: ServerContext }): Promise<void> {
  const { context } = options;
  projectRoutes(app, context);
  runRoutes(app, context);
  artifactRoutes(app, context);
  changeRoutes(app, context);
  app.get('/openapi.json', { schema: { hide: true } as object, handler: async () => app.swagger() });
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/*',
    schema: { hide: true } as object,
    onRequest: async (request, reply) => {
      reply.header('allow', 'GET, HEAD');
      throw new OctavoError('track-server-method', `${request.method} is not taken here: this API only reads`, {
        hint: 'GET',
      });
    },
    handler: async () => undefined, // never reached
  });
}
