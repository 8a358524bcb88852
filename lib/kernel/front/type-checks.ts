import { createHash } from 'node:crypto';
import type { CellPlace } from '../evaluator/protocol.ts';
import type { CellDocument, Language, TypeCheck } from '../language/language.ts';
import { SessionLanguage } from './session-language.ts';

type Environment = Record<string, string | undefined>;
type Accepted = [code: string, place: CellPlace, missing: readonly string[]];

/**
 * The type checks of many sessions that run the same cells, as those of a sweep do: a cell that was checked already, behind
 * the same cells and with the same files, is not checked again, and all of them share one language server.
 */
export class TypeChecks {
  readonly #cwd: string;
  readonly #env: Environment;
  #shared: SharedServer | undefined;
  readonly #opened: SessionLanguage[] = [];
  #isClosed = false;

  constructor(cwd: string, env: Environment) {
    this.#cwd = cwd;
    this.#env = env;
  }

  /** The language of one session; with the first the server starts. Its `close` leaves the server to the others. */
  session(): Language {
    return new SharedLanguage(this.#server(), () => this.#open(false));
  }

  /** Ends the server, and those that sessions have of their own. */
  close(): void {
    this.#isClosed = true;
    for (const language of this.#opened) language.close();
  }

  #server(): SharedServer {
    if (this.#shared?.language.hasChanges()) {
      this.#shared.retire();
      this.#shared = undefined; // what was checked before holds no longer
    }
    this.#shared ??= new SharedServer(this.#open(true));
    return this.#shared;
  }

  #open(isWarm: boolean): SessionLanguage {
    const language = new SessionLanguage(this.#cwd, this.#env);
    this.#opened.push(language);
    if (this.#isClosed) language.close();
    else if (isWarm) language.warm();
    return language;
  }
}

/** A server, the cells that it has accepted, and all that it has said. */
class SharedServer {
  readonly language: SessionLanguage;
  readonly known = new Map<string, Promise<TypeCheck>>();
  behind = ''; // what it has accepted, as the sessions name theirs
  isChecking = false; // one cell at a time
  sessions = 0;
  #isRetired = false;

  constructor(language: SessionLanguage) {
    this.language = language;
  }

  /** Ends with the last session that uses it. */
  retire(): void {
    this.#isRetired = true;
    this.leave(0);
  }

  leave(sessions: number): void {
    this.sessions -= sessions;
    if (this.#isRetired && this.sessions === 0) this.language.close();
  }
}

class SharedLanguage implements Language {
  readonly #shared: SharedServer;
  readonly #openOwn: () => SessionLanguage;
  readonly #accepted: Accepted[] = [];
  #behind = ''; // a digest of the cells that this session has accepted
  #own: SessionLanguage | undefined; // once it has gone another way than the shared server
  #isClosed = false;

  constructor(shared: SharedServer, openOwn: () => SessionLanguage) {
    this.#shared = shared;
    this.#shared.sessions++;
    this.#openOwn = openOwn;
  }

  check(code: string, place: CellPlace): Promise<TypeCheck> {
    const key = digest(this.#behind, cellKey(code, place));
    const known = this.#shared.known.get(key);
    if (known) return known;
    const { behind, isChecking } = this.#shared;
    if (behind !== this.#behind || isChecking || this.#own) return this.#ownLanguage().check(code, place);
    this.#shared.isChecking = true;
    const checked = this.#shared.language.check(code, place).finally(() => {
      this.#shared.isChecking = false;
    });
    this.#shared.known.set(key, checked);
    return checked;
  }

  accept(...cell: Accepted): void {
    const [code, place, missing] = cell;
    const next = digest(this.#behind, cellKey(code, place), ...missing);
    if (this.#shared.behind === this.#behind) {
      this.#shared.language.accept(...cell);
      this.#shared.behind = next;
    }
    this.#behind = next;
    this.#own?.accept(...cell);
    this.#accepted.push(cell);
  }

  open(code: string, place: CellPlace): Promise<CellDocument> {
    return this.#ownLanguage().open(code, place);
  }

  names(): ReadonlyMap<string, string> {
    return this.#ownLanguage().names();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#own?.close();
    this.#shared.leave(1);
  }

  #ownLanguage(): SessionLanguage {
    if (!this.#own) {
      this.#own = this.#openOwn();
      for (const cell of this.#accepted) this.#own.accept(...cell);
    }
    return this.#own;
  }
}

/** What a check depends on besides the cells before. Injected parameters count by their types, which are written beside them. */
function cellKey(code: string, { notebook, id, typesKey }: CellPlace): string {
  return JSON.stringify([typesKey ?? code, notebook, typesKey === undefined ? id : undefined]);
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
