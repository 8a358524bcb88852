import type { Static } from 'typebox';
import { ChangeDetector } from './change-detector.ts';
import { addChanges, type ChangeSet, isEmpty, noChanges } from './change-set.ts';
import type { ProjectStore } from './project-store.ts';
import type { ChangeMessage } from './schemas.ts';

/** Somebody who wants to be told. */
export interface Listener {
  send: (message: Static<typeof ChangeMessage>) => void;
  waitingBytes: () => number; // sent, but not yet on its way
}

export interface ChangeFeedOptions {
  pollMs?: number | undefined; // between two looks at the store (default 25)
  gapMs?: number | undefined; // at least so long between two messages to one listener (default 100)
  sweepMs?: number | undefined; // between two searches for runs whose process is gone (default 5000)
  sweep?: ((openRuns: string[]) => void) | undefined; // closes runs whose process is gone
}

/** However long a look takes, the next one comes after so long: who waits for news should not wait for seconds. */
const mostRestMs = 200;

/** A listener with more than this on its way is told later, in one message. */
const mostWaitingBytes = 64 * 1024;

/**
 * Tells listeners what changes in a store. The store is looked at only while somebody listens. What a listener was not
 * told yet is one bounded set, so that a slow one costs no memory however much is written.
 */
export class ChangeFeed {
  readonly #detector: ChangeDetector;
  readonly #listeners = new Map<Listener, { pending: ChangeSet; toldMs: number }>();
  readonly #options: Required<ChangeFeedOptions>;
  #timer: NodeJS.Timeout | undefined;
  #sweptMs = Number.NEGATIVE_INFINITY;
  #revision = 0;

  constructor(store: ProjectStore, options: ChangeFeedOptions = {}) {
    this.#detector = new ChangeDetector(store);
    const { pollMs = 25, gapMs = 100, sweepMs = 5000, sweep = () => undefined } = options;
    this.#options = { pollMs, gapMs, sweepMs, sweep };
  }

  /** Grows by one with every message. */
  get revision(): number {
    return this.#revision;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Tells a listener of every change from now on. Returns what stops it. */
  listen(listener: Listener): () => void {
    if (this.#listeners.size === 0) this.#detector.reset();
    this.#listeners.set(listener, { pending: noChanges(), toldMs: Number.NEGATIVE_INFINITY });
    if (!this.#timer) this.#wait(this.#options.pollMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#listeners.clear();
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#turn(), ms);
    this.#timer.unref();
  }

  #turn(): void {
    const startMs = performance.now();
    const found = this.#detector.look();
    for (const listener of this.#listeners.keys()) this.#tell(listener, found);
    if (startMs - this.#sweptMs >= this.#options.sweepMs) {
      this.#sweptMs = startMs;
      const open = this.#detector.openRuns();
      if (open.length > 0) this.#options.sweep(open);
    }
    // A store that takes long to look at is looked at less often: about a fifth of the time goes there.
    const restMs = Math.min(mostRestMs, 4 * (performance.now() - startMs));
    this.#wait(Math.max(this.#options.pollMs, restMs));
  }

  #tell(listener: Listener, found: ChangeSet): void {
    const state = this.#listeners.get(listener);
    if (!state) return;
    addChanges(state.pending, found);
    const nowMs = performance.now();
    const isWaiting = listener.waitingBytes() > mostWaitingBytes || nowMs - state.toldMs < this.#options.gapMs;
    if (isEmpty(state.pending) || isWaiting) return;
    const { runs, isPartial, experiments } = state.pending;
    state.pending = noChanges();
    state.toldMs = nowMs;
    this.#revision++;
    listener.send({ type: 'changed', revision: this.#revision, runs: [...runs], isPartial, experiments });
  }
}
