import { OctavoError } from '../../errors/index.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ProjectStore } from './project-store.ts';

/** What the routes of one server share. */
export interface ServerContext {
  root: string; // of the project, absolute
  store: ProjectStore;
  changes: ChangeFeed;
}

/** The answer about a run where nothing was recorded yet. */
export function missingRun(id: string): () => never {
  return () => {
    throw new OctavoError('track-run-unknown', `No runs are recorded yet, also none of the id ${JSON.stringify(id)}`, {
      hint: 'octavo run notebook.ipynb out.ipynb',
    });
  };
}
