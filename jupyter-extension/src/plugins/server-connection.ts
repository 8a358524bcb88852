import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { Changes } from '../views/api/changes.ts';
import { createOctavoClient, type OctavoClient } from '../views/api/client.ts';
import { createChanges } from '../views/api/create-changes.ts';
import { guardSession } from '../views/api/problem.ts';
import type { Words } from '../views/surroundings.ts';
import { explainRefusal } from './explain-refusal.ts';

/** The name under which jupyter-server-proxy serves Octavo's server. */
const proxiedName = 'octavo';

/** Reaches Octavo's server through Jupyter's: same origin, same login. */
export function connectThroughJupyter(
  settings: ServerConnection.ISettings,
  words: Words,
): { client: OctavoClient; changes: Changes & { close(): void } } {
  const fetch = explainRefusal(
    guardSession((request) => fetchThroughJupyter(request, settings)),
    words,
  );
  const client = createOctavoClient(URLExt.join(settings.baseUrl, proxiedName), fetch);
  const changes = createChanges({ client, openSocket: () => openSocket(settings) });
  return { client, changes };
}

async function fetchThroughJupyter(request: Request, settings: ServerConnection.ISettings): Promise<Response> {
  const { method, headers, signal } = request;
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  // JupyterLab adds the time to the address where nothing may be kept; Octavo's own ETags do better.
  const cache = request.cache === 'no-store' ? 'reload' : 'no-cache';
  try {
    return await ServerConnection.makeRequest(request.url, { method, headers, signal, body, cache }, settings);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function openSocket(settings: ServerConnection.ISettings): WebSocket {
  const url = URLExt.join(settings.wsUrl, proxiedName, 'api/octavo/changes');
  const needsToken = settings.appendToken && settings.token !== '';
  return new settings.WebSocket(needsToken ? `${url}?token=${encodeURIComponent(settings.token)}` : url);
}
