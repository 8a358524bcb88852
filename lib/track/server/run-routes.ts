import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { searchRuns } from '../search.ts';
import { requireRun } from '../store/require-run.ts';
import { readSeries } from './metric-series.ts';
import { readRunDetail } from './run-detail.ts';
import { runsJson } from './run-json.ts';
import { type MetricHistory, MetricsQuery, type RunDetail, type RunPage, RunPath, RunsQuery } from './schemas.ts';
import { missingRun, type ServerContext } from './server-context.ts';

const problem = { description: 'a problem', ...Type.Ref('Problem') };

/** All curves of one answer have at most so many points together. */
const mostPoints = 500_000;

/** Runs: many by a search, one with all about it, and the curves of its metrics. */
export function runRoutes(app: FastifyInstance, { store, root }: ServerContext): void {
  app.get<{ Querystring: Static<typeof RunsQuery> }>('/runs', {
    schema: {
      operationId: 'listRuns',
      summary: 'runs that fulfil all conditions, a page of them',
      querystring: RunsQuery,
      response: { 200: { description: 'a page', ...Type.Ref('RunPage') }, default: problem },
    },
    handler: async ({ query }): Promise<Static<typeof RunPage>> => {
      const { experiment, parent, ...search } = query;
      const parentId = parent === 'none' ? null : parent;
      const page = store.read(
        (open) => {
          const found = searchRuns(open, { ...search, experimentId: experiment, parentId });
          return { ...found, runs: runsJson(open, found.runs) };
        },
        () => ({ runs: [], total: 0, nextPage: undefined }),
      );
      return { runs: page.runs, total: page.total, nextPage: page.nextPage ?? null, nowMs: Date.now() };
    },
  });
  app.get<{ Params: Static<typeof RunPath> }>('/runs/:id', {
    schema: {
      operationId: 'readRun',
      summary: 'all about one run',
      params: RunPath,
      response: { 200: { description: 'the run', ...Type.Ref('RunDetail') }, default: problem },
    },
    handler: async ({ params }): Promise<Static<typeof RunDetail>> => ({
      ...store.read((open) => readRunDetail(open, params.id, root), missingRun(params.id)),
      nowMs: Date.now(),
    }),
  });
  app.get<{ Params: Static<typeof RunPath>; Querystring: Static<typeof MetricsQuery> }>('/runs/:id/metrics', {
    schema: {
      operationId: 'readMetrics',
      summary: 'curves of metrics of a run, thinned out to what a picture needs',
      params: RunPath,
      querystring: MetricsQuery,
      response: { 200: { description: 'in the order of the names', ...Type.Ref('MetricHistory') }, default: problem },
    },
    handler: async ({ params, query }): Promise<Static<typeof MetricHistory>> => {
      const names = [...new Set(query.name)];
      const maxPoints = Math.min(query.maxPoints ?? 2000, Math.floor(mostPoints / names.length));
      const series: Static<typeof MetricHistory>['series'] = [];
      for (const name of names) {
        const read = store.read((open) => {
          requireRun(open, params.id);
          return readSeries(open, params.id, name, maxPoints);
        }, missingRun(params.id));
        series.push(read);
        await nextTurn(); // another request may come between two long curves
      }
      return { series };
    },
  });
}
