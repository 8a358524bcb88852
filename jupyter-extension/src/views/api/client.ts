import createClient, { type Client } from 'openapi-fetch';
import { guardSession } from './problem.ts';
import type { components, paths } from './schema.ts';

export type OctavoClient = Client<paths>;
export type Schemas = components['schemas'];

/** A client of Octavo's API whose requests go through `fetch`, to addresses below `baseUrl`. */
export function createOctavoClient(baseUrl: string, fetch: (request: Request) => Promise<Response>): OctavoClient {
  return createClient<paths>({ baseUrl, fetch: guardSession(fetch) });
}
