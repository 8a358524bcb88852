import { dirname, isAbsolute, posix, relative, resolve } from 'node:path';
import { OctavoError } from '../../errors/index.ts';
import { findProject, type Host, nodeHost } from '../../host/index.ts';
import { findNotebooks } from '../../library/collect.ts';
import { type NotebookTest, testNotebook } from './notebook-test.ts';

export interface TestOptions {
  root?: string; // any folder of the project; default: where the process is
  jobs?: number; // notebooks at a time, default 2
  cellTimeoutMs?: number; // default 600,000
  signal?: AbortSignal | undefined; // stops the running notebooks and starts no more
  onTest?: (test: NotebookTest) => void; // called as each notebook ends
}

export interface TestSummary {
  tests: NotebookTest[]; // in the order of their paths; without those that an abort kept from starting
  passed: number;
  failed: number;
  empty: number;
}

/**
 * Runs notebooks as tests, each in a kernel of its own. `paths` are notebooks and folders; none means all of the
 * project. A failing notebook is a result. Throws `test-no-notebooks`, `test-outside-project`, `test-jobs`, `library-no-notebooks`.
 */
export async function testNotebooks(paths: string[], options: TestOptions = {}, host: Host = nodeHost) {
  const { jobs = 2, cellTimeoutMs = 600_000, signal } = options;
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new OctavoError('test-jobs', `Cannot run ${jobs} notebooks at a time`, { hint: 'octavo test --jobs 2' });
  }
  const { root, notebooks } = findProject(options.root ?? host.cwd());
  const found = paths.length === 0 ? await findNotebooks(root, notebooks, host) : await notebooksAt(paths, root, host);
  if (found.length === 0) throw noNotebooks(paths.length === 0 ? [notebooks] : paths);
  const waiting = [...found];
  const tests: NotebookTest[] = [];
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined && !signal?.aborted; path = waiting.shift()) {
      const test = await testNotebook(path, { root, cellTimeoutMs, signal }, host);
      tests.push(test);
      options.onTest?.(test);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, found.length) }, work));
  return summarize(tests);
}

function summarize(tests: NotebookTest[]): TestSummary {
  const count = (status: NotebookTest['status']) => tests.filter((test) => test.status === status).length;
  const sorted = tests.toSorted((a, b) => (a.notebook < b.notebook ? -1 : 1));
  return { tests: sorted, passed: count('passed'), failed: count('failed'), empty: count('empty') };
}

async function notebooksAt(paths: string[], root: string, host: Host): Promise<string[]> {
  const found = paths.map(async (path) => {
    const absolute = resolve(host.cwd(), path);
    const shown = relative(root, absolute);
    const inside = shown.startsWith('..') || isAbsolute(shown) ? undefined : shown.replaceAll('\\', '/');
    const kind = await host.files.kind(absolute);
    if (kind === undefined) throw noNotebooks([path]);
    if (inside === undefined) {
      const hint = `cd ${kind === 'folder' ? path : dirname(path)} && octavo test .`;
      throw new OctavoError('test-outside-project', `${path} lies outside the project ${root}`, { hint });
    }
    if (kind === 'file') return [inside];
    const below = await findNotebooks(root, posix.normalize(inside || '.'), host);
    if (below.length === 0) throw noNotebooks([path]);
    return below;
  });
  return [...new Set((await Promise.all(found)).flat())].sort();
}

function noNotebooks(paths: string[]): OctavoError {
  return new OctavoError('test-no-notebooks', `No notebook at ${paths.join(', ')}`, { hint: 'octavo test notebooks/' });
}
