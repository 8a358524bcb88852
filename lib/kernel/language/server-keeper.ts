import { setTimeout as sleep } from 'node:timers/promises';
import type { Documents } from './documents.ts';
import { ConnectionEnded } from './json-rpc.ts';
import type { ServerProcess, ServerSurroundings } from './server-process.ts';

const mostRestarts = 2; // of a server that ended by itself

/** There is no language server, and none will come. */
export class LanguageUnavailable extends Error {}

/** Holds a language server: starts it when it is first needed, and again when it has died, but not for ever. */
export class ServerKeeper {
  readonly #surroundings: ServerSurroundings;
  readonly #documents: Documents;
  readonly #started: () => void; // called for each server: it must read everything first
  #server: Promise<ServerProcess> | undefined;
  #restartsLeft = mostRestarts;
  #lastReason = '';
  readonly #over = new AbortController();

  constructor(surroundings: ServerSurroundings, documents: Documents, started: () => void) {
    this.#started = started;
    this.#surroundings = surroundings;
    this.#documents = documents;
  }

  /** Starts the server if it does not run. Rejects with LanguageUnavailable. */
  start(): Promise<ServerProcess> {
    this.#server ??= this.#start();
    return this.#server;
  }

  /** Asks; when the server dies over it, once more of the next one. */
  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    const server = await this.start();
    try {
      return await server.request<Answer>(method, params);
    } catch (error) {
      if (!(error instanceof ConnectionEnded)) throw error;
      await sleep(0); // until the end of the server is noted
      const next = await this.start();
      return await next.request<Answer>(method, params).catch((again: Error) => {
        throw again instanceof ConnectionEnded ? new LanguageUnavailable(again.message) : again;
      });
    }
  }

  notify(method: string, params: unknown): void {
    void this.#server?.then((server) => server.notify(method, params)).catch(() => {});
  }

  /** Ends the server; the next request starts another, which counts as a restart when `isFault`. */
  async renew(isFault: boolean): Promise<void> {
    if (!isFault) this.#restartsLeft++;
    const server = await this.#server?.catch(() => undefined);
    server?.kill();
  }

  close(): void {
    this.#over.abort();
  }

  async #start(): Promise<ServerProcess> {
    if (this.#over.signal.aborted) throw new LanguageUnavailable('the kernel is leaving');
    const { startServer } = await import('./server-process.ts');
    try {
      const server = await startServer(this.#surroundings, (reason) => this.#ended(reason), this.#over.signal);
      this.#started();
      this.#documents.connect(server);
      return server;
    } catch (error) {
      if (this.#server === undefined && this.#restartsLeft >= 0) return this.start();
      this.#restartsLeft = -1;
      this.#server = Promise.reject(new LanguageUnavailable(this.#lastReason || (error as Error).message));
      this.#server.catch(() => {});
      return this.#server;
    }
  }

  #ended(reason: string): void {
    this.#lastReason = reason;
    this.#documents.disconnect();
    this.#restartsLeft--;
    if (this.#restartsLeft >= 0) this.#server = undefined;
    else {
      this.#server = Promise.reject(new LanguageUnavailable(reason));
      this.#server.catch(() => {});
    }
  }
}
