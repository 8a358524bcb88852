import Type from 'typebox';

// What the API takes and gives, as JSON Schema and as TypeScript. The OpenAPI document and the extension's client are made of these.

const text = (description: string) => Type.String({ description });
const milliseconds = (description: string) => Type.Number({ description: `${description}, milliseconds since 1970` });
const optionalText = (description: string) => Type.Union([Type.String(), Type.Null()], { description });
const optionalNumber = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

/** A number that JSON cannot hold is one of three words, as in protobuf's JSON. */
export const MetricValue = Type.Union(
  [Type.Number(), Type.Literal('NaN'), Type.Literal('Infinity'), Type.Literal('-Infinity')],
  { $id: 'MetricValue' },
);

export const LatestMetric = Type.Object(
  {
    value: Type.Ref('MetricValue'),
    step: Type.Number(),
    timestampMs: milliseconds('when it was logged'),
  },
  { $id: 'LatestMetric' },
);

export const Problem = Type.Object(
  {
    error: Type.Object({
      code: text('of docs/errors.md'),
      message: text('what is wrong, in one line'),
      hint: Type.Optional(text('what to type')),
    }),
  },
  { $id: 'Problem' },
);

export const Project = Type.Object(
  {
    name: text("the package's name, or its folder's"),
    root: text('absolute path of the project'),
    storePath: text('absolute path of the store'),
    storeState: Type.Union([Type.Literal('ready'), Type.Literal('missing')], {
      description: '`missing`: nothing was recorded yet',
    }),
    octavoVersion: text('of the server'),
    apiVersion: Type.Number({ description: 'raised when the API changes in a way that an older client cannot read' }),
    nowMs: milliseconds("the server's clock"),
  },
  { $id: 'Project' },
);

export const Experiment = Type.Object(
  {
    id: text('a number as text'),
    name: text('unique'),
    runCount: Type.Number(),
    runningCount: Type.Number(),
    lastStartedMs: optionalNumber('start of its newest run, milliseconds since 1970'),
  },
  { $id: 'Experiment' },
);

export const Columns = Type.Object(
  {
    parameters: Type.Array(Type.String()),
    metrics: Type.Array(Type.String()),
    tags: Type.Array(Type.String()),
  },
  { $id: 'Columns' },
);

const runFields = {
  id: text('32 hex digits'),
  name: Type.String(),
  experimentId: Type.String(),
  experimentName: Type.String(),
  status: text("MLflow's word: SCHEDULED, RUNNING, FINISHED, FAILED or KILLED"),
  ending: text(
    "Octavo's word: running, completed, exited, failed, timed-out, interrupted, kernel-died, terminated or lost",
  ),
  user: Type.String(),
  startedMs: optionalNumber('milliseconds since 1970'),
  endedMs: optionalNumber('milliseconds since 1970; null while it runs'),
  durationMs: optionalNumber('null while it runs; never negative'),
  parentId: optionalText('the run that this one is nested in'),
  childCount: Type.Number({ description: 'runs nested directly in this one' }),
  parameters: Type.Record(Type.String(), Type.String()),
  metrics: Type.Record(Type.String(), Type.Ref('LatestMetric')),
  tags: Type.Record(Type.String(), Type.String()),
};

export const Run = Type.Object(runFields, { $id: 'Run' });

export const RunPage = Type.Object(
  {
    runs: Type.Array(Type.Ref('Run')),
    total: Type.Number({ description: 'runs that match, on all pages' }),
    nextPage: optionalText('give it as `page` for the runs after these; null at the end'),
    nowMs: milliseconds("the server's clock"),
  },
  { $id: 'RunPage' },
);

export const RunFailure = Type.Object(
  {
    message: text('`Error: what happened`'),
    traceback: text('without colours; the message alone when none was kept'),
    cellId: optionalText('the cell that failed'),
    line: optionalNumber('in that cell, 1-based'),
  },
  { $id: 'RunFailure' },
);

export const MetricRange = Type.Object(
  { points: Type.Number(), firstStep: Type.Number(), lastStep: Type.Number() },
  { $id: 'MetricRange' },
);

export const RunDetail = Type.Object(
  {
    run: Type.Ref('Run'),
    metricRanges: Type.Record(Type.String(), Type.Ref('MetricRange')),
    children: Type.Array(Type.Ref('Run'), { description: 'nested directly in it, the first 200 by start' }),
    notebook: optionalText('the source notebook, relative to the project where it lies within'),
    executedNotebook: optionalText(
      'the executed notebook, relative to the project; null when it is not there (any more)',
    ),
    failure: Type.Union([Type.Ref('RunFailure'), Type.Null()]),
    artifactFolder: optionalText('absolute; null when the artifacts lie on a server'),
    nowMs: milliseconds("the server's clock"),
  },
  { $id: 'RunDetail' },
);

export const MetricSeries = Type.Object(
  {
    name: Type.String(),
    steps: Type.Array(Type.Number()),
    timestampsMs: Type.Array(Type.Number()),
    values: Type.Array(Type.Ref('MetricValue')),
    total: Type.Number({ description: 'points that were logged' }),
    isSampled: Type.Boolean({ description: 'whether points were left out; extremes, first and last never are' }),
  },
  { $id: 'MetricSeries' },
);

export const MetricHistory = Type.Object({ series: Type.Array(Type.Ref('MetricSeries')) }, { $id: 'MetricHistory' });

export const Artifact = Type.Object(
  {
    name: text("path below the run's folder, with `/`"),
    sizeBytes: Type.Number(),
    modifiedMs: milliseconds('last written'),
    mediaType: text('by its name, as `image/png`'),
  },
  { $id: 'Artifact' },
);

export const ArtifactList = Type.Object(
  {
    artifacts: Type.Array(Type.Ref('Artifact')),
    isTruncated: Type.Boolean({ description: 'whether there are more than the first 10,000 by name' }),
  },
  { $id: 'ArtifactList' },
);

/** What the WebSocket says: first `hello`, then `changed` whenever any process has written to the store. */
export const ChangeMessage = Type.Union(
  [
    Type.Object({
      type: Type.Literal('hello'),
      revision: Type.Number(),
      apiVersion: Type.Number(),
      octavoVersion: Type.String(),
    }),
    Type.Object({
      type: Type.Literal('changed'),
      revision: Type.Number({ description: 'grows by one with every message' }),
      runs: Type.Array(Type.String(), { description: 'runs made, changed or deleted; at most 500' }),
      isPartial: Type.Boolean({ description: 'whether more changed than `runs` says: read everything again' }),
      experiments: Type.Boolean({ description: 'whether experiments, or the numbers of their runs, changed' }),
    }),
  ],
  { $id: 'ChangeMessage' },
);

export const schemas = [
  MetricValue,
  LatestMetric,
  Problem,
  Project,
  Experiment,
  Columns,
  Run,
  RunPage,
  RunFailure,
  MetricRange,
  RunDetail,
  MetricSeries,
  MetricHistory,
  Artifact,
  ArtifactList,
  ChangeMessage,
];

/** A list of parameters; SQLite takes no condition of more than a thousand parts. */
const list = (description: string, maxItems = 1000) =>
  Type.Optional(Type.Array(Type.String(), { description, maxItems }));

export const ColumnsQuery = Type.Object({ experiment: Type.Optional(text('id of an experiment; default: all')) });

export const RunsQuery = Type.Object({
  experiment: Type.Optional(text('id of an experiment; default: all')),
  status: list('endings (`failed`) or words of MLflow (`FAILED`); any of them', 20),
  name: Type.Optional(text('what the name or the beginning of the id must contain; upper and lower case are one')),
  where: list('conditions that must all hold: `parameters.lr=0.1`, `metrics.accuracy>0.9`, `tags.kind=nightly`', 100),
  parent: Type.Optional(text('`none`: runs that are nested in none; an id: runs nested directly in it')),
  ids: list('only these runs'),
  order: Type.Optional(
    text(
      'started (default), ended, duration, name, status, experiment, user, metrics.NAME, parameters.NAME, tags.NAME',
    ),
  ),
  ascending: Type.Optional(Type.Boolean({ description: 'default: the greatest, or newest, first' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'default 100' })),
  page: Type.Optional(text('`nextPage` of the page before')),
});

export const RunPath = Type.Object({ id: text('32 hex digits') });

export const ArtifactPath = Type.Object({
  id: text('32 hex digits'),
  '*': text("name of the artifact: path below the run's folder, with `/`"),
});

export const MetricsQuery = Type.Object({
  name: Type.Array(Type.String(), { minItems: 1, maxItems: 50, description: 'names of metrics' }),
  maxPoints: Type.Optional(
    Type.Integer({ minimum: 10, maximum: 100_000, description: 'of one metric (default 2000)' }),
  ),
});

/** Raised when an older client could not read what the server gives. */
export const apiVersion = 1;
