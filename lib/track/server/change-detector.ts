import type { TrackingStore } from '../store/tracking-store.ts';
import { addRun, type ChangeSet, isEmpty, noChanges } from './change-set.ts';
import type { ProjectStore } from './project-store.ts';

/** The tables to which a run's rows are added, and whose rows keep their numbers. */
const growing = ['metrics', 'params', 'tags'] as const;

/** What was last seen of a store. */
interface Seen {
  generation: number;
  dataVersion: number;
  lastRows: Record<(typeof growing)[number], number>;
  runs: Map<string, string>; // what a run's own row says, by id
  openTags: Map<string, string>; // all tags of a run that has not ended, by id
  experiments: string;
}

/**
 * Finds out what other processes have changed in a store since the last look: SQLite counts the commits of others, added
 * rows have higher numbers, and the rows of runs are compared. No clock is read. A commit that none of this explains
 * counts as "read everything again".
 */
export class ChangeDetector {
  readonly #store: ProjectStore;
  #seen: Seen | undefined;

  constructor(store: ProjectStore) {
    this.#store = store;
  }

  /** What changed since the last look; nothing the first time. A store that cannot be read now is looked at the next time. */
  look(): ChangeSet {
    try {
      return this.#store.read(
        (store) => this.#compare(store),
        () => this.#forget(),
      );
    } catch {
      return noChanges();
    }
  }

  /** Forgets what was seen: the next look is a first one. */
  reset(): void {
    this.#seen = undefined;
    this.look();
    this.#seen ??= { ...emptySeen };
  }

  /** The ids of the runs that had not ended at the last look. */
  openRuns(): string[] {
    return [...(this.#seen?.openTags.keys() ?? [])];
  }

  #forget(): ChangeSet {
    const hadStore = this.#seen !== undefined && this.#seen.generation !== 0;
    this.#seen = { ...emptySeen };
    return hadStore ? everything() : noChanges();
  }

  #compare(store: TrackingStore): ChangeSet {
    const before = this.#seen;
    const dataVersion = store.row<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    const { generation } = this.#store;
    if (before?.generation === generation && before.dataVersion === dataVersion) return noChanges();
    if (before?.generation !== generation) {
      this.#seen = look(store, generation, dataVersion);
      return before ? everything() : noChanges();
    }
    const now = look(store, generation, dataVersion);
    const changes = noChanges();
    compareTexts(before.runs, now.runs, changes);
    changes.experiments = changes.runs.size > 0 || before.experiments !== now.experiments;
    compareTexts(before.openTags, now.openTags, changes); // a tag that is set again keeps its row
    for (const table of growing) findAdded(store, table, before, now, changes);
    this.#seen = now;
    return isEmpty(changes) ? everything() : changes;
  }
}

const emptySeen: Seen = {
  generation: 0,
  dataVersion: 0,
  lastRows: { metrics: 0, params: 0, tags: 0 },
  runs: new Map(),
  openTags: new Map(),
  experiments: '',
};

function everything(): ChangeSet {
  return { runs: new Set(), isPartial: true, experiments: true };
}

function look(store: TrackingStore, generation: number, dataVersion: number): Seen {
  const last = (table: string) => store.row<{ row: number | null }>(`SELECT max(rowid) AS row FROM ${table}`)?.row ?? 0;
  const lastRows = { metrics: last('metrics'), params: last('params'), tags: last('tags') };
  const runs = new Map<string, string>();
  const openTags = new Map<string, string>();
  const sql =
    "SELECT run_uuid AS id, end_time IS NULL AND lifecycle_stage = 'active' AS isOpen, concat_ws(char(31), status, " +
    "lifecycle_stage, start_time, coalesce(end_time, ''), experiment_id, coalesce(user_id, ''), name) AS text FROM runs";
  for (const [id, isOpen, text] of store.lists<[string, number, string]>(sql)) {
    runs.set(id, text);
    if (isOpen) openTags.set(id, '');
  }
  const tagsOf =
    'SELECT run_uuid AS id, key, value FROM tags WHERE run_uuid IN (SELECT value FROM json_each(?)) ORDER BY key';
  const ids = JSON.stringify([...openTags.keys()]);
  for (const [id, key, value] of store.lists<[string, string, string | null]>(tagsOf, ids)) {
    openTags.set(id, `${openTags.get(id)}${key}\x1f${value}\x1f`);
  }
  const experiments = JSON.stringify(store.rows('SELECT experiment_id, name, lifecycle_stage FROM experiments'));
  return { generation, dataVersion, lastRows, runs, openTags, experiments };
}

/** Adds the ids that are new, gone, or have another text. */
function compareTexts(before: Map<string, string>, now: Map<string, string>, changes: ChangeSet): void {
  for (const [id, text] of now) if (before.get(id) !== text) addRun(changes, id);
  for (const id of before.keys()) if (!now.has(id)) addRun(changes, id);
}

/** Adds the runs that got rows. Where rows were taken away nobody can tell whose they were. */
function findAdded(
  store: TrackingStore,
  table: (typeof growing)[number],
  before: Seen,
  now: Seen,
  changes: ChangeSet,
): void {
  const [from, to] = [before.lastRows[table], now.lastRows[table]];
  if (to < from) changes.isPartial = true;
  if (to <= from) return;
  const sql = `SELECT DISTINCT run_uuid AS id FROM ${table} WHERE rowid > ? AND rowid <= ?`;
  for (const { id } of store.rows<{ id: string }>(sql, from, to)) addRun(changes, id);
}
