// Generated from notebooks/60_track/04_policy.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60040003 60040004 60040005 60040006 60040007 60040010 60040011

// %% notebooks/60_track/04_policy.ipynb#60040003 93fdefac
import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { OctavoError, suggest } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/host.ts';
import { findProject } from '../host/project.ts';
import { limits, truncate } from './limits.ts';

// %% notebooks/60_track/04_policy.ipynb#60040004 dff97b83
/** Which runs are recorded: none, all, or those of continuous integration. */
export type TrackingPolicy = 'off' | 'local' | 'ci';

// %% notebooks/60_track/04_policy.ipynb#60040005 a4a1bc9c
/** The policy that holds for a project: an option, else OCTAVO_TRACK, else package.json's `octavo.track`, else `local`. Throws `track-policy`. */
export function trackingPolicy(option: string | undefined, projectRoot: string, host: Host = nodeHost): TrackingPolicy {
  const sources = [
    { from: 'the option --track', word: option },
    { from: 'OCTAVO_TRACK', word: host.env.OCTAVO_TRACK },
    { from: 'octavo.track in package.json', word: manifestPolicy(projectRoot) },
  ];
  const { from, word } = sources.find((source) => source.word !== undefined && source.word !== '') ?? {
    from: '',
    word: 'local',
  };
  const policies = ['off', 'local', 'ci'];
  if (!policies.includes(word as string)) {
    const near = suggest(String(word), policies);
    throw new OctavoError(
      'track-policy',
      `The tracking policy ${JSON.stringify(word)} (${from}) is none of off, local, ci`,
      {
        hint: near ? `did you mean "${near}"?` : 'OCTAVO_TRACK=local',
      },
    );
  }
  return word as TrackingPolicy;
}

// %% notebooks/60_track/04_policy.ipynb#60040006 f17bd3cb
/** What package.json says, or undefined when it says nothing that can be read. @internal */
export function manifestPolicy(projectRoot: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).octavo?.track;
  } catch {
    return undefined;
  }
}

// %% notebooks/60_track/04_policy.ipynb#60040007 a8ddd4ad
/** Tells whether runs are recorded here and now. */
export function isTracking(policy: TrackingPolicy, env: Record<string, string | undefined>): boolean {
  if (policy !== 'ci') return policy === 'local';
  return !['', '0', 'false'].includes((env.CI ?? '').toLowerCase());
}

// %% notebooks/60_track/04_policy.ipynb#60040010 5b957e6a
/** The name of the experiment that a notebook's runs belong to by default. */
export function experimentName(notebookPath: string, host: Host = nodeHost): string {
  if (host.env.MLFLOW_EXPERIMENT_NAME) return host.env.MLFLOW_EXPERIMENT_NAME;
  const folder = dirname(resolve(host.cwd(), notebookPath));
  const project = findProject(folder);
  const name = folder === project.root ? (project.name ?? basename(project.root)) : basename(folder);
  return truncate(name, limits.experimentName) || 'Default';
}

// %% notebooks/60_track/04_policy.ipynb#60040011 6902ae1b
/** A path as it is recorded: from the project's root and with `/`, or as it is when it lies outside. */
export function recordedPath(path: string, projectRoot: string): string {
  const inside = relative(projectRoot, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}
