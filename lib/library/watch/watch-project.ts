import { once } from 'node:events';
import { finishReplacing, type Host, nodeHost, soundProject } from '../../host/index.ts';
import type { WatchEvent } from './events.ts';
import { watchFolders } from './folder-watch.ts';
import { gitBusyTest } from './git-busy.ts';
import { settledChanges } from './settled-changes.ts';
import { synchroniser } from './synchroniser.ts';

export interface WatchOptions {
  root?: string; // any folder of the project; default: where the process is
  signal: AbortSignal; // ends the watch
  tell: (event: WatchEvent) => void;
}

/** A notebook that is cut short tells it, a module may not: what saves it in steps must have time for the next one. */
const quietMs = (path: string) => (path.endsWith('.ts') ? 25 : 8);
const longestMs = 400;

/**
 * Keeps notebooks and modules in step until it is told to end: a saved notebook is exported, a saved module goes back to
 * its cells. Its own writes are known by their content, so it never answers itself. Throws `library-no-notebooks`,
 * `library-watch-limit`, `project-manifest-invalid`.
 */
export async function watchProject({ root, signal, tell }: WatchOptions, host: Host = nodeHost): Promise<void> {
  const project = soundProject(root ?? host.cwd());
  await finishReplacing(project.root, host.files);
  let failure: unknown;
  const ended = new AbortController();
  const fail = (error: unknown) => {
    failure ??= error;
    ended.abort();
  };
  const changes = settledChanges({
    quietMs,
    longestMs,
    isBusy: gitBusyTest(project.root),
    take: (paths) => started.then(() => sync.take(paths)).catch(fail),
  });
  const sync = synchroniser({ project, tell, later: changes.later }, host);
  const targets = [project.notebooks, project.lib, 'package.json'];
  const folders = watchFolders(project.root, { targets, onChange: changes.add, onError: fail });
  const started = sync.start(); // after the watch began, so that nothing falls between
  started.catch(fail);
  const end = AbortSignal.any([signal, ended.signal]);
  if (!end.aborted) await once(end, 'abort');
  folders.close();
  await Promise.all([changes.close(), started.catch(() => undefined)]);
  if (failure !== undefined) throw failure;
}
