import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { OctavoError } from '../../errors/index.ts';

/** The layout that Octavo creates and reads: MLflow refuses a file of any other revision, and so do we. */
export const schemaRevision = 'dc11669786a5';
export const schemaRelease = 'MLflow 3.17.2';

/** The columns that the store reads or writes. */
const usedColumns: Record<string, string> = {
  experiments: 'experiment_id name artifact_location lifecycle_stage creation_time last_update_time workspace',
  runs:
    'run_uuid name source_type source_name entry_point_name user_id status start_time end_time source_version ' +
    'lifecycle_stage artifact_uri experiment_id deleted_time',
  metrics: 'key value timestamp run_uuid step is_nan',
  latest_metrics: 'key value timestamp step is_nan run_uuid',
  params: 'key value run_uuid',
  tags: 'key value run_uuid',
};

/** Tells whether a database holds nothing at all, as a file does that was just made. */
export function isEmptyDatabase(database: DatabaseSync): boolean {
  return database.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.n === 0;
}

/**
 * Makes the tables, indexes and first rows of a fresh MLflow database, all of them or none: when two processes come at
 * once, the second finds them made, or throws SQLite's "busy" and may try again. `artifactRoot` is the folder of the artifacts of all experiments.
 */
export function createSchema(database: DatabaseSync, artifactRoot: string, now: Date): void {
  database.exec('PRAGMA journal_mode = WAL'); // a file system that cannot share memory keeps the other mode
  database.exec('BEGIN IMMEDIATE');
  try {
    if (isEmptyDatabase(database)) {
      database.exec(readFileSync(new URL('./mlflow-3.17.2.sql', import.meta.url), 'utf8'));
      database.prepare('INSERT INTO alembic_version (version_num) VALUES (?)').run(schemaRevision);
      database
        .prepare('INSERT INTO workspaces (name, description) VALUES (?, ?)')
        .run('default', 'Default workspace for legacy resources');
      database
        .prepare(
          'INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, ' +
            "last_update_time, workspace) VALUES (0, 'Default', ?, 'active', ?, ?, 'default')",
        )
        .run(`${artifactRoot}/0`, now.getTime(), now.getTime());
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK'); // SQLite has done so itself when the disk is full
    throw error;
  }
}

/** The columns of the tables that matter here, in one query: this is done whenever a store is opened. */
function readColumns(database: DatabaseSync): Map<string, Set<string>> {
  const tables = ['alembic_version', ...Object.keys(usedColumns)];
  const sql =
    'SELECT m.name AS name, c.name AS column FROM sqlite_master m JOIN pragma_table_info(m.name) c ' +
    `WHERE m.type = 'table' AND m.name IN (${tables.map(() => '?').join(', ')})`;
  const columns = new Map<string, Set<string>>();
  for (const { name, column } of database.prepare(sql).all(...tables)) {
    columns.set(String(name), (columns.get(String(name)) ?? new Set()).add(String(column)));
  }
  return columns;
}

/** Throws `track-store-schema` unless the database has the revision and the columns that the store uses. */
export function checkSchema(database: DatabaseSync, path: string): void {
  const found = readColumns(database);
  const columns = (table: string) => found.get(table) ?? new Set<string>();
  const refuse = (found: string) => {
    throw new OctavoError('track-store-schema', `Cannot use ${path} as a store: ${found}`, {
      hint: `keep this file as it is and name another one: export MLFLOW_TRACKING_URI=sqlite:////path/to/other.db`,
    });
  };
  if (!columns('alembic_version').has('version_num')) refuse('it is a SQLite database of something else than MLflow');
  const revisions = database.prepare('SELECT version_num FROM alembic_version').all();
  const revision = revisions.map((row) => row.version_num).join(', ') || 'none';
  if (revision !== schemaRevision) {
    refuse(`its schema revision is ${revision}, and Octavo knows ${schemaRevision} (${schemaRelease})`);
  }
  for (const [table, names] of Object.entries(usedColumns)) {
    const present = columns(table);
    const missing = names.split(' ').filter((name) => !present.has(name));
    if (missing.length > 0) refuse(`its table ${table} lacks ${missing.join(', ')}`);
  }
}
