// Generated from notebooks/60_track/03_location.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60030003 60030005 60030006 60030007 60030010 60030011

// %% notebooks/60_track/03_location.ipynb#60030003 97dab10a
import { join, resolve } from 'node:path';
import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/host.ts';
import { findProject } from '../host/project.ts';
import { type OpenStoreOptions, openStoreFile, type TrackingStore } from './store/tracking-store.ts';

// %% notebooks/60_track/03_location.ipynb#60030005 16682e0d
/** The path of the file that a tracking URI names. Throws `track-store-remote` for a server, `track-store-uri` for other schemes. */
export function storePath(
  uri: string, // `sqlite:////abs/octavo.db`, or a plain path
  cwd: string, // where relative paths start
): string {
  const sqlite = /^sqlite(?:\+\w+)?:\/\/\/([^?]*)/.exec(uri);
  if (sqlite?.[1]) return resolve(cwd, sqlite[1]);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined && uri.trim() !== '') return resolve(cwd, uri);
  const hint = 'export MLFLOW_TRACKING_URI=sqlite:////absolute/path/octavo.db, or unset MLFLOW_TRACKING_URI';
  if (scheme === 'http' || scheme === 'https') {
    throw new OctavoError(
      'track-store-remote',
      `Cannot record on the server ${withoutPassword(uri)}: Octavo's client for it comes later`,
      {
        hint,
      },
    );
  }
  throw new OctavoError('track-store-uri', `Cannot read the tracking URI ${JSON.stringify(withoutPassword(uri))}`, {
    hint,
  });
}

// %% notebooks/60_track/03_location.ipynb#60030006 f838c41b
/** An address as a message may show it. @internal */
export function withoutPassword(uri: string): string {
  return uri.replace(/^([\w+.-]+:\/\/)[^@/]*@/, '$1');
}

// %% notebooks/60_track/03_location.ipynb#60030007 c00fa20f
/** The URI of a store's file as MLflow writes it: four slashes for an absolute path. */
export function storeUri(path: string): string {
  return `sqlite:///${path}`;
}

// %% notebooks/60_track/03_location.ipynb#60030010 7125f2dd
/** The URI of the store to use: the one given, else MLFLOW_TRACKING_URI, else `local_data/octavo.db` of the project around a folder. */
export function defaultStorePath(uri: string | undefined, folder: string, host: Host = nodeHost): string {
  const named = uri || host.env.MLFLOW_TRACKING_URI;
  return named ? storePath(named, host.cwd()) : join(findProject(folder).root, 'local_data', 'octavo.db');
}

// %% notebooks/60_track/03_location.ipynb#60030011 2a09c452
/**
 * Opens a store, by default that of the project around the working folder, and makes it when it is missing. A file that MLflow made
 * opens too. Close it with `close()`. Throws `track-store-…`; a file of an unknown layout is refused and never migrated.
 */
export function openStore(
  uri?: string, // `sqlite:////abs/octavo.db`, or a path; default: MLFLOW_TRACKING_URI, else the project's
  options: OpenStoreOptions = {},
  host: Host = nodeHost,
): TrackingStore {
  return openStoreFile(defaultStorePath(uri, host.cwd(), host), options);
}
