import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CellPlace } from '../evaluator/protocol.ts';
import type { CellShape } from './cell-declarations.ts';
import { type CellFolder, readCellFolder } from './cell-folder.ts';
import { type Diagnostic, problemsOf } from './cell-problems.ts';
import { ChangedFiles } from './changed-files.ts';
import { Documents, uriOf } from './documents.ts';
import { ConnectionEnded } from './json-rpc.ts';
import type { CellDocument, Language, TypeCheck, TypeProblem } from './language.ts';
import { offsetAt, placeAt } from './places.ts';
import { LanguageUnavailable, ServerKeeper } from './server-keeper.ts';
import { SessionDocuments } from './session-documents.ts';
import type { SessionName } from './session-names.ts';

export interface LanguageOptions {
  cwd: string; // where notebooks of which nothing is said lie
  env: Record<string, string | undefined>; // of the server
  budgetMs: number; // of a check; the first, for which TypeScript starts, has four times as long
}

const longestCell = 1_000_000; // UTF-16 units; a longer one is data, which TypeScript would think about for minutes
const shortCellMs = 10; // a short cell and the server would only hinder each other
const answerWithin = 10; // budgets: a server that needs longer hangs, and is started again

interface Prepared {
  code: string;
  written: Promise<ReadonlyMap<string, string>>;
  noteEnd: () => void;
}

/** The language service of a session, over one `tsc --lsp`. Nothing is started before it is needed. */
export class TypeScriptLanguage implements Language {
  readonly #options: LanguageOptions;
  readonly #documents = new Documents();
  readonly #session = new SessionDocuments(this.#documents);
  readonly #changed = new ChangedFiles();
  readonly #server: ServerKeeper;
  readonly #folders = new Map<string, CellFolder>();
  #work: Promise<unknown> = Promise.resolve(); // what must be done before the next check
  #prepared: Prepared | undefined;
  #isWarm = false;

  constructor(options: LanguageOptions) {
    this.#options = options;
    this.#server = new ServerKeeper(options, this.#documents, () => {
      this.#isWarm = false;
    });
  }

  /** Starts the server and has it read the types that every cell needs. */
  warm(): void {
    void this.#server.start().catch(() => {});
    const place = this.#folder(undefined);
    this.#session.write(place.path('now'), '', undefined, place);
    this.#work = this.#diagnostics(place.path('now')).catch(() => {});
    void parsers();
  }

  async check(code: string, place: CellPlace): Promise<TypeCheck> {
    const { budgetMs } = this.#options;
    const budget = this.#isWarm ? budgetMs : budgetMs * 4;
    const checked = this.#check(code, place);
    const timeout = new AbortController();
    const late = sleep(budget, 'late' as const, { signal: timeout.signal }).catch(() => 'late' as const);
    const first = await Promise.race([checked, late]);
    if (first !== 'late') {
      timeout.abort();
      return first;
    }
    void this.#renewIfHanging(checked);
    const problems = checked.then((answer) => (answer.outcome === 'checked' ? answer.problems : []));
    return { outcome: 'late', problems };
  }

  accept(code: string, place: CellPlace, missing: readonly string[]): void {
    const prepared = this.#prepared?.code === code ? this.#prepared.written : undefined;
    this.#prepared?.noteEnd();
    this.#work = this.#work.then(async () => {
      const { readCell, literalNames } = await parsers();
      const folder = this.#folder(place);
      const shape = readCell(code, folder.jsx);
      if (!shape) return;
      const isLong = code.length > longestCell;
      const written = isLong ? anyNames(shape) : ((await prepared) ?? literalNames(shape, code));
      const more = isLong ? '' : await this.#later(code, shape, place);
      this.#session.accept(code, shape, folder, { written, missing, more: more ?? '', cell: cellKey(place) });
    });
    this.#work = this.#work.catch(() => {}); // its names are missing then; the next cells are checked all the same
  }

  async open(code: string, place: CellPlace): Promise<CellDocument> {
    const { readCell } = await parsers();
    await this.#within(this.#work);
    const folder = this.#folder(place);
    const path = folder.path('asked');
    this.#session.write(path, code, readCell(code, folder.jsx), folder);
    return {
      ask: async <Answer>(method: string, offset: number, more: object = {}) => {
        const params = { textDocument: { uri: uriOf(path) }, position: placeAt(code, offset), ...more };
        return await this.#within(this.#server.request<Answer>(method, params).catch(() => undefined));
      },
      offsetOf: (place) => offsetAt(code, place),
    };
  }

  names(): ReadonlyMap<string, string> {
    const word = ({ kind, isBoth, beside }: SessionName) => (isBoth || beside ? 'class' : kind); // as classes, both values and types
    return new Map([...this.#session.names].map(([name, known]) => [name, word(known)]));
  }

  /** Whether files that the cells use have changed since the last check. */
  hasChanges(): boolean {
    return this.#changed.any();
  }

  close(): void {
    this.#server.close();
  }

  async #check(code: string, cellPlace: CellPlace): Promise<TypeCheck> {
    try {
      const { readCell } = await parsers();
      await this.#work;
      const place = this.#folder(cellPlace);
      const shape = readCell(code, place.jsx);
      if (!shape) return { outcome: 'unparsable' };
      if (code.length > longestCell) return { outcome: 'checked', problems: [] };
      this.#changed.use(place.folder, shape.specifiers);
      await this.#noteChanges();
      const now = place.path('now');
      const later = await this.#later(code, shape, cellPlace);
      this.#session.augment(cellKey(cellPlace), false);
      this.#session.write(now, code, shape, place, later);
      const text = this.#documents.get(now);
      const { hasSettings } = this.#folder(cellPlace); // which may have changed
      const all = problemsOf(await this.#diagnostics(now), code);
      const found = hasSettings ? all : all.filter((problem) => problem.code !== untyped);
      const problems = later === undefined ? await markDeferred(found, code, place.jsx) : found;
      if (problems.length > 0) this.#session.augment(cellKey(cellPlace), true);
      this.#isWarm = true;
      const isCurrent = this.#documents.get(now) === text; // a cell that came late has another one there by now
      if (problems.length === 0 && isCurrent) this.#prepare(code, shape, place);
      return { outcome: 'checked', problems: isUnchecked(code) ? [] : problems };
    } catch (error) {
      const reason = (error as Error).message;
      if (error instanceof LanguageUnavailable || error instanceof ConnectionEnded)
        return { outcome: 'unavailable', reason };
      return { outcome: 'unavailable', reason: `TypeScript's server failed: ${reason}` };
    }
  }

  /** Declares what later cells declare and this one uses; undefined when nothing is known of later cells. */
  async #later(code: string, shape: CellShape, { notebook, id }: CellPlace): Promise<string | undefined> {
    if (notebook === undefined) return undefined;
    const { laterPreamble, readNotebookCells, wholeModule } = await import('./later-cells.ts');
    const path = resolve(this.#options.cwd, notebook);
    const folder = this.#folder({ notebook, id, index: undefined });
    const read = readNotebookCells(path, folder.jsx);
    if (!read) return undefined;
    const module = folder.path(`of-${basename(path, '.ipynb')}`);
    const more = laterPreamble(code, this.#session.unknown(shape), {
      notebook: read,
      cell: id,
      module,
      jsx: folder.jsx,
    });
    if (more !== '') this.#documents.set(module, wholeModule(read));
    return more;
  }

  /** While the cell runs, or when it has ended, its names are written down. */
  #prepare(code: string, shape: CellShape, place: CellFolder): void {
    const asked = {
      documents: this.#documents,
      request: <Answer>(method: string, params: unknown) => this.#server.request<Answer>(method, params),
      current: place.path('now'),
      scratch: place.path('types'),
    };
    const ended = Promise.withResolvers<void>();
    const written = Promise.race([ended.promise, sleep(shortCellMs)])
      .then(parsers)
      .then(({ literalNames, writtenNames }) =>
        writtenNames(shape, code, asked).catch(() => literalNames(shape, code)),
      );
    this.#prepared = { code, written, noteEnd: ended.resolve };
    this.#work = this.#work.then(() => written);
  }

  async #diagnostics(path: string): Promise<Diagnostic[]> {
    const params = { textDocument: { uri: uriOf(path) } };
    return (await this.#server.request<{ items?: Diagnostic[] }>('textDocument/diagnostic', params)).items ?? [];
  }

  /** Where a cell lies for the server; the documents that its folder needs are opened with the first cell. */
  #folder(place: CellPlace | undefined): CellFolder {
    const { cwd } = this.#options;
    const folder = place?.notebook === undefined ? cwd : dirname(resolve(cwd, place.notebook));
    const known = this.#folders.get(folder);
    if (known) return known;
    const read = readCellFolder(folder);
    this.#folders.set(folder, read);
    this.#openFolder(read);
    return read;
  }

  #openFolder(folder: CellFolder): void {
    for (const file of folder.watched) this.#changed.watch(file, false);
    for (const { path, text } of folder.projects) this.#documents.set(path, text);
    this.#documents.set(folder.config.path, folder.config.text);
    this.#session.open(folder);
    this.#documents.set(folder.globals.path, folder.globals.text); // last, for it brings all the types of Node
  }

  /** Tells the server which files have changed on disk since the last check. */
  async #noteChanges(): Promise<void> {
    const changes = this.#changed.take();
    if (changes.length === 0) return;
    if (changes.some(({ path }) => path.endsWith('package.json'))) await this.#server.renew(false); // what is installed may have changed
    for (const [folder, before] of this.#folders) {
      const read = readCellFolder(folder);
      for (const { path } of before.projects) if (!existsSync(path)) this.#documents.close(path);
      this.#folders.set(folder, read);
      this.#openFolder(read);
    }
    const told = changes.map(({ path, type }) => ({ uri: uriOf(path), type }));
    this.#server.notify('workspace/didChangeWatchedFiles', { changes: told });
  }

  async #renewIfHanging(checked: Promise<unknown>): Promise<void> {
    const timeout = sleep(this.#options.budgetMs * answerWithin, 'hangs' as const, { ref: false });
    if ((await Promise.race([checked, timeout])) === 'hangs') await this.#server.renew(true);
  }

  async #within<Value>(value: Promise<Value>): Promise<Value | undefined> {
    const timeout = sleep(this.#options.budgetMs, undefined, { ref: false });
    return Promise.race([value, timeout]);
  }
}

function cellKey({ notebook, id }: CellPlace): string | undefined {
  return id === undefined ? undefined : `${notebook}\n${id}`;
}

/** Declarations for the names of a cell that nobody looks into. */
function anyNames({ declared }: CellShape): ReadonlyMap<string, string> {
  return new Map([...declared.keys()].map((name) => [name, `declare let ${name}: any;`]));
}

const untyped = 7016; // JavaScript without declarations is imported; where no tsconfig.json says otherwise, its types are `any`

const unknownName = new Set([2304, 2503, 2552, 18004]);

/** Marks names that nothing declares yet and that are not needed yet either. */
async function markDeferred(problems: TypeProblem[], code: string, jsx: boolean): Promise<TypeProblem[]> {
  if (!problems.some((problem) => unknownName.has(problem.code))) return problems;
  const { isDeferredPlace } = await import('./later-cells.ts');
  return problems.map((problem) => {
    const offset = offsetAt(code, { line: problem.line, character: problem.column - 1 });
    const isDeferred = unknownName.has(problem.code) && offset !== undefined && isDeferredPlace(code, offset, jsx);
    return isDeferred ? { ...problem, isDeferred } : problem;
  });
}

/** What needs the parser, which takes longer to load than the server to start. */
async function parsers() {
  const [declarations, names] = await Promise.all([import('./cell-declarations.ts'), import('./written-names.ts')]);
  return { readCell: declarations.readCell, ...names };
}

/** A mark that TypeScript honours at the top of a file, where the cell's text is not. */
function isUnchecked(code: string): boolean {
  return /^(\s*\/\/.*\n)*\s*\/\/+\s*@ts-nocheck\b/.test(code);
}
