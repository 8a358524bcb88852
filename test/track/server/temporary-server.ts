import { dirname } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import { createServer, type ServerOptions } from '../../../lib/track/server/create-server.ts';
import { createRun, type NewRun } from '../../../lib/track/store/runs.ts';
import type { TrackingStore } from '../../../lib/track/store/tracking-store.ts';
import { storeWithRun, temporaryStore } from '../temporary-store.ts';

export const token = 'the-token';

/** Asks a server as somebody who may. */
export type Ask = (path: string, more?: InjectOptions) => ReturnType<typeof answer>;

async function answer(app: FastifyInstance, path: string, more: InjectOptions = {}) {
  const headers = { host: 'localhost:80', 'x-octavo-token': token, ...more.headers };
  return app.inject({ url: `/api/octavo${path}`, ...more, headers });
}

/** A server of a store, which goes when the test is over; a 500 fails the test. */
export async function serverOf(storePath: string, more: Partial<ServerOptions> = {}) {
  const onBug = (error: unknown) => {
    throw error;
  };
  const app = await createServer({ root: dirname(dirname(storePath)), storePath, token, onBug, ...more });
  onTestFinished(() => app.close());
  const ask: Ask = (path, options) => answer(app, path, options);
  return { app, ask };
}

/** A server of a store with one run in it. */
export async function serverWithRun(more: Partial<NewRun> = {}) {
  const made = storeWithRun(more);
  return { ...made, ...(await serverOf(made.store.path)) };
}

/** A server of a store without runs. */
export async function emptyServer() {
  const made = temporaryStore();
  return { ...made, ...(await serverOf(made.store.path)) };
}

/** Records a run that begins so many minutes after noon. */
export function addRun(
  store: TrackingStore,
  experiment: NewRun['experiment'],
  name: string,
  more: Partial<NewRun> = {},
) {
  return createRun(store, { experiment, name, user: 'ada', startedAt: new Date(Date.UTC(2026, 0, 1, 12)), ...more });
}
