import type { OctavoClient, Schemas } from '../../jupyter-extension/src/views/api/client.ts';

type Run = Schemas['Run'];

/** A run with what matters in a test; the number makes its id and its start. */
export function makeRun(number: number, changes: Partial<Run> = {}): Run {
  return {
    id: number.toString(16).padStart(32, '0'),
    name: `run ${number}`,
    experimentId: '1',
    experimentName: 'iris',
    status: 'FINISHED',
    ending: 'completed',
    user: 'ada',
    startedMs: number * 1000,
    endedMs: number * 1000 + 500,
    durationMs: 500,
    parentId: null,
    childCount: 0,
    parameters: {},
    metrics: {},
    tags: {},
    ...changes,
  };
}

export interface Query {
  [name: string]: unknown;
  ids?: string[];
  parent?: string;
  page?: string;
  limit?: number;
  experiment?: string;
}

/** A server in memory: newest runs first, pages by offset. `answer` decides what a path gives; a thrown error is a lost connection. */
export function makeServer(runs: Run[] = []) {
  const server = {
    runs,
    requests: [] as { path: string; query: Query; cache: RequestCache | undefined }[],
    problem: undefined as { status: number; body: unknown } | undefined,
    isDown: false,
    apiVersion: 1,
    hold: undefined as Promise<void> | undefined, // answers wait for it
  };
  async function GET(path: string, options: { params?: { query?: Query }; cache?: RequestCache } = {}) {
    const query = options.params?.query ?? {};
    server.requests.push({ path, query, cache: options.cache });
    await server.hold;
    if (server.isDown) throw new TypeError('fetch failed');
    if (server.problem) {
      const { status, body } = server.problem;
      return { error: body, response: new Response(null, { status }) };
    }
    return { data: answerTo(server, path, query), response: new Response() };
  }
  return Object.assign(server, { client: { GET } as unknown as OctavoClient });
}

function answerTo(server: { runs: Run[]; apiVersion: number }, path: string, query: Query): unknown {
  if (path.endsWith('/project')) return { name: 'p', storeState: 'ready', apiVersion: server.apiVersion, nowMs: 5 };
  if (path.endsWith('/experiments')) return { experiments: [{ id: '1', name: 'iris', runCount: server.runs.length }] };
  if (path.endsWith('/columns')) return { parameters: ['lr'], metrics: [], tags: [] };
  const parent = query.parent === 'none' ? null : query.parent;
  const found = server.runs
    .filter((run) => (query.ids ? query.ids.includes(run.id) : true))
    .filter((run) => (query.experiment === undefined ? true : run.experimentId === query.experiment))
    .filter((run) => (parent === undefined ? true : run.parentId === parent))
    .sort((a, b) => (b.startedMs ?? 0) - (a.startedMs ?? 0));
  const start = Number(query.page ?? 0);
  const end = start + (query.limit ?? 100);
  const nextPage = end < found.length ? String(end) : null;
  return { runs: structuredClone(found.slice(start, end)), total: found.length, nextPage, nowMs: 5 };
}
