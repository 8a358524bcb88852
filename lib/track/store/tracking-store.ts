import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { OctavoError, shellWord } from '../../errors/index.ts';
import { nativeWaitMs, whileBusy } from './busy.ts';
import { explainFailure } from './failure.ts';
import { checkSchema, createSchema, isEmptyDatabase } from './schema.ts';
import { loadSqlite } from './sqlite.ts';

export interface OpenStoreOptions {
  create?: boolean | undefined; // make the file when it is missing (default true); false: one that cannot be written is read
  readOnly?: boolean | undefined; // refuse every write (default false)
  busyTimeoutMs?: number | undefined; // how long to wait for another writer (default 20,000, as MLflow does)
}

const mostStatements = 200;

/** An open store: one connection, statements prepared once, writes in transactions. What it holds is read and written by functions. */
export class TrackingStore {
  readonly path: string; // absolute
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #lists = new Map<string, StatementSync>();
  readonly #busyTimeoutMs: number;
  #isWriting = false;

  constructor(path: string, database: DatabaseSync, busyTimeoutMs: number) {
    this.path = path;
    this.#database = database;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** All rows of a query, with values bound by position. */
  rows<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#explained(
      () => withLargeNumbers(this.#statement(sql), (statement) => statement.all(...values)) as Row[],
    );
  }

  /** All rows as lists of their columns: for many rows, which take three times as long as objects. */
  lists<Row extends unknown[]>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#explained(() => {
      const statement = this.#lists.get(sql) ?? this.#database.prepare(sql);
      statement.setReturnArrays(true);
      this.#lists.set(sql, statement);
      return withLargeNumbers(statement, () => statement.all(...values)) as unknown as Row[];
    });
  }

  /** The first row of a query. */
  row<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#explained(
      () => withLargeNumbers(this.#statement(sql), (statement) => statement.get(...values)) as Row | undefined,
    );
  }

  /** Runs a statement and returns the number of rows that it changed. */
  change(sql: string, ...values: SQLInputValue[]): number {
    return this.#explained(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** Does all the work or none of it; work within work belongs to the outer one. */
  write<Result>(work: () => Result): Result {
    if (this.#isWriting) return work();
    const rescue = setImmediate(() => this.#endInterrupted());
    try {
      this.#explained(() => this.#database.exec('BEGIN IMMEDIATE'));
      this.#isWriting = true;
      const result = work();
      this.#explained(() => this.#database.exec('COMMIT'));
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      clearImmediate(rescue);
      this.#isWriting = false;
    }
  }

  /** A cell that is interrupted ends without its `catch` and `finally`: what it had begun here would hold the store for all others. */
  #endInterrupted(): void {
    this.#isWriting = false;
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    if (this.#statements.size >= mostStatements) this.#statements.clear(); // searches are of any number of forms
    this.#statements.set(sql, statement);
    return statement;
  }

  #explained<Result>(work: () => Result): Result {
    try {
      return whileBusy(work, this.#busyTimeoutMs);
    } catch (error) {
      throw explainFailure(error, this.path);
    }
  }
}

/**
 * Reads again with BigInts what JavaScript's numbers cannot hold exactly (a step may be a time in nanoseconds), and takes
 * the nearest number. The name of the error is Node's; without this one such row would hide all others.
 */
function withLargeNumbers<Result>(statement: StatementSync, read: (statement: StatementSync) => Result): Result {
  try {
    return read(statement);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_OUT_OF_RANGE') throw error;
  }
  statement.setReadBigInts(true);
  try {
    return withNumbers(read(statement)) as Result;
  } finally {
    statement.setReadBigInts(false);
  }
}

function withNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withNumbers(inner)]));
}

/** The folder of the artifacts of all experiments that Octavo makes in a store: beside its file. */
export function artifactRoot(storePath: string): string {
  return join(dirname(storePath), 'artifacts');
}

/**
 * Opens a store by the path of its file and makes it when it is missing or empty. The file is made with the permissions
 * that the user's umask gives, as the executed notebooks beside it. Throws `track-store-…`.
 */
export function openStoreFile(file: string, options: OpenStoreOptions = {}): TrackingStore {
  const path = resolve(file);
  const { create = true, readOnly = false, busyTimeoutMs = 20_000 } = options;
  prepareFolder(path, create && !readOnly);
  const frozen = (readOnly || !create) && isFrozen(path);
  let database: DatabaseSync | undefined;
  try {
    const { DatabaseSync } = loadSqlite();
    const databaseOptions = {
      readOnly: readOnly || frozen,
      timeout: Math.min(busyTimeoutMs, nativeWaitMs),
      enableForeignKeyConstraints: true,
    };
    const opened = new DatabaseSync(frozen ? immutableUrl(path) : path, databaseOptions);
    database = opened;
    whileBusy(() => {
      if (isEmptyDatabase(opened)) {
        if (readOnly || frozen) throw missing(path); // or in the middle of being made by another process
        createSchema(opened, artifactRoot(path), new Date());
      }
      checkSchema(opened, path);
      const journal = opened.prepare('PRAGMA journal_mode').get()?.journal_mode;
      if (journal === 'wal') opened.exec('PRAGMA synchronous = NORMAL');
    }, busyTimeoutMs);
    return new TrackingStore(path, opened, busyTimeoutMs);
  } catch (error) {
    database?.close();
    throw explainFailure(error, path);
  }
}

function prepareFolder(path: string, create: boolean): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new OctavoError('track-store-folder', `The store ${path} is a folder, not a file`, {
      hint: `ls ${shellWord(path)}`,
    });
  }
  if (found) return;
  if (!create) throw missing(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw new OctavoError('track-store-unwritable', `Cannot make the folder of the store ${path}`, {
      cause,
      hint: `ls -ld ${shellWord(dirname(dirname(path)))}`,
    });
  }
}

function missing(path: string): OctavoError {
  return new OctavoError('track-store-missing', `No runs are recorded yet: there is no store ${path}`, {
    hint: 'octavo run notebook.ipynb out.ipynb',
  });
}

/**
 * Tells whether nobody here can write a store: its folder is read-only and no log lies beside it. SQLite could not make
 * the log's index there, and opens such a file only when it is told that it does not change.
 */
function isFrozen(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch {
    return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  }
}

function immutableUrl(path: string): URL {
  const url = pathToFileURL(path);
  url.search = '?immutable=1';
  return url;
}
