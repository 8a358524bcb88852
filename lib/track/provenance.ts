// Generated from notebooks/60_track/07_provenance.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60070003 60070004 60070005 60070007 60070009

// %% notebooks/60_track/07_provenance.ipynb#60070003 6f8813b0
import { hostname, userInfo } from 'node:os';
import { type Host, nodeHost } from '../host/host.ts';
import { octavoVersion } from '../host/version.ts';
import { processIdentity } from '../host/process-identity.ts';

// %% notebooks/60_track/07_provenance.ipynb#60070004 6f35ab8b
/** What is known of a run when it starts. Paths as they are to be recorded. */
export interface Origin {
  name: string; // of the source, as `workflows/iris/02_train.ipynb`
  kind: 'NOTEBOOK' | 'LOCAL'; // MLflow's words: a notebook, or any other program
  notebook?: string | undefined;
  output?: string | undefined; // of the executed notebook: absolute, or a URI
  kernel?: string | undefined;
  engine?: string | undefined;
  seed?: number | undefined; // of the random numbers of its cells
  parentId?: string | undefined; // the run that this one is nested in
}

// %% notebooks/60_track/07_provenance.ipynb#60070005 4cdbf623
/** The name of the user who runs this; where the system has none for the number, `USER` or the number itself. */
export function userName(host: Host = nodeHost): string {
  try {
    return userInfo().username;
  } catch {
    return host.env.USER ?? host.env.USERNAME ?? String(process.getuid?.() ?? 'unknown');
  }
}

// %% notebooks/60_track/07_provenance.ipynb#60070007 adf711c7
/** The tags of a run's origin that are known at once; undefined ones are left out. */
export function originTags(origin: Origin): Record<string, string> {
  const tags: Record<string, string | undefined> = {
    'mlflow.source.name': origin.name,
    'mlflow.source.type': origin.kind,
    'mlflow.parentRunId': origin.parentId,
    'octavo.version': octavoVersion(),
    'octavo.host': hostname(),
    'octavo.pid': String(process.pid),
    'octavo.process': processIdentity(process.pid) || undefined,
    'octavo.node': process.version,
    'octavo.notebook': origin.notebook,
    'octavo.output': origin.output,
    'octavo.kernel': origin.kernel,
    'octavo.engine': origin.engine,
    'octavo.seed': origin.seed?.toString(),
  };
  return Object.fromEntries(Object.entries(tags).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

// %% notebooks/60_track/07_provenance.ipynb#60070009 c577c3ba
/** The tags of the git state around a folder; {} when there is no repository, no commit yet, or no git. */
export async function gitTags(folder: string): Promise<Record<string, string>> {
  const { readGitState } = await import('../host/git.ts'); // it brings the means to start programs, which `log` does without
  const git = await readGitState(folder);
  if (!git) return {};
  return {
    'mlflow.source.git.commit': git.commit,
    ...(git.branch ? { 'mlflow.source.git.branch': git.branch } : {}),
    ...(git.remoteUrl ? { 'mlflow.source.git.repoURL': git.remoteUrl } : {}),
    'octavo.git.dirty': String(git.dirty),
  };
}
