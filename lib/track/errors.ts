// Generated from notebooks/60_track/01_errors.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 60010003 60010004

// %% notebooks/60_track/01_errors.ipynb#60010003 694819a2
/** The error codes of `octavo/track`. */
export const trackErrors = {
  'track-store-missing': 'There is no store at this place yet, and the command only reads.',
  'track-store-folder': 'The path of the store is a folder.',
  'track-store-not-database': 'The file is not a SQLite database, or it is damaged.',
  'track-store-schema':
    'The database is not an MLflow store of the schema revision that Octavo knows; it is never migrated.',
  'track-store-locked': 'Another process held the store for longer than Octavo waits (20 s).',
  'track-store-unwritable': 'The store, or the folder around it, cannot be written.',
  'track-store-full': 'The disk is full, or the store cannot grow for another reason.',
  'track-store-remote': 'MLFLOW_TRACKING_URI names a server; this version of Octavo records into a SQLite file only.',
  'track-store-uri': 'The tracking URI has a form that Octavo does not read.',
  'track-experiment-name': 'The name of an experiment is empty or too long.',
  'track-experiment-unknown': 'No experiment in the store has this name.',
  'track-experiment-deleted':
    'The experiment was deleted in MLflow; nothing can be recorded in it until it is restored.',
  'track-run-unknown': 'No run in the store has this id, or an id that begins so.',
  'track-run-ambiguous': 'Several runs have an id that begins so.',
  'track-run-deleted': 'The run was deleted in MLflow; nothing can be recorded in it until it is restored.',
  'track-name-invalid':
    'The name of a metric, parameter or tag has a character or a form that MLflow refuses, or is too long.',
  'track-metric-invalid': 'The value of a metric is not a number, its step not an integer, or its time not a time.',
  'track-parameter-changed': 'A parameter of a run has a value already; parameters cannot change.',
  'track-artifact-name': 'The name of an artifact is empty, absolute, or leaves the folder of the run.',
  'track-artifact-missing': 'The file or folder to keep as an artifact does not exist.',
  'track-artifact-remote': 'The artifacts of this run lie on a server, not in a folder of this machine.',
  'track-artifact-outside':
    'A recorded run says that its artifacts lie in a folder that is not one of artifacts; the server does not read it.',
  'track-artifact-unwritable': 'An artifact could not be written.',
  'track-figure-unknown':
    'The value is not a figure: neither plotly data and layout, nor SVG text, nor the bytes of a PNG.',
  'track-policy': 'The tracking policy is none of off, local and ci.',
  'track-artifact-unknown': 'The run has no artifact of this name (any more).',
  'track-artifact-range': 'A request asks for bytes of an artifact that lie behind its end.',
  'track-search': 'A search asks for a status, a condition, an order or a page that does not exist.',
  'track-server-port': 'The server cannot listen on the port: another program does, or the system does not allow it.',
  'track-server-token': "A request to the server has no token, or another one than the server's.",
  'track-server-origin': 'A request to the server comes from a page of another site, or by another name than its own.',
  'track-server-request': 'A request to the server is not one that its API takes.',
  'track-server-route': 'The server has nothing at this address.',
  'track-server-method': 'The server does not take this method at this address.',
  'track-server-busy': 'More programs listen to the changes of a store than the server serves.',
  'track-server-failed': 'The server could not answer because of a bug in Octavo.',
} as const;

// %% notebooks/60_track/01_errors.ipynb#60010004 dc249cf1
/** A code of the table. */
export type TrackErrorCode = keyof typeof trackErrors;
