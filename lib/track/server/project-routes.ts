import { basename } from 'node:path';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { findProject } from '../../host/project.ts';
import { octavoVersion } from '../../host/version.ts';
import { readColumns } from './columns.ts';
import { listExperimentRows } from './experiment-list.ts';
import { apiVersion, type Columns, ColumnsQuery, type Project } from './schemas.ts';
import type { ServerContext } from './server-context.ts';

const problem = { description: 'a problem', ...Type.Ref('Problem') };

/** What the project is, its experiments, and by what its runs can be shown. */
export function projectRoutes(app: FastifyInstance, { store, root }: ServerContext): void {
  app.get('/project', {
    schema: {
      operationId: 'readProject',
      summary: 'the project and its store',
      response: { 200: { description: 'the project', ...Type.Ref('Project') }, default: problem },
    },
    handler: async (): Promise<Static<typeof Project>> => ({
      name: findProject(root).name ?? basename(root),
      root,
      storePath: store.path,
      storeState: store.current() ? 'ready' : 'missing',
      octavoVersion: octavoVersion(),
      apiVersion,
      nowMs: Date.now(),
    }),
  });
  app.get('/experiments', {
    schema: {
      operationId: 'listExperiments',
      summary: 'the experiments, by name',
      response: {
        200: {
          description: 'all of them',
          ...Type.Object({ experiments: Type.Array(Type.Ref('Experiment')) }),
        },
        default: problem,
      },
    },
    handler: async () => ({ experiments: store.read(listExperimentRows, () => []) }),
  });
  app.get<{ Querystring: Static<typeof ColumnsQuery> }>('/columns', {
    schema: {
      operationId: 'listColumns',
      summary: 'the names of all parameters, metrics and tags of runs',
      querystring: ColumnsQuery,
      response: { 200: { description: 'names in order', ...Type.Ref('Columns') }, default: problem },
    },
    handler: async ({ query }): Promise<Static<typeof Columns>> =>
      store.read(
        (open) => readColumns(open, query.experiment),
        () => ({ parameters: [], metrics: [], tags: [] }),
      ),
  });
}
